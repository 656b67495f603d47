"""Overdue alerts: a client who is silent is told, once and by itself, that nobody has opened the alert in time.

The line and the mark that it was said are stored in one transaction, under the locks that a new message takes: a
message that comes at the same moment says it, or this does, never both and never neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.care.messages.replies import next_seq
from bot.care.safety import crisis_lines
from bot.care.safety.episodes import overdue, rows
from bot.care.safety.episodes.texts import texts
from bot.store import Erased, Work
from bot.store.models import Client, Conversation, Escalation, Message, SafetyEpisode, new_id


@dataclass(frozen=True)
class Late:
    """A client with an open episode whose alert nobody has opened in time. It changes when either does."""

    client_id: UUID
    turned_at: datetime
    due_at: datetime


async def late(work: Work, at: datetime) -> Sequence[Late]:
    """The clients with an overdue alert, told or not: that stands sealed in the episode. The longest overdue first."""
    found = await work.session.execute(
        select(SafetyEpisode.client_id, SafetyEpisode.turned_at, Escalation.due_at)
        .join(Escalation, Escalation.client_id == SafetyEpisode.open_for)
        .where(Escalation.status == "raised", Escalation.due_at < at)
        .order_by(Escalation.due_at, Escalation.id)
    )
    return [Late(*row) for row in found.all()]


async def tell(work: Work, client_id: UUID, at: datetime) -> UUID | None:
    """Say it to a client, if it is to be said to them now. Returns the conversation in which it was said.

    Idempotent. Raises `Unreadable` and others where the episode is damaged: then nothing is stored.
    """
    found = await work.session.execute(
        select(Conversation, Client)
        .join(Client, Client.id == Conversation.client_id)
        .where(Client.id == client_id, Client.wrapped_key.is_not(None))
        .order_by(Conversation.active_at.desc(), Conversation.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
    )
    row = found.one_or_none()
    if row is None or row[0].owner != "bot":
        return None
    conversation, client = row
    try:
        vault = await work.vault(client_id)
    except Erased:
        return None
    kept = await work.session.scalar(
        select(SafetyEpisode).where(SafetyEpisode.open_for == client_id).with_for_update(key_share=True)
    )
    if kept is None:
        return None
    await work.session.execute(  # so that no coach opens it between this look and the line
        select(Escalation.id)
        .where(Escalation.client_id == client_id, Escalation.status != "resolved")
        .with_for_update(key_share=True)
    )
    episode = rows.opened(vault, kept)
    lines = crisis_lines.numbers(client.country, episode.language)
    told = overdue.tell(texts(), episode, await rows.human(work, client_id, at), lines)
    if told is None:
        return None
    rows.keep(vault, kept, told.episode, kept.turned_at)  # the client's last message is as long ago as before
    for bubble in told.says:
        said = Message(
            id=new_id(),
            conversation_id=conversation.id,
            seq=next_seq(conversation),
            author="bot",
            channel=conversation.channel,
            state="answered",
            response="safety_words",
            created_at=at,
        )
        said.text = vault.seal("message.text", said.id, bubble.text)
        work.session.add(said)
    await work.session.flush()
    return conversation.id
