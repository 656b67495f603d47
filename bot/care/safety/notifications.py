"""Outbox of notifications to coaches: at-least-once delivery, retried with exponential backoff.

If a process dies between sending a notification and recording that, it is sent again, because two notifications are
better than none. When nobody acknowledges within the response time, the next coach is notified.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bot.care.safety.escalations import DUE
from bot.store import Work
from bot.store.models import Escalation, EscalationEvent, Notification

CLAIM = timedelta(seconds=60)  # lease: a notification of a process that then died can be claimed again after this
MOST_ROUNDS = 100  # an alert that is never acknowledged stops notifying after this many


@dataclass(frozen=True)
class Due:
    """A notification to send now. It contains nothing that a client wrote."""

    notification_id: UUID
    escalation_id: UUID
    round: int
    tier: str
    category: str | None
    raised_at: datetime


async def claim(work: Work, at: datetime, most: int = 20) -> list[Due]:
    """Claim the due notifications under a lease (SKIP LOCKED); those of alerts acknowledged meanwhile are dropped."""
    rows = await work.session.execute(
        select(Notification, Escalation)
        .join(Escalation, Escalation.id == Notification.escalation_id)
        .where(Notification.state == "waiting", Notification.due_at <= at)
        .order_by(Notification.due_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=Notification)
    )
    due = []
    for row, escalation in rows.all():
        if escalation.status != "raised":
            row.state = "dropped"
            continue
        row.attempts += 1
        row.due_at = at + CLAIM
        due.append(Due(row.id, escalation.id, row.round, escalation.tier, escalation.category, escalation.raised_at))
    return due


async def sent(work: Work, due: Due, at: datetime, *, to_a_person: bool = True) -> None:
    """Record that a notification was sent, and schedule the next round in case nobody acknowledges. Idempotent.

    Without an address it only went to the log: then no client is told that a coach was paged.
    """
    row = await work.session.get_one(Notification, due.notification_id)
    if row.state != "waiting":
        return
    row.state, row.sent_at = "sent" if to_a_person else "logged", at
    work.session.add(EscalationEvent(escalation_id=due.escalation_id, kind="paged", tier=due.tier))
    later = await work.session.scalar(
        select(Notification.id).where(Notification.escalation_id == due.escalation_id, Notification.round > due.round)
    )
    if later is None and due.round < MOST_ROUNDS:
        work.session.add(Notification(escalation_id=due.escalation_id, round=due.round + 1, due_at=at + DUE[due.tier]))


async def failed(work: Work, due: Due, at: datetime, people: int) -> None:
    """Delivery failed: retry with exponential backoff (10 to 60 s), and notify the next of the `people` on call."""
    row = await work.session.get_one(Notification, due.notification_id)
    row.due_at = at + timedelta(seconds=min(60, 5 * 2**row.attempts))
    later = await work.session.scalar(
        select(Notification.id).where(Notification.escalation_id == due.escalation_id, Notification.round > due.round)
    )
    if later is None and due.round + 1 < people:
        work.session.add(Notification(escalation_id=due.escalation_id, round=due.round + 1, due_at=at))


async def any_due(work: Work, at: datetime) -> bool:
    """Whether any notification is due."""
    found = await work.session.scalar(
        select(Notification.id).where(Notification.state == "waiting", Notification.due_at <= at).limit(1)
    )
    return found is not None
