"""Turns: a client's message is stored with its triage and alert in one go, answered once, in order.

received -> answered -> delivered. A turn that was interrupted runs again; everything it stores is keyed by the message,
so running again changes nothing that a client or a coach can see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.care import escalations
from bot.care.escalations import Assessed
from bot.store import Erased, Vault, Work
from bot.store.models import Client, Conversation, Message, TrackerTurn, Triage, new_id

LEASE = timedelta(seconds=60)  # a gateway that died while answering loses the conversation after this
SAFETY_INDEX = 0  # the safety words come first among the replies to a message,
NOTICE_INDEX = 50  # then a notice that the answer is late,
REPLY_INDEX = 100  # then what the dialogue says


@dataclass(frozen=True)
class Incoming:
    """What a client sent, as text or as a pressed button."""

    conversation_id: UUID
    client_message_id: str
    text: str
    payload: str | None = None
    channel: str = "web"


@dataclass(frozen=True)
class Accepted:
    """The message is stored. `turn` is set when the caller now holds the conversation and has to answer."""

    seq: int
    fresh: bool
    turn: "Turn | None"


@dataclass(frozen=True)
class Turn:
    """One message to be answered by the dialogue."""

    conversation_id: UUID
    message_id: UUID
    epoch: int
    attempts: int
    received_at: datetime
    text: str
    payload: str | None
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """Something the dialogue says."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    image: str | None = None
    response: str | None = None


async def accept(
    work: Work, incoming: Incoming, assessed: Assessed, safety_words: Sequence[str], holder: str, at: datetime
) -> Accepted:
    """Store a client's message, its triage, the alert it needs and the safety words for it: all of it, or nothing.

    The same `client_message_id` again changes nothing and gives the same `seq`.
    Raises `Erased` when the conversation is not there any more.
    """
    conversation, client = await _locked(work, incoming.conversation_id)
    known = await work.session.scalar(
        select(Message.seq).where(
            Message.conversation_id == conversation.id,
            Message.client_message_id == incoming.client_message_id,
        )
    )
    if known is not None:
        return Accepted(known, fresh=False, turn=None)
    vault = _vault(work, client)
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=_next_seq(conversation),
        author="client",
        channel=incoming.channel,
        client_message_id=incoming.client_message_id,
        payload=incoming.payload,
        state="received" if conversation.owner == "bot" else "answered",
        created_at=at,
    )
    message.text = vault.seal("message.text", message.id, incoming.text)
    work.session.add(message)
    await work.session.flush()
    triage = Triage(
        id=new_id(),
        message_id=message.id,
        tier=str(assessed.tier),
        categories=list(assessed.categories),
        score=assessed.score,
        model=assessed.model,
    )
    if assessed.evidence:
        triage.evidence = vault.seal("triage.evidence", triage.id, "\n".join(assessed.evidence))
    work.session.add(triage)
    if triage.tier != "none":
        await escalations.raise_for(work, conversation, message, assessed, at)
        replies = [Reply(text, response="safety_words") for text in safety_words]
        _say(work, conversation, message, replies, SAFETY_INDEX, vault)
    conversation.active_at = at
    return Accepted(message.seq, fresh=True, turn=await _take(work, conversation, client, holder, at))


async def next_turn(work: Work, conversation_id: UUID, holder: str, at: datetime) -> Turn | None:
    """Take the conversation and its oldest unanswered turn; None when another gateway has it or nothing waits."""
    try:
        conversation, client = await _locked(work, conversation_id)
    except Erased:
        return None
    return await _take(work, conversation, client, holder, at)


async def answer(work: Work, turn: Turn, replies: Sequence[Reply], holder: str, at: datetime) -> Turn | None:
    """Store what the dialogue said to a turn, once, and take the next one.

    What was said before a hand-over is dropped: a coach speaks now.
    """
    try:
        conversation, client = await _locked(work, turn.conversation_id)
    except Erased:
        return None
    message = await work.session.get_one(Message, turn.message_id)
    if message.state == "received":
        message.state = "answered"
        if conversation.epoch == turn.epoch and conversation.owner == "bot":
            _say(work, conversation, message, replies, REPLY_INDEX, _vault(work, client))
    _release(conversation, holder)
    return await _take(work, conversation, client, holder, at)


async def postpone(
    work: Work, turn: Turn, holder: str, at: datetime, wait: timedelta, notice: str | None, counts: bool
) -> None:
    """The turn could not be answered now: try again after `wait`. `notice`, if given, is told to the client once.

    `counts` says whether it failed by itself, rather than because a part of Landfall is away.
    """
    try:
        conversation, client = await _locked(work, turn.conversation_id)
    except Erased:
        return
    message = await work.session.get_one(Message, turn.message_id)
    message.attempts += int(counts)
    message.retry_at = at + wait
    if notice and message.state == "received":
        told = await work.session.scalar(
            select(Message.id).where(Message.reply_to == message.id, Message.reply_index == NOTICE_INDEX)
        )
        if told is None:
            _say(
                work,
                conversation,
                message,
                [Reply(notice)],
                NOTICE_INDEX,
                _vault(work, client),
                author="system",
            )
    _release(conversation, holder)


async def waiting(work: Work, at: datetime, most: int = 200) -> list[UUID]:
    """Conversations with a turn to answer that nobody is answering."""
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < at)
    rows = await work.session.scalars(
        select(Conversation.id)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(Message.state == "received", Conversation.owner == "bot", free)
        .where(or_(Message.retry_at.is_(None), Message.retry_at <= at))
        .group_by(Conversation.id)
        .limit(most)
    )
    return list(rows)


async def seen(work: Work, conversation_id: UUID, seq: int) -> None:
    """The client was shown everything up to `seq`: turns whose replies are all shown are delivered."""
    await work.session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.seen_seq < seq)
        .values(seen_seq=seq)
    )
    reply = aliased(Message)
    unseen = exists().where(reply.reply_to == Message.id, reply.seq > seq)
    await work.session.execute(
        update(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.state == "answered",
            Message.seq <= seq,
            ~unseen,
        )
        .values(state="delivered")
        .execution_options(synchronize_session=False)
    )


async def _locked(work: Work, conversation_id: UUID) -> tuple[Conversation, Client]:
    """The conversation and its client, locked in this order everywhere. Raises `Erased`."""
    found = await work.session.execute(
        select(Conversation, Client)
        .join(Client, Client.id == Conversation.client_id)
        .where(Conversation.id == conversation_id)
        .with_for_update()
    )
    row = found.one_or_none()
    if row is None or row[1].wrapped_key is None:
        raise Erased(f"The conversation {conversation_id} is not there any more")
    return row[0], row[1]


async def _take(
    work: Work, conversation: Conversation, client: Client, holder: str, at: datetime
) -> Turn | None:
    held = conversation.lease_until is not None and conversation.lease_until > at
    if held or conversation.owner != "bot":
        return None
    message = await work.session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.state == "received")
        .order_by(Message.seq)
        .limit(1)
    )
    if message is None or (message.retry_at is not None and message.retry_at > at):
        return None
    conversation.lease_holder, conversation.lease_until = holder, at + LEASE
    vault = _vault(work, client)
    return Turn(
        conversation_id=conversation.id,
        message_id=message.id,
        epoch=conversation.epoch,
        attempts=message.attempts,
        received_at=message.created_at,
        text=vault.open("message.text", message.id, message.text) if message.text else "",
        payload=message.payload,
        metadata=await _metadata(work, conversation, client, message),
    )


async def _metadata(
    work: Work, conversation: Conversation, client: Client, message: Message
) -> dict[str, Any]:
    triage = await work.session.scalar(select(Triage).where(Triage.message_id == message.id))
    asking = await work.session.scalar(
        select(TrackerTurn.asking)
        .where(TrackerTurn.conversation_id == conversation.id)
        .order_by(TrackerTurn.number.desc())
        .limit(1)
    )
    return {
        "message_id": str(message.id),
        "client_id": str(client.id),
        "conversation_id": str(conversation.id),
        "tier": triage.tier if triage else "none",
        "categories": triage.categories if triage else [],
        "consented": client.consented_at is not None,
        "asking": asking,
        "country": client.country,
        "timezone": client.timezone,
    }


def _say(
    work: Work,
    conversation: Conversation,
    message: Message,
    replies: Sequence[Reply],
    first_index: int,
    vault: Vault,
    author: str = "bot",
) -> None:
    for index, reply in enumerate(replies, first_index):
        said = Message(
            id=new_id(),
            conversation_id=conversation.id,
            seq=_next_seq(conversation),
            author=author,
            channel=message.channel,
            state="answered",
            image=reply.image,
            response=reply.response,
            reply_to=message.id,
            reply_index=index,
        )
        said.text = vault.seal("message.text", said.id, reply.text)
        if reply.buttons:
            said.buttons = [
                {"id": f"{said.seq}.{place}", "title": button["title"], "payload": button["payload"]}
                for place, button in enumerate(reply.buttons)
            ]
        work.session.add(said)


def _vault(work: Work, client: Client) -> Vault:
    return work.vault_of(client.id, client.key_name, client.wrapped_key or b"")


def _next_seq(conversation: Conversation) -> int:
    conversation.last_seq += 1
    return conversation.last_seq


def _release(conversation: Conversation, holder: str) -> None:
    if conversation.lease_holder == holder:
        conversation.lease_holder, conversation.lease_until = None, None


async def reclaim(work: Work, holder: str) -> None:
    """Give up the conversations that an earlier life of this very gateway still holds."""
    await work.session.execute(
        update(Conversation)
        .where(Conversation.lease_holder == holder)
        .values(lease_holder=None, lease_until=None)
    )
