"""Messages that only a part of triage had time for: assessed again, and their alert raised where it is worse."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care.messages import dialogue_alerts
from bot.care.messages.messages import CONTEXT_MESSAGES, SHOWN
from bot.care.safety.episodes.episode import Heard
from bot.care.safety.escalations import Assessed, is_worse
from bot.store import Work
from bot.store.models import Conversation, Message, Triage


@dataclass(frozen=True)
class HalfAssessed:
    """A message to be assessed again, with what was said before it."""

    conversation_id: UUID
    client_id: UUID
    message_id: UUID
    text: str
    context: Sequence[tuple[str, str]]


async def waiting(work: Work, but: Collection[UUID] = (), most: int = 10) -> list[UUID]:
    """The ids of the oldest messages to be assessed again, without those in `but`, at most `most`."""
    rows = await work.session.scalars(
        select(Triage.message_id)
        .join(Message, Message.id == Triage.message_id)
        .where(Triage.partial.is_(True), Message.text.is_not(None), Message.id.not_in(but))
        .order_by(Message.created_at)
        .limit(most)
    )
    return list(rows)


async def opened(work: Work, message_id: UUID) -> HalfAssessed:
    """A message with what was said before it. Raises `Erased` or `Unreadable`."""
    message = await work.session.get_one(Message, message_id)
    conversation = await work.session.get_one(Conversation, message.conversation_id)
    vault = await work.vault(conversation.client_id)
    before = await work.session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.seq < message.seq, Message.text.is_not(None))
        .where(Message.author.in_(SHOWN))
        .order_by(Message.seq.desc())
        .limit(CONTEXT_MESSAGES)
    )

    def text(row: Message) -> str:
        return vault.open("message.text", row.id, row.text) if row.text is not None else ""

    context = [("user" if row.author == "client" else "assistant", text(row)) for row in reversed(list(before))]
    return HalfAssessed(conversation.id, conversation.client_id, message.id, text(message), context)


async def store(work: Work, half: HalfAssessed, assessed: Assessed, heard: Heard) -> bool:
    """Store the whole assessment of a message. Returns whether it is worse, and so was alerted.

    A tier is never lowered: what the rules found stands. Idempotent.
    """
    triage = await work.session.scalar(select(Triage).where(Triage.message_id == half.message_id))
    if triage is None or not triage.partial:
        return False
    triage.partial = False
    if not is_worse(str(assessed.tier), triage.tier):
        return False
    triage.tier, triage.categories = str(assessed.tier), list(assessed.categories)
    triage.score, triage.model = assessed.score, assessed.model
    if assessed.evidence:
        vault = await work.vault(half.client_id)
        triage.evidence = vault.seal("triage.evidence", triage.id, "\n".join(assessed.evidence))
    await work.session.flush()
    await dialogue_alerts.alarm(work, half.client_id, half.message_id, assessed, heard)
    return True
