"""What a client says or chooses in the dialogue, and triage took for calm: a coach hears of it all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.care import escalations
from bot.store import Work
from bot.store.models import now


@dataclass(frozen=True)
class _Heard:
    categories: Sequence[str]
    tier: str
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "dialogue"


async def let_coaches_know(
    work: Work, client_id: UUID, message_id: UUID, category: str, tier: str = "elevated"
) -> None:
    """Raise an alert for the message, unless it has one at least as worrying already.

    `category` is one of those of triage (docs/triage.md). A message of another client is passed over.
    """
    await escalations.raise_once(work, client_id, message_id, _Heard((category,), tier), now())
