"""Triage: how worried should a human be about this message? Knows no database and no web."""

from bot.triage.engine import assess, failed, warm_up
from bot.triage.model import Assessment, Tier, Turn

__all__ = ["Assessment", "Tier", "Turn", "assess", "failed", "warm_up"]
