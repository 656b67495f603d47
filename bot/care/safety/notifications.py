"""Pages: notifications that must reach a coach, kept in an outbox until one did.

A page is sent at least once: if the process dies between sending and writing that down, it is sent again, because
hearing twice is better than not hearing. When nobody acknowledges in time, the next person is paged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bot.care.safety.escalations import DUE
from bot.store import Work
from bot.store.models import Escalation, EscalationEvent, Notification

CLAIM = timedelta(seconds=60)  # a page taken by a process that then died is taken again after this
MOST_ROUNDS = 100  # an alert that nobody ever acknowledges does not page for ever


@dataclass(frozen=True)
class Due:
    """A page to send now. Holds nothing that a client wrote."""

    page_id: UUID
    escalation_id: UUID
    round: int
    tier: str
    category: str | None
    raised_at: datetime


async def claim(work: Work, at: datetime, most: int = 20) -> list[Due]:
    """Take the pages that are due, so that no other process sends them too. Needless ones are dropped."""
    rows = await work.session.execute(
        select(Notification, Escalation)
        .join(Escalation, Escalation.id == Notification.escalation_id)
        .where(Notification.state == "waiting", Notification.due_at <= at)
        .order_by(Notification.due_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=Notification)
    )
    due = []
    for page, escalation in rows.all():
        if escalation.status != "raised":
            page.state = "dropped"
            continue
        page.attempts += 1
        page.due_at = at + CLAIM
        due.append(Due(page.id, escalation.id, page.round, escalation.tier, escalation.category, escalation.raised_at))
    return due


async def sent(work: Work, due: Due, at: datetime) -> None:
    """Write down that a page was sent, and plan the next round in case nobody acknowledges."""
    page = await work.session.get_one(Notification, due.page_id)
    if page.state != "waiting":
        return
    page.state, page.sent_at = "sent", at
    work.session.add(EscalationEvent(escalation_id=due.escalation_id, kind="paged", tier=due.tier))
    later = await work.session.scalar(
        select(Notification.id).where(Notification.escalation_id == due.escalation_id, Notification.round > due.round)
    )
    if later is None and due.round < MOST_ROUNDS:
        work.session.add(Notification(escalation_id=due.escalation_id, round=due.round + 1, due_at=at + DUE[due.tier]))


async def failed(work: Work, due: Due, at: datetime, people: int) -> None:
    """A page could not be sent: try soon again, and meanwhile page the next of the `people` who can be paged."""
    page = await work.session.get_one(Notification, due.page_id)
    page.due_at = at + timedelta(seconds=min(60, 5 * 2**page.attempts))
    later = await work.session.scalar(
        select(Notification.id).where(Notification.escalation_id == due.escalation_id, Notification.round > due.round)
    )
    if later is None and due.round + 1 < people:
        work.session.add(Notification(escalation_id=due.escalation_id, round=due.round + 1, due_at=at))


async def any_due(work: Work, at: datetime) -> bool:
    """Whether there is anything to claim."""
    found = await work.session.scalar(
        select(Notification.id).where(Notification.state == "waiting", Notification.due_at <= at).limit(1)
    )
    return found is not None
