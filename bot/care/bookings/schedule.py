"""Schedule: the bookings of a coach, what is new in them, and cancelling with a message to the client."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from bot.care import audit
from bot.care.accounts.clients import Named, named
from bot.care.bookings.bookings import BOOKED, BY_COACH, CANCELLED, MOVED
from bot.care.local_times import spoken
from bot.care.messages import announcements
from bot.care.messages.notices import notices
from bot.store import Erased, Work
from bot.store.models import Booking, Client, Coach, Conversation, GroupEvent, now

LONGEST = 1000  # characters of what a coach writes when cancelling
STAYS = timedelta(hours=12)  # past bookings stay on the list this long, so that a coach can look up who was there
FIND_ANOTHER = ("Find another time", "/book_coach")


class BookingError(Exception):
    """A change to a booking was refused."""


class NotBooked(BookingError):
    """The booking was moved or cancelled already."""


@dataclass(frozen=True)
class Entry:
    """One line of the schedule. `news` is new, moved or cancelled until its coach has seen that; then None."""

    id: UUID
    who: Named
    conversation_id: UUID | None
    coach_id: UUID
    coach_name: str
    starts_at: datetime
    minutes: int
    title: str | None
    state: str
    ended_by: str | None
    news: str | None
    moved_from: datetime | None
    changed_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


async def entries(work: Work, coach_id: UUID | None, at: datetime | None = None) -> list[Entry]:
    """The bookings with a coach, or with all coaches, by start; with unseen moved and cancelled ones among them."""
    before = aliased(Booking)
    newest = (
        select(Conversation.id)
        .where(Conversation.client_id == Booking.client_id)
        .order_by(Conversation.active_at.desc())
        .limit(1)
        .correlate(Booking)
        .scalar_subquery()
    )
    query = (
        select(Booking, Client, Coach.name, GroupEvent.title, before.starts_at, newest)
        .join(Client, Client.id == Booking.client_id)
        .join(Coach, Coach.id == Booking.coach_id)
        .outerjoin(GroupEvent, GroupEvent.id == Booking.group_id)
        .outerjoin(before, before.id == Booking.instead_of)
        .where(
            or_(
                and_(Booking.state == BOOKED, Booking.starts_at > (at or now()) - STAYS),
                and_(Booking.state != BOOKED, Booking.seen_at.is_(None)),
            )
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    if coach_id is not None:
        query = query.where(Booking.coach_id == coach_id)
    return [
        Entry(
            row.id,
            named(work, client),
            conversation_id,
            row.coach_id,
            coach_name,
            row.starts_at,
            row.minutes,
            title,
            row.state,
            row.ended_by,
            _news(row),
            moved_from,
            row.changed_at,
        )
        for row, client, coach_name, title, moved_from, conversation_id in (await work.session.execute(query)).tuples()
    ]


async def unseen(work: Work, coach_id: UUID) -> int:
    """How many bookings of this coach are new, moved or cancelled and unseen."""
    mine = select(func.count()).select_from(Booking).where(Booking.coach_id == coach_id, Booking.seen_at.is_(None))
    return await work.session.scalar(mine) or 0


async def mark_seen(work: Work, coach_id: UUID, until: datetime) -> None:
    """Mark as seen what changed in the coach's bookings until then. Idempotent."""
    await work.session.execute(
        update(Booking)
        .where(Booking.coach_id == coach_id, Booking.seen_at.is_(None), Booking.changed_at <= until)
        .values(seen_at=now())
    )


async def cancel(work: Work, booking_id: UUID, coach_id: UUID, words: str, *, free_again: bool) -> None:
    """Cancel a booking, and announce that to the client in the chat with the coach's own words.

    The slot is released for others only if `free_again`, because mostly it is the coach who cannot come.
    Raises `ValueError` when the words are missing or too long, `LookupError`, or `NotBooked`.
    """
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise ValueError(f"A message has between 1 and {LONGEST} characters")
    row = await work.session.scalar(select(Booking).where(Booking.id == booking_id).with_for_update(key_share=True))
    if row is None:
        raise LookupError("There is no such booking")
    if row.state != BOOKED:
        raise NotBooked
    await _call_off(work, row, coach_id, words, free_again=free_again)


async def cancel_group(work: Work, group_id: UUID, coach_id: UUID, words: str) -> None:
    """Cancel a group, and every place in it as `cancel` does. Raises `ValueError`, `LookupError` or `NotBooked`."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise ValueError(f"A message has between 1 and {LONGEST} characters")
    group = await work.session.scalar(select(GroupEvent).where(GroupEvent.id == group_id).with_for_update())
    if group is None:
        raise LookupError("There is no such group")
    if group.cancelled_at is not None:
        raise NotBooked
    group.cancelled_at = now()
    await audit.record(work, f"coach:{coach_id}", "group.cancelled", f"group:{group_id}")
    rows = await work.session.scalars(
        select(Booking).where(Booking.group_id == group_id, Booking.state == BOOKED).order_by(Booking.id)
    )
    for row in list(rows):
        await _call_off(work, row, coach_id, words, free_again=True)


async def _call_off(work: Work, row: Booking, coach_id: UUID, words: str, *, free_again: bool) -> None:
    row.state, row.ended_by, row.changed_at = CANCELLED, BY_COACH, now()
    row.seen_at = now() if row.coach_id == coach_id else None
    if free_again:
        row.holds = None
    await audit.record(
        work, f"coach:{coach_id}", "booking.cancelled_by_coach", f"booking:{row.id}", {"client": str(row.client_id)}
    )
    client = await work.session.get_one(Client, row.client_id)
    coach = await work.session.get_one(Coach, coach_id)
    try:
        vault = await work.vault(row.client_id)
    except Erased:
        return
    row.note = vault.seal("booking.note", row.id, words)
    text = notices()["booking_cancelled"].format(when=spoken(row.starts_at, client.timezone))
    await announcements.announce(work, row.client_id, text, words=words, coach_name=coach.name, button=FIND_ANOTHER)


def _news(row: Booking) -> str | None:
    if row.seen_at is not None:
        return None
    if row.state == BOOKED:
        return "moved" if row.instead_of else "new"
    return MOVED if row.state == MOVED else CANCELLED
