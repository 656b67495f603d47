"""What a client says or chooses in the dialogue, and triage took for calm: a coach hears of it all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care import escalations
from bot.store import Work
from bot.store.models import Conversation, EscalationEvent, Message, now


@dataclass(frozen=True)
class _Heard:
    categories: Sequence[str]
    tier: str = "elevated"
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "dialogue"


async def let_coaches_know(work: Work, client_id: UUID, message_id: UUID, category: str) -> None:
    """Raise an alert of tier elevated for the message, unless it has one already.

    `category` is one of those of triage (docs/triage.md). A message of another client is passed over.
    """
    message = await work.session.get(Message, message_id)
    conversation = await work.session.get(Conversation, message.conversation_id) if message else None
    if message is None or conversation is None or conversation.client_id != client_id:
        return
    known = await work.session.scalar(
        select(EscalationEvent.id).where(EscalationEvent.message_id == message_id).limit(1)
    )
    if known is None:
        await escalations.raise_for(work, conversation, message, _Heard((category,)), now())
