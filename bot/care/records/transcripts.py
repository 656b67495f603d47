"""Transcripts: a conversation as a coach reads it, every message with author, time and tier, windowed by `seq`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from bot.care.accounts.clients import Named, named
from bot.care.journal import privacy
from bot.care.journal.privacy import Hidden
from bot.store import Erased, Unreadable, Vault, Work
from bot.store.models import Client, Conversation, Message, Triage

SHOWN = ("client", "bot", "coach", "system")
MOST = 200
LEAD_IN = 30  # messages shown before the one that was asked for


@dataclass(frozen=True)
class Line:
    """One message.

    `text` is None when it was deleted, when it cannot be opened (then `damaged`), and when it is part of a journal
    entry that the client keeps to themselves (then `private`). `check`: triage asked for one gentle question, no alarm.
    """

    message_id: UUID
    seq: int
    author: str
    author_name: str | None
    text: str | None
    at: datetime
    tier: str
    categories: Sequence[str]
    pressed: bool
    offered: Sequence[str]
    safety_words: bool
    damaged: bool
    private: bool
    check: bool


@dataclass(frozen=True)
class Thread:
    """A conversation's client and state."""

    conversation_id: UUID
    who: Named
    timezone: str
    country: str
    consented_at: datetime | None
    under_age_at: datetime | None
    channel: str
    owner: str
    risk: str
    started_at: datetime
    active_at: datetime


@dataclass(frozen=True)
class Transcript:
    """A window of a conversation, oldest message first, and whether there are messages before and after it."""

    lines: Sequence[Line]
    earlier: bool
    later: bool


async def thread(work: Work, conversation_id: UUID) -> Thread | None:
    """The conversation's client and state; None when there is no such conversation."""
    row = (
        await work.session.execute(
            select(Conversation, Client)
            .join(Client, Client.id == Conversation.client_id)
            .where(Conversation.id == conversation_id)
        )
    ).one_or_none()
    if row is None:
        return None
    conversation, client = row
    return Thread(
        conversation.id,
        named(work, client),
        client.timezone,
        client.country,
        client.consented_at,
        client.under_age_at,
        conversation.channel,
        conversation.owner,
        client.risk,
        conversation.created_at,
        conversation.active_at,
    )


async def transcript(
    work: Work,
    conversation_id: UUID,
    *,
    around: int | None = None,
    before: int | None = None,
    after: int | None = None,
) -> Transcript:
    """A window of at most 200 messages: the newest, those before or after a `seq`, or those around one."""
    query = _messages(conversation_id)
    if around is not None:
        first = await work.session.scalar(
            select(func.min(Message.seq)).where(
                Message.id.in_(
                    _messages(conversation_id)
                    .with_only_columns(Message.id)
                    .where(Message.seq <= around)
                    .order_by(Message.seq.desc())
                    .limit(LEAD_IN)
                )
            )
        )
        after = (first or 1) - 1
    if after is not None:
        found = list(await work.session.execute(query.where(Message.seq > after).order_by(Message.seq).limit(MOST)))
    else:
        if before is not None:
            query = query.where(Message.seq < before)
        found = list(await work.session.execute(query.order_by(Message.seq.desc()).limit(MOST)))[::-1]
    vault = await _vault(work, conversation_id)
    hidden = await privacy.hidden(work, vault) if vault is not None and found else Hidden()
    lines = [_line(vault, message, triage, hidden) for message, triage in found]
    edges = await work.session.execute(
        select(func.min(Message.seq), func.max(Message.seq)).where(
            Message.conversation_id == conversation_id, Message.author.in_(SHOWN)
        )
    )
    lowest, highest = edges.one()
    return Transcript(
        lines,
        earlier=bool(lines) and lines[0].seq > lowest,
        later=bool(lines) and lines[-1].seq < highest,
    )


async def last_seq(work: Work, conversation_id: UUID) -> int:
    """The `seq` of the newest message that is shown; 0 when there is none."""
    found = await work.session.scalar(
        select(func.max(Message.seq)).where(Message.conversation_id == conversation_id, Message.author.in_(SHOWN))
    )
    return found or 0


def _messages(conversation_id: UUID) -> Select[Message, Triage | None]:
    return (
        select(Message, Triage)
        .outerjoin(Triage, Triage.message_id == Message.id)
        .where(Message.conversation_id == conversation_id, Message.author.in_(SHOWN))
    )


async def _vault(work: Work, conversation_id: UUID) -> Vault | None:
    client_id = await work.session.scalar(select(Conversation.client_id).where(Conversation.id == conversation_id))
    try:
        return await work.vault(client_id) if client_id else None
    except Erased:
        return None


def _line(vault: Vault | None, message: Message, triage: Triage | None, hidden: Hidden) -> Line:
    tier = triage.tier if triage else "none"
    text, damaged = None, False
    if vault is not None and message.text is not None:
        try:
            text = vault.open("message.text", message.id, message.text)
        except Unreadable:  # one damaged message must not hide the rest of the transcript
            damaged = True
    private = text is not None and hidden.covers(message, text, tier)
    return Line(
        message.id,
        message.seq,
        message.author,
        message.author_name,
        None if private else text,
        message.created_at,
        tier,
        triage.categories if triage else (),
        message.author == "client" and message.payload is not None,
        [str(button["title"]) for button in message.buttons or ()],
        message.response == "safety_words",
        damaged,
        private,
        triage is not None and triage.check,
    )
