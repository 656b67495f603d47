"""What a message mentions: direct questions, what is told, and facts, by a network that was trained for it (README)."""

from bot.triage.mentions.mentions import Mentions, mentions

__all__ = ["Mentions", "mentions"]
