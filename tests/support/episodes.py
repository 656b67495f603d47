"""Messages of a safety conversation as the gateway understood them, without a gateway."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from bot.care import now
from bot.care.messages import turns
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.safety.episodes.episode import Heard
from bot.store.models import Message, SafetyEpisode
from tests.support.clinic import Clinic


async def hear(clinic: Clinic, conversation: UUID, text: str, answer: str = "else", **more: Any) -> UUID:
    """A client's message with this class of answer; `more` is what else was heard. Returns its id."""
    heard = Heard(text, answer=answer, **more)
    assessed = Assessment(heard.tier, tuple(heard.categories), 0.9, (), "rules-1")
    async with clinic.store.begin() as work:
        incoming = Incoming(conversation, str(uuid4()), text)
        accepted = await turns.accept(work, incoming, assessed, heard, "gateway-1", now())
        found = await work.session.scalars(
            select(Message.id).where(Message.conversation_id == conversation, Message.seq == accepted.seq)
        )
        return found.one()


async def alarm(clinic: Clinic, conversation: UUID, text: str = "i can't do this any more") -> UUID:
    """A message that triage finds high, about suicide."""
    return await hear(clinic, conversation, text, tier="high", categories=("suicide",))


async def damage(clinic: Clinic, sealed: bytes = b"not what was sealed") -> None:
    """Every episode is damaged in the database."""
    async with clinic.store.begin() as work:
        await work.session.execute(update(SafetyEpisode).values(sealed=sealed))
