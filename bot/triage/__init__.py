"""Triage: classifies a client's message by how worried a human should be, with rules and an encoder.

`engine` is the main path. Triage imports no other room of `bot`, no database, no web and no Rasa.
"""

from bot.triage.context.safety_answers import said_not_worn_off
from bot.triage.encoder.loader import problem
from bot.triage.engine import assess, by_rules, encoder_digest, failed, vector, warm_up
from bot.triage.model import Assessment, ContextMessage, Tier

__all__ = [
    "Assessment",
    "ContextMessage",
    "Tier",
    "assess",
    "by_rules",
    "encoder_digest",
    "failed",
    "problem",
    "said_not_worn_off",
    "vector",
    "warm_up",
]
