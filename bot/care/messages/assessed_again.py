"""Messages that only a part of triage had time for: assessed again, and their alert raised where it is worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care.messages import dialogue_alerts
from bot.care.safety.escalations import Assessed, is_worse
from bot.store import Unreadable, Work
from bot.store.models import Client, Conversation, Message, Triage

CONTEXT = 8  # messages before it that triage gets, as for a new one


@dataclass(frozen=True)
class HalfAssessed:
    """A message to be assessed again, with what was said before it."""

    conversation_id: UUID
    client_id: UUID
    message_id: UUID
    text: str
    context: Sequence[tuple[str, str]]


async def waiting(work: Work, most: int = 10) -> list[HalfAssessed]:
    """The oldest messages to be assessed again. One that cannot be opened, or was deleted, is left out."""
    rows = await work.session.execute(
        select(Message, Conversation, Client)
        .join(Triage, Triage.message_id == Message.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Client, Client.id == Conversation.client_id)
        .where(Triage.partial.is_(True), Message.text.is_not(None), Client.wrapped_key.is_not(None))
        .order_by(Message.created_at)
        .limit(most)
    )
    found = []
    for message, conversation, client in rows.tuples():
        vault = work.vault_of(client.id, client.key_name, client.wrapped_key or b"")
        before = await work.session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation.id, Message.seq < message.seq, Message.text.is_not(None))
            .where(Message.author.in_(("client", "bot", "coach")))
            .order_by(Message.seq.desc())
            .limit(CONTEXT)
        )
        try:
            text = vault.open("message.text", message.id, message.text or b"")
            context = [
                ("user" if one.author == "client" else "assistant", vault.open("message.text", one.id, one.text or b""))
                for one in reversed(list(before))
            ]
        except Unreadable:
            continue
        found.append(HalfAssessed(conversation.id, client.id, message.id, text, context))
    return found


async def store(work: Work, half: HalfAssessed, assessed: Assessed) -> bool:
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
    await dialogue_alerts.alarm(work, half.client_id, half.message_id, triage.tier, triage.categories, triage.model)
    return True
