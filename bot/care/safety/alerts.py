"""Alerts: the coaches' worklist of escalations by urgency; acknowledging, handing back and resolving one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import aliased

from bot.care import audit
from bot.care.accounts.clients import Named, named
from bot.care.safety.episodes import rows as episodes
from bot.care.safety.escalations import TIERS
from bot.store import Erased, Unreadable, Work
from bot.store.models import (
    Client,
    Coach,
    Escalation,
    EscalationEvent,
    Message,
    Notification,
    now,
)

LONGEST_OUTCOME = 5000


@dataclass(frozen=True)
class Alert:
    """One escalation, and where its messages are: in the conversation of the newest message that joined it."""

    id: UUID
    client_id: UUID
    conversation_id: UUID
    message_id: UUID  # the first message, in whichever conversation
    who: Named
    tier: str
    category: str | None
    status: str
    raised_at: datetime
    due_at: datetime
    overdue: bool
    acknowledged_at: datetime | None
    acknowledged_by: UUID | None
    acknowledged_by_name: str | None
    resolved_at: datetime | None
    resolved_by_name: str | None
    first_seq: int
    latest_seq: int
    messages: int


@dataclass(frozen=True)
class MessageSpan:
    """Where the messages of an alert are (first and latest `seq`), and how many have joined it."""

    conversation_id: UUID
    first_seq: int
    latest_seq: int
    messages: int


@dataclass(frozen=True)
class Pulse:
    """Counts of the open alerts, and `state`, a hash (ETag) that changes whenever any of them does."""

    waiting: int
    taken: int
    overdue: int
    worst: str
    state: str


@dataclass(frozen=True)
class ResolvedAlert:
    """A resolved alert, with the outcome that the coach noted."""

    tier: str
    category: str | None
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None
    outcome: str | None


class AlertError(Exception):
    """The alert is not in a state that allows this."""


class Taken(AlertError):
    """Another coach acknowledged it first."""


class Resolved(AlertError):
    """The alert is already resolved."""


class NotTaken(AlertError):
    """Nobody has acknowledged it, so it cannot be handed back."""


class NoOutcome(AlertError):
    """A note on the outcome, of 1 to 5000 characters, is required."""


class NewWords(AlertError):
    """A message joined the alert that the resolving coach has not been shown."""


async def open_alerts(work: Work, client_id: UUID | None = None) -> Sequence[Alert]:
    """The open alerts, most urgent first: by tier, then overdue ones, then unacknowledged ones, then the oldest."""
    query = _alerts().where(Escalation.status != "resolved")
    if client_id is not None:
        query = query.where(Escalation.client_id == client_id)
    rows = (await work.session.execute(query)).all()
    words = await _words(work, [row.Escalation.id for row in rows])
    at = now()
    found = [_alert(work, row, words, at) for row in rows]
    return sorted(found, key=_urgency)


async def get(work: Work, escalation_id: UUID) -> Alert | None:
    """One alert by id, open or resolved; None when there is none."""
    row = (await work.session.execute(_alerts().where(Escalation.id == escalation_id))).one_or_none()
    if row is None:
        return None
    return _alert(work, row, await _words(work, [escalation_id]), now())


async def pulse(work: Work) -> Pulse:
    """Counts of the open alerts for the long poll of the console: one query, cheap enough for every second."""
    rows = (
        await work.session.execute(
            select(
                Escalation.id,
                Escalation.tier,
                Escalation.status,
                Escalation.acknowledged_by,
                Escalation.raised_at,
                Escalation.due_at,
                func.count(EscalationEvent.id).label("events"),
            )
            .outerjoin(EscalationEvent, EscalationEvent.escalation_id == Escalation.id)
            .where(Escalation.status != "resolved")
            .group_by(Escalation.id)
            .order_by(Escalation.id)
        )
    ).all()
    at = now()
    waiting = [row for row in rows if row.status == "raised"]
    overdue = [row for row in waiting if row.due_at < at]
    marks = [
        f"{row.id} {row.tier} {row.status} {row.acknowledged_by} {row.raised_at} {row.events} {row.due_at < at}"
        for row in rows
    ]
    return Pulse(
        waiting=len(waiting),
        taken=len(rows) - len(waiting),
        overdue=len(overdue),
        worst=max((row.tier for row in waiting), key=TIERS.index, default="none"),
        state=hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16],
    )


async def acknowledge(work: Work, escalation_id: UUID, coach_id: UUID) -> None:
    """Acknowledge an alert: this coach takes it, and waiting notifications are dropped. Idempotent.

    Compare-and-set: of two concurrent coaches one wins, and the other gets `Taken`. Raises `Resolved` too.
    """
    won = await work.session.execute(
        update(Escalation)
        .where(Escalation.id == escalation_id, Escalation.status == "raised")
        .values(status="acknowledged", acknowledged_at=now(), acknowledged_by=coach_id)
        .returning(Escalation.tier)
    )
    row = won.one_or_none()
    if row is None:
        status, by = await _standing(work, escalation_id)
        if status == "resolved":
            raise Resolved
        if by != coach_id:
            raise Taken
        return
    await work.session.execute(
        update(Notification)
        .where(Notification.escalation_id == escalation_id, Notification.state == "waiting")
        .values(state="dropped")
    )
    await _note_event(work, escalation_id, "acknowledged", coach_id, row.tier)


async def hand_back(work: Work, escalation_id: UUID, coach_id: UUID) -> None:
    """Undo an acknowledgement, one's own or another coach's. The alert is raised again and notifies a coach at once.

    Its due time stays. Raises `NotTaken` or `Resolved`.
    """
    undone = await work.session.execute(
        update(Escalation)
        .where(Escalation.id == escalation_id, Escalation.status == "acknowledged")
        .values(status="raised", acknowledged_at=None, acknowledged_by=None)
        .returning(Escalation.tier)
    )
    row = undone.one_or_none()
    if row is None:
        status, _ = await _standing(work, escalation_id)
        raise Resolved if status == "resolved" else NotTaken
    last = await work.session.scalar(
        select(func.max(Notification.round)).where(Notification.escalation_id == escalation_id)
    )
    work.session.add(Notification(escalation_id=escalation_id, round=0 if last is None else last + 1, due_at=now()))
    await _note_event(work, escalation_id, "handed_back", coach_id, row.tier)


async def resolve(
    work: Work, escalation_id: UUID, coach_id: UUID, outcome: str, *, risk_cleared: bool, seen: int
) -> None:
    """Resolve an alert with a note on the outcome. The client's risk mark stays unless `risk_cleared`.

    Optimistic locking: `seen` is how many of its messages the coach was shown, so that nobody resolves an alert over
    a message they have not seen.
    Raises `NoOutcome`, `Resolved` or `NewWords`.
    """
    outcome = outcome.strip()
    if not outcome or len(outcome) > LONGEST_OUTCOME:
        raise NoOutcome
    client_id = await work.session.scalar(select(Escalation.client_id).where(Escalation.id == escalation_id))
    if client_id is None:
        raise LookupError("There is no such alert")
    # accepting a message takes this row lock too, so that no message can join between the check and the update
    locked = select(Client).where(Client.id == client_id).with_for_update(key_share=True)
    client = (await work.session.scalars(locked)).one()
    escalation = await work.session.scalar(
        select(Escalation).where(Escalation.id == escalation_id).with_for_update(key_share=True)
    )
    assert escalation is not None
    if escalation.status == "resolved":
        raise Resolved
    if await _messages(work, escalation_id) > seen:
        raise NewWords
    at = now()
    if escalation.acknowledged_at is None:
        escalation.acknowledged_at, escalation.acknowledged_by = at, coach_id
    escalation.status, escalation.resolved_at, escalation.resolved_by = "resolved", at, coach_id
    await episodes.close(work, client_id, coach_id, at)
    try:
        vault = await work.vault(client_id)
        escalation.outcome = vault.seal("escalation.outcome", escalation.id, outcome)
    except Erased:  # nothing about an erased client may be stored, and that includes this note
        pass
    if risk_cleared:
        client.risk, escalation.risk_cleared = "none", True
    await work.session.execute(
        update(Notification)
        .where(Notification.escalation_id == escalation_id, Notification.state == "waiting")
        .values(state="dropped")
    )
    cleared = {"risk": "cleared" if risk_cleared else "kept"}
    await _note_event(work, escalation_id, "resolved", coach_id, escalation.tier, cleared)


async def past(work: Work, client_id: UUID, most: int = 10) -> Sequence[ResolvedAlert]:
    """The client's resolved alerts with their outcomes, newest first."""
    rows = await work.session.execute(
        select(Escalation, Coach.name)
        .outerjoin(Coach, Coach.id == Escalation.resolved_by)
        .where(Escalation.client_id == client_id, Escalation.status == "resolved")
        .order_by(Escalation.resolved_at.desc())
        .limit(most)
    )
    found = []
    for row, name in rows.all():
        outcome = await _outcome(work, row)
        found.append(ResolvedAlert(row.tier, row.category, row.raised_at, row.resolved_at, name, outcome))
    return found


def _alerts() -> Select[Escalation, Client, int, str, str]:
    taker, closer = aliased(Coach), aliased(Coach)
    return (
        select(
            Escalation,
            Client,
            Message.seq.label("first_seq"),
            taker.name.label("taker"),
            closer.name.label("closer"),
        )
        .join(Client, Client.id == Escalation.client_id)
        .join(Message, Message.id == Escalation.message_id)
        .outerjoin(taker, taker.id == Escalation.acknowledged_by)
        .outerjoin(closer, closer.id == Escalation.resolved_by)
    )


def _alert(work: Work, row: Any, words: dict[UUID, MessageSpan], at: datetime) -> Alert:
    found: Escalation = row.Escalation
    where = words.get(found.id) or MessageSpan(found.conversation_id, row.first_seq, row.first_seq, 1)
    return Alert(
        id=found.id,
        client_id=found.client_id,
        conversation_id=where.conversation_id,
        message_id=found.message_id,
        who=named(work, row.Client),
        tier=found.tier,
        category=found.category,
        status=found.status,
        raised_at=found.raised_at,
        due_at=found.due_at,
        overdue=found.status == "raised" and found.due_at < at,
        acknowledged_at=found.acknowledged_at,
        acknowledged_by=found.acknowledged_by,
        acknowledged_by_name=row.taker,
        resolved_at=found.resolved_at,
        resolved_by_name=row.closer,
        first_seq=where.first_seq,
        latest_seq=where.latest_seq,
        messages=where.messages,
    )


def _urgency(alert: Alert) -> tuple[int, bool, bool, datetime]:
    return -TIERS.index(alert.tier), not alert.overdue, alert.status != "raised", alert.raised_at


async def _words(work: Work, escalation_ids: Sequence[UUID]) -> dict[UUID, MessageSpan]:
    """Where the messages of each alert are; they join it from every conversation of its client."""
    rows = await work.session.execute(
        select(EscalationEvent.escalation_id, Message.conversation_id, Message.seq)
        .join(Message, Message.id == EscalationEvent.message_id)
        .where(EscalationEvent.escalation_id.in_(escalation_ids), EscalationEvent.kind == "message")
        .order_by(Message.created_at, Message.seq)
    )
    found: dict[UUID, MessageSpan] = {}
    for escalation_id, conversation_id, seq in rows:
        before = found.get(escalation_id)
        same = before is not None and before.conversation_id == conversation_id
        found[escalation_id] = MessageSpan(
            conversation_id,
            before.first_seq if before and same else seq,
            seq,
            before.messages + 1 if before else 1,
        )
    return found


async def _messages(work: Work, escalation_id: UUID) -> int:
    words = (await _words(work, [escalation_id])).get(escalation_id)
    return words.messages if words else 1


async def _standing(work: Work, escalation_id: UUID) -> tuple[str, UUID | None]:
    row = (
        await work.session.execute(
            select(Escalation.status, Escalation.acknowledged_by).where(Escalation.id == escalation_id)
        )
    ).one_or_none()
    if row is None:
        raise LookupError("There is no such alert")
    return row.status, row.acknowledged_by


async def _note_event(
    work: Work,
    escalation_id: UUID,
    kind: str,
    coach_id: UUID,
    tier: str,
    detail: dict[str, str] | None = None,
) -> None:
    work.session.add(EscalationEvent(escalation_id=escalation_id, kind=kind, coach_id=coach_id, tier=tier))
    await audit.record(
        work,
        f"coach:{coach_id}",
        f"alert.{kind}",
        f"escalation:{escalation_id}",
        {"tier": tier} | (detail or {}),
    )


async def _outcome(work: Work, row: Escalation) -> str | None:
    if row.outcome is None:
        return None
    try:
        vault = await work.vault(row.client_id)
        return vault.open("escalation.outcome", row.id, row.outcome)
    except (Erased, Unreadable):
        return None
