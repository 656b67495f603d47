"""A client asks for a person in words that triage did not take for that: a coach hears of it all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.care import escalations
from bot.store import Work
from bot.store.models import now


@dataclass(frozen=True)
class _Request:
    tier: str = "elevated"
    categories: Sequence[str] = ("asks_for_human",)
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "dialogue"


async def let_coaches_know(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Raise an alert for the message, unless it has one already. A message of another client is passed over."""
    await escalations.raise_once(work, client_id, message_id, _Request(), now())
