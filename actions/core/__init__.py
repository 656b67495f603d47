"""Base classes of the custom actions: `Step`, `ActionContext`, `Flow`, `Question`; may import `actions.parsing`."""
