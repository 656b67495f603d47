"""Turns: a client's message is stored with its triage and alert in one transaction, answered exactly once, in order.

A gateway answers a conversation while it holds its lease. A turn goes from received to answered to delivered. One that
was interrupted is run again (at least once); what it stores is keyed by the message, which makes running it idempotent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from sqlalchemy import CursorResult, exists, func, null, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased

from bot.care.messages import safety_turns
from bot.care.messages.replies import NOTICE_INDEX, REPLY_INDEX, Reply, next_seq, say, say_safely
from bot.care.messages.safety_turns import Taken
from bot.care.safety import escalations, safety_words
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Bubble, Heard
from bot.care.safety.escalations import Assessed, raised_to, worse
from bot.store import Erased, StoreError, Vault, Work
from bot.store.models import Client, Conversation, Message, TrackerTurn, Triage, new_id

log = structlog.get_logger(__name__)

ASKS_FOR_HUMAN = "asks_for_human"  # a category of triage
LEASE = timedelta(seconds=60)  # a gateway that died while answering loses its lease after this


@dataclass(frozen=True)
class Incoming:
    """What a client sent: text, or a pressed button. `client_message_id` is the idempotency key."""

    conversation_id: UUID
    client_message_id: str
    text: str
    payload: str | None = None
    channel: str = "web"


@dataclass(frozen=True)
class Accepted:
    """The message is stored. `turn` is set when the caller now holds the lease and has to answer it."""

    seq: int
    fresh: bool
    turn: "Turn | None"
    tier: str = "none"


@dataclass(frozen=True)
class Turn:
    """One client message and its answer to be: what the dialogue needs to answer it."""

    conversation_id: UUID
    message_id: UUID
    channel: str
    epoch: int
    attempts: int
    received_at: datetime
    text: str
    payload: str | None
    metadata: Mapping[str, Any]
    silent: bool = False


async def accept(
    work: Work, incoming: Incoming, assessed: Assessed, heard: Heard, lease_owner: str, at: datetime
) -> Accepted:
    """Store a client's message, its triage, its alert and what the safety conversation says, and lease the turn.

    All of it in this transaction. While a safety episode holds the conversation, there is no turn to lease: the reply
    is stored already. Idempotent: the same `client_message_id` again changes nothing and returns the same `seq`.
    Raises `Erased` when the conversation no longer exists.
    """
    locked = await _lock(work, incoming.conversation_id, client_message_id=incoming.client_message_id)
    if locked.known_seq is not None:
        return Accepted(locked.known_seq, fresh=False, turn=None)
    conversation, vault = locked.conversation, locked.vault
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=next_seq(conversation),
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
    taken = Taken()
    if conversation.owner == "bot":
        taken = await _taken_safely(work, vault, locked, message, heard, at)
    assessed = raised_to(assessed, taken.tier, taken.category)
    triage = Triage(
        id=new_id(),
        message_id=message.id,
        tier=str(assessed.tier),
        categories=list(assessed.categories),
        score=assessed.score,
        model=assessed.model,
        check=heard.check,
        partial=heard.partial,
    )
    if assessed.evidence:
        triage.evidence = vault.seal("triage.evidence", triage.id, "\n".join(assessed.evidence))
    work.session.add(triage)
    await work.session.flush()
    if triage.tier != "none":
        await escalations.raise_for(work, conversation, message, assessed, at)
    say_safely(work, conversation, message, taken.says, vault)
    if not taken.asks_dialogue:
        message.state = "answered"
    message.instead = taken.instead
    conversation.active_at = at
    if taken.returns is not None:
        await work.session.flush()
        locked = replace(locked, waiting_seq=min(taken.returns, locked.waiting_seq or taken.returns))
    if locked.waiting_seq is not None or message.state != "received":
        return Accepted(message.seq, True, await _take(work, locked, lease_owner, at), triage.tier)
    turn = _turn(locked, message, triage, lease_owner, at) if _is_free(conversation, at) else None
    return Accepted(message.seq, True, turn, triage.tier)


async def next_turn(work: Work, conversation_id: UUID, lease_owner: str, at: datetime) -> Turn | None:
    """Lease a conversation and take its oldest unanswered turn; None when another gateway has it or none waits."""
    try:
        locked = await _lock(work, conversation_id)
    except Erased:
        return None
    return await _take(work, locked, lease_owner, at)


async def answer(work: Work, turn: Turn, replies: Sequence[Reply], lease_owner: str, at: datetime) -> Turn | None:
    """Store the dialogue's answer to a turn, and take the next turn. Idempotent: only the first answer is stored.

    An answer from before a hand-over (an older epoch) is dropped, because a coach answers now.
    """
    try:
        locked = await _lock(work, turn.conversation_id, but=turn.message_id)
    except Erased:
        return None
    conversation = locked.conversation
    answered = await work.session.execute(
        update(Message)
        .where(Message.id == turn.message_id, Message.state == "received")
        .values(state="answered")
        .execution_options(synchronize_session=False)
    )
    first_time = cast(CursorResult[Any], answered).rowcount == 1
    held = turn.silent or await _is_held(work, locked)
    if first_time and conversation.epoch == turn.epoch and conversation.owner == "bot" and not held:
        say(work, conversation, turn.message_id, turn.channel, replies, REPLY_INDEX, locked.vault)
    _release(conversation, lease_owner)
    return await _take(work, locked, lease_owner, at)


async def postpone(
    work: Work, turn: Turn, lease_owner: str, at: datetime, wait: timedelta, notice: str | None, counts: bool
) -> None:
    """Retry a turn after `wait` and release its lease. `notice`, if given, is sent to the client once per turn.

    `counts` says whether this is an attempt of the turn, rather than an outage of a part of Landfall.
    """
    try:
        locked = await _lock(work, turn.conversation_id)
    except Erased:
        return
    message = await work.session.get_one(Message, turn.message_id)
    message.attempts += int(counts)
    message.retry_at = at + wait
    if notice and message.state == "received":
        sent = await work.session.scalar(
            select(Message.id).where(Message.reply_to == message.id, Message.reply_index == NOTICE_INDEX)
        )
        if sent is None:
            late = [Reply(notice)]
            say(work, locked.conversation, message.id, message.channel, late, NOTICE_INDEX, locked.vault, "system")
    _release(locked.conversation, lease_owner)


async def waiting(work: Work, at: datetime, most: int = 200) -> list[UUID]:
    """Conversations with a turn that is due and no valid lease, at most `most`."""
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
    """Read receipt: the client was shown messages up to `seq`. Turns whose replies are all shown become delivered."""
    await work.session.execute(
        update(Conversation).where(Conversation.id == conversation_id, Conversation.seen_seq < seq).values(seen_seq=seq)
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


@dataclass(frozen=True)
class _Locked:
    """A conversation under a row lock for this unit of work, and the state of its turns."""

    conversation: Conversation
    client: Client
    vault: Vault
    known_seq: int | None
    waiting_seq: int | None
    asking: str | None


async def _taken_safely(
    work: Work, vault: Vault, locked: _Locked, message: Message, heard: Heard, at: datetime
) -> Taken:
    """What a message leads to. If the protocol itself fails, the built-in words are said, and nothing else."""
    try:
        return await safety_turns.take(work, vault, locked.client, message, heard, locked.asking, at)
    except (StoreError, SQLAlchemyError):
        raise
    except Exception as error:  # content is edited by hand; a mistake in it must not lose a message or an alert
        log.error("safety.failed", kind=type(error).__name__)
        known = await rows.open_of(work, vault, locked.client.id)
        if heard.tier == "none" and (known is None or not known.holds):
            return Taken()
        # the dialogue may not speak in an episode, so that without these nobody would
        words = safety_words.built_in(worse(heard.tier, "elevated"), locked.client.country)
        return Taken([Bubble(text) for text in words], asks_dialogue=False)


async def _is_held(work: Work, locked: _Locked) -> bool:
    """Whether a safety episode holds the conversation: then the dialogue's answer comes too late, and is not said."""
    known = await rows.open_of(work, locked.vault, locked.client.id)
    return known is not None and known.holds


async def _lock(
    work: Work, conversation_id: UUID, *, client_message_id: str | None = None, but: UUID | None = None
) -> _Locked:
    """Take the row locks of a conversation and its client, in this order everywhere, then read the state of its turns.

    All locks are FOR NO KEY UPDATE: the foreign key checks of rows that refer to a locked row do not wait for it, which
    rules out a deadlock between two writers of one alert.
    `but` is a turn that does not count as waiting. Raises `Erased`.
    """
    found = await work.session.execute(
        select(Conversation, Client)
        .join(Client, Client.id == Conversation.client_id)
        .where(Conversation.id == conversation_id)
        .with_for_update(key_share=True)
    )
    row = found.one_or_none()
    if row is None or row[1].wrapped_key is None:
        raise Erased(f"The conversation {conversation_id} is not there any more")
    conversation, client = row
    # a separate statement: in the locking one, PostgreSQL would read a snapshot from before it waited for the lock
    mine = Message.conversation_id == conversation_id
    known = select(Message.seq).where(mine, Message.client_message_id == client_message_id)
    waiting = select(func.min(Message.seq)).where(mine, Message.state == "received")
    asking = (
        select(TrackerTurn.asking)
        .where(TrackerTurn.conversation_id == conversation_id)
        .order_by(TrackerTurn.number.desc())
        .limit(1)
    )
    looked = await work.session.execute(
        select(
            known.scalar_subquery() if client_message_id else null(),
            (waiting.where(Message.id != but) if but else waiting).scalar_subquery(),
            asking.scalar_subquery(),
        )
    )
    known_seq, waiting_seq, asked = looked.one()
    vault = work.vault_of(client.id, client.key_name, row[1].wrapped_key)
    return _Locked(conversation, client, vault, known_seq, waiting_seq, asked)


def _is_free(conversation: Conversation, at: datetime) -> bool:
    """Whether the bot owns the conversation and nobody holds its lease."""
    leased = conversation.lease_until is not None and conversation.lease_until > at
    return conversation.owner == "bot" and not leased


async def _take(work: Work, locked: _Locked, lease_owner: str, at: datetime) -> Turn | None:
    """Take the oldest waiting turn, unless the conversation is leased or it is too early to retry."""
    if locked.waiting_seq is None or not _is_free(locked.conversation, at):
        return None
    found = await work.session.execute(
        select(Message, Triage)
        .outerjoin(Triage, Triage.message_id == Message.id)
        .where(Message.conversation_id == locked.conversation.id, Message.seq == locked.waiting_seq)
    )
    message, triage = found.one()
    if message.retry_at is not None and message.retry_at > at:
        return None
    return _turn(locked, message, triage, lease_owner, at)


def _turn(locked: _Locked, message: Message, triage: Triage | None, lease_owner: str, at: datetime) -> Turn:
    """Lease the conversation to `lease_owner` and build the turn of a message."""
    conversation, client = locked.conversation, locked.client
    silent = message.instead == safety_turns.KEEP
    categories = list(triage.categories) if triage else []
    # a message that the dialogue answers for real is none of the safety conversation's, whatever alert it has raised
    tier = triage.tier if triage and (silent or categories == [ASKS_FOR_HUMAN]) else "none"
    conversation.lease_holder, conversation.lease_until = lease_owner, at + LEASE
    return Turn(
        conversation_id=conversation.id,
        message_id=message.id,
        channel=message.channel,
        epoch=conversation.epoch,
        attempts=message.attempts,
        received_at=message.created_at,
        text=locked.vault.open("message.text", message.id, message.text) if message.text else "",
        payload=None if silent else message.instead or _for_dialogue(message.payload),
        metadata={
            "message_id": str(message.id),
            "client_id": str(client.id),
            "conversation_id": str(conversation.id),
            "tier": tier,
            "categories": categories,
            # given before this message, so that a turn that is run again does not find its own consent
            "consented": client.consented_at is not None and client.consented_at < message.created_at,
            "asking": locked.asking,
            "country": client.country,
            "timezone": client.timezone,
            "silent": silent,
        },
        silent=silent,
    )


def _for_dialogue(payload: str | None) -> str | None:
    """A button's payload; a late one of the safety conversation is its title to the dialogue."""
    return None if safety_turns.pressed(payload) is not None else payload


def _release(conversation: Conversation, lease_owner: str) -> None:
    if conversation.lease_holder == lease_owner:
        conversation.lease_holder, conversation.lease_until = None, None


async def reclaim(work: Work, lease_owner: str) -> None:
    """Release the leases that an earlier process of this gateway still holds, at its start."""
    await work.session.execute(
        update(Conversation).where(Conversation.lease_holder == lease_owner).values(lease_holder=None, lease_until=None)
    )
