"""Triage: how worried should a human be about this message? Knows no database and no web."""

from bot.triage.context.safety_answers import said_not_worn_off
from bot.triage.encoder.loader import problem
from bot.triage.engine import assess, encoder_digest, failed, vector, warm_up
from bot.triage.model import Assessment, Tier, Turn

__all__ = [
    "Assessment",
    "Tier",
    "Turn",
    "assess",
    "encoder_digest",
    "failed",
    "problem",
    "said_not_worn_off",
    "vector",
    "warm_up",
]
