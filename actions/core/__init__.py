"""Core: what every custom action is made of: `Step`, `ActionContext`, `Flow`, `Question`.

Imports `actions.parsing` and the store.
"""
