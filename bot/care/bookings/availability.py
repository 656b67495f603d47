"""Availability: the free slots that a client can book, one-to-one with a coach, or in a group with a place left."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from bot.care.accounts import assigned_coach
from bot.care.bookings import working_hours
from bot.store import Work
from bot.store.models import Booking, Coach, CoachCalendar, GroupEvent, now

NOTICE = timedelta(hours=2)  # minimum notice, so that a coach learns of a booking in time
AHEAD = timedelta(weeks=6)  # booking horizon: plans of coaches and clients change too often beyond it
GROUP = "group:"


@dataclass(frozen=True)
class Offer:
    """A slot that can be booked. `title` is that of the group; None for a one-to-one time."""

    coach_id: UUID
    coach_name: str
    starts_at: datetime
    minutes: int
    group_id: UUID | None = None
    title: str | None = None

    @property
    def key(self) -> str:
        """The key that identifies this offer: "coach@start" or "group:id"."""
        return f"{GROUP}{self.group_id}" if self.group_id else f"{self.coach_id}@{self.starts_at.isoformat()}"


class Interval(NamedTuple):
    """A half-open time interval: `begins` is inclusive, `ends` exclusive."""

    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, begins: datetime, minutes: int) -> "Interval":
        """The interval of this many minutes from `begins` on."""
        return cls(begins, begins + timedelta(minutes=minutes))

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two intervals overlap."""
        return self.begins < other.ends and other.begins < self.ends


async def one_to_one(
    work: Work, client_id: UUID, *, at: datetime | None = None, without: UUID | None = None
) -> list[Offer]:
    """The free one-to-one slots, soonest first: of the client's assigned coach if they have one, else of any coach.

    Load balancing: where several coaches are free at the same time, the one with the fewest future bookings is offered.
    `without` is a booking of the client that is being moved and does not count as taken. `at` is the current time.
    """
    found = await free(work, client_id, at=at, without=without)
    load = Counter(
        (
            await work.session.scalars(
                select(Booking.coach_id).where(Booking.holds.is_not(None), Booking.starts_at > (at or now()))
            )
        ).all()
    )
    found.sort(key=lambda offer: (offer.starts_at, load[offer.coach_id], offer.coach_name, offer.coach_id))
    soonest = {offer.starts_at: offer for offer in reversed(found)}
    return [soonest[moment] for moment in sorted(soonest)]


async def free(work: Work, client_id: UUID, *, at: datetime | None = None, without: UUID | None = None) -> list[Offer]:
    """The free one-to-one slots of every coach whom this client may book, unordered."""
    at = at or now()
    offers: list[Offer] = []
    mine = await _intervals(work, at, Booking.client_id == client_id, Booking.id != without)
    for coach in await _coaches(work, await assigned_coach.of(work, client_id)):
        taken = [
            *mine,
            *await _intervals(work, at, Booking.coach_id == coach.id),
            *await _groups_of(work, coach.id, at),
        ]
        for moment in working_hours.starts(await working_hours.of(work, coach.id), at + NOTICE, at + AHEAD):
            if not any(Interval.of(moment, working_hours.LENGTH).overlaps(other) for other in taken):
                offers.append(Offer(coach.id, coach.name, moment, working_hours.LENGTH))
    return offers


async def groups(work: Work, client_id: UUID, *, at: datetime | None = None) -> list[Offer]:
    """The groups with a place left that the client is not in: of their assigned coach, else of any coach."""
    at, own = at or now(), await assigned_coach.of(work, client_id)
    held = (
        select(func.count())
        .where(Booking.group_id == GroupEvent.id, Booking.holds.is_not(None))
        .correlate(GroupEvent)
        .scalar_subquery()
    )
    in_already = select(Booking.group_id).where(
        Booking.client_id == client_id, Booking.state == "booked", Booking.group_id.is_not(None)
    )
    query = (
        select(GroupEvent, Coach.name)
        .join(Coach, Coach.id == GroupEvent.coach_id)
        .where(GroupEvent.cancelled_at.is_(None), GroupEvent.starts_at >= at + NOTICE, held < GroupEvent.places)
        .where(GroupEvent.id.not_in(in_already), Coach.disabled_at.is_(None))
        .order_by(GroupEvent.starts_at, GroupEvent.id)
    )
    rows = await work.session.execute(query if own is None else query.where(GroupEvent.coach_id == own))
    return [
        Offer(group.coach_id, name, group.starts_at, group.minutes, group.id, group.title)
        for group, name in rows.tuples()
    ]


async def _coaches(work: Work, own: UUID | None) -> Sequence[Coach]:
    query = select(Coach).join(CoachCalendar, CoachCalendar.coach_id == Coach.id).where(Coach.disabled_at.is_(None))
    if own is not None:
        query = query.where(Coach.id == own)
    return (await work.session.scalars(query.order_by(Coach.name, Coach.id))).all()


async def _intervals(work: Work, at: datetime, *which: object) -> list[Interval]:
    rows = await work.session.execute(
        select(Booking.starts_at, Booking.minutes).where(
            Booking.holds.is_not(None),
            Booking.starts_at.between(at - timedelta(days=1), at + AHEAD + timedelta(days=1)),
            *which,  # type: ignore[arg-type]
        )
    )
    return [Interval.of(*row) for row in rows.tuples()]


async def _groups_of(work: Work, coach_id: UUID, at: datetime) -> Iterator[Interval]:
    rows = await work.session.execute(
        select(GroupEvent.starts_at, GroupEvent.minutes).where(
            GroupEvent.coach_id == coach_id,
            GroupEvent.cancelled_at.is_(None),
            GroupEvent.starts_at > at - timedelta(days=1),
        )
    )
    return (Interval.of(*row) for row in rows.tuples())
