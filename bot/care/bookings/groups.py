"""Group sessions: single events of a coach with places for several clients."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bot.care import audit
from bot.care.bookings import working_hours
from bot.store import Work
from bot.store.models import Booking, GroupEvent, new_id, now

LONGEST_TITLE = 80
SHORTEST, LONGEST = 15, 480  # minutes
MOST_PLACES = 50


@dataclass(frozen=True)
class Group:
    """A group as its coach sees it; `taken` is how many of its places are booked."""

    id: UUID
    title: str
    starts_at: datetime
    minutes: int
    places: int
    taken: int


async def add(
    work: Work, coach_id: UUID, title: str, starts_at: datetime, minutes: int, places: int, at: datetime | None = None
) -> UUID:
    """Add a group. Raises `WorkingHoursError` with a sentence for the coach, `LookupError` without a calendar."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise working_hours.WorkingHoursError(
            f"A group needs a title of at most {LONGEST_TITLE} characters; clients see it."
        )
    if not SHORTEST <= minutes <= LONGEST:
        raise working_hours.WorkingHoursError(f"A group takes between {SHORTEST} and {LONGEST} minutes.")
    if not 1 <= places <= MOST_PLACES:
        raise working_hours.WorkingHoursError(f"A group has between 1 and {MOST_PLACES} places.")
    if starts_at <= (at or now()):
        raise working_hours.WorkingHoursError("That time is over.")
    await working_hours.lock(work, coach_id)
    ends_at = starts_at + timedelta(minutes=minutes)
    near = await work.session.execute(
        select(Booking.starts_at, Booking.minutes).where(
            Booking.coach_id == coach_id, Booking.state == "booked", Booking.starts_at < ends_at
        )
    )
    if any(begins + timedelta(minutes=length) > starts_at for begins, length in near.tuples()):
        raise working_hours.WorkingHoursError("Something is booked with you at that time already.")
    group = GroupEvent(id=new_id(), coach_id=coach_id, title=title, starts_at=starts_at, minutes=minutes, places=places)
    work.session.add(group)
    await audit.record(work, f"coach:{coach_id}", "group.added", f"group:{group.id}")
    await work.session.flush()
    return group.id


async def coming(work: Work, coach_id: UUID) -> list[Group]:
    """A coach's future groups, soonest first."""
    taken = (
        select(func.count())
        .where(Booking.group_id == GroupEvent.id, Booking.state == "booked")
        .correlate(GroupEvent)
        .scalar_subquery()
    )
    rows = await work.session.execute(
        select(GroupEvent, taken)
        .where(GroupEvent.coach_id == coach_id, GroupEvent.cancelled_at.is_(None), GroupEvent.starts_at > now())
        .order_by(GroupEvent.starts_at, GroupEvent.id)
    )
    return [
        Group(row.id, row.title, row.starts_at, row.minutes, row.places, count or 0) for row, count in rows.tuples()
    ]
