"""Bookings: booking a time with a coach, moving it, cancelling it, and a client's list of them.

Double booking is ruled out twice: by a row lock on the coach's calendar while something is booked in it, and by the
unique constraint on `booking.holds`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError

from bot.care import audit
from bot.care.bookings import availability, working_hours
from bot.care.bookings.availability import GROUP, Offer
from bot.store import Work
from bot.store.models import Booking, Client, Coach, GroupEvent, new_id, now

BOOKED, MOVED, CANCELLED = "booked", "moved", "cancelled"
BY_CLIENT, BY_COACH = "client", "coach"


class Taken(Exception):
    """The slot is no longer available: another client booked it, or the minimum notice has passed."""


@dataclass(frozen=True)
class Booked:
    """A booked time. `state` is booked, moved or cancelled.

    `title` is that of the group, None for a one-to-one time; `note` is what the coach wrote when cancelling it.
    """

    id: UUID
    coach_name: str
    starts_at: datetime
    minutes: int
    title: str | None
    state: str
    changed_at: datetime
    note: str | None

    @property
    def is_group(self) -> bool:
        """Whether it is a place in a group."""
        return self.title is not None

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def as_json(self) -> dict[str, Any]:
        """The JSON of the client API and the export; times are ISO 8601 in UTC."""
        return {
            "id": str(self.id),
            "kind": "group" if self.is_group else "one-to-one",
            "title": self.title,
            "coach": self.coach_name,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "state": self.state,
            "note": self.note,
        }


async def offers(
    work: Work, client_id: UUID, *, group: bool, at: datetime | None = None, without: UUID | None = None
) -> list[Offer]:
    """The slots that the client can book, soonest first; see `availability`."""
    if group:
        return await availability.groups(work, client_id, at=at)
    return await availability.one_to_one(work, client_id, at=at, without=without)


async def book(
    work: Work,
    client_id: UUID,
    message_id: UUID,
    key: str,
    *,
    instead_of: UUID | None = None,
    at: datetime | None = None,
) -> Booked:
    """Book the offer with this key; `instead_of` is a booking that is moved to it, and whose slot is released.

    Idempotent: the same message again returns what it booked. Raises `Taken`; then nothing has changed.
    """
    known = await made_by(work, client_id, message_id)
    if known is not None:
        return known
    group_id = _group_id(key)
    coach_id = await _coach_of_group(work, group_id) if group_id else _coach_id(key)
    try:
        await working_hours.lock(work, coach_id)
    except LookupError:
        raise Taken from None
    offer = await _still(work, client_id, key, group_id, at, instead_of)
    row = Booking(
        id=new_id(),
        client_id=client_id,
        coach_id=coach_id,
        group_id=group_id,
        starts_at=offer.starts_at,
        minutes=offer.minutes,
        state=BOOKED,
        holds=await _place_in(work, group_id) if group_id else offer.key,
        source_message_id=message_id,
    )
    try:
        async with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:
        raise Taken from None
    before = await _row(work, client_id, instead_of) if instead_of else None
    if before is not None and before.state == BOOKED:
        row.instead_of = before.id
        _end(before, MOVED, BY_CLIENT)
        before.seen_at = now() if before.coach_id == coach_id else None  # the same coach is told by the new one
    act = "booking.moved" if row.instead_of else "booking.made"
    await audit.record(work, f"client:{client_id}", act, f"booking:{row.id}", {"coach": str(coach_id)})
    await work.session.flush()
    booked = await get(work, client_id, row.id)
    assert booked is not None
    return booked


async def cancel(work: Work, client_id: UUID, booking_id: UUID) -> Booked | None:
    """Cancel a booking and release its slot; idempotent. Returns None when the client has no such booking."""
    row = await _row(work, client_id, booking_id)
    if row is None:
        return None
    if row.state == BOOKED:
        _end(row, CANCELLED, BY_CLIENT)
        row.seen_at = None
        await audit.record(
            work, f"client:{client_id}", "booking.cancelled", f"booking:{row.id}", {"coach": str(row.coach_id)}
        )
        await work.session.flush()
    return await get(work, client_id, booking_id)


async def coming(work: Work, client_id: UUID, at: datetime | None = None) -> list[Booked]:
    """The client's bookings that are not over yet, soonest first. Raises `Erased`."""
    rows = await _booked(work, client_id, _of(client_id).where(Booking.state == BOOKED))
    return [row for row in rows if row.ends_at > (at or now())]


async def every(work: Work, client_id: UUID) -> list[Booked]:
    """All bookings of the client, also moved and cancelled ones, by start. Raises `Erased`."""
    return await _booked(work, client_id, _of(client_id))


async def get(work: Work, client_id: UUID, booking_id: UUID) -> Booked | None:
    """One booking of this client by id; None when they have no such booking. Raises `Erased`."""
    return next(iter(await _booked(work, client_id, _of(client_id).where(Booking.id == booking_id))), None)


async def made_by(work: Work, client_id: UUID, message_id: UUID) -> Booked | None:
    """The booking that was made with this message; None if there is none. Raises `Erased`."""
    return next(
        iter(await _booked(work, client_id, _of(client_id).where(Booking.source_message_id == message_id))), None
    )


async def is_at_risk(work: Work, client_id: UUID) -> bool:
    """Whether the client has a risk mark, so that a time days ahead may be too late for them."""
    risk = await work.session.scalar(select(Client.risk).where(Client.id == client_id))
    return risk not in (None, "none")


async def forget(work: Work, client_id: UUID) -> None:
    """Erase the client's bookings. Future ones are cancelled and kept without a note, so that their coach sees it."""
    coming_ones = await work.session.scalars(
        select(Booking).where(Booking.client_id == client_id, Booking.state == BOOKED, Booking.starts_at > now())
    )
    kept = list(coming_ones)
    for row in kept:
        _end(row, CANCELLED, BY_CLIENT)
        row.seen_at, row.note = None, None
    await work.session.flush()
    await work.session.execute(
        delete(Booking)
        .where(Booking.client_id == client_id, Booking.id.not_in([row.id for row in kept]))
        .execution_options(synchronize_session=False)
    )


def _end(row: Booking, state: str, by: str) -> None:
    row.state, row.ended_by, row.holds, row.changed_at = state, by, None, now()


async def _still(
    work: Work, client_id: UUID, key: str, group_id: UUID | None, at: datetime | None, without: UUID | None
) -> Offer:
    """Check in the locked calendar that the offer of this key is still available. Raises `Taken`."""
    found = (
        await availability.groups(work, client_id, at=at)
        if group_id
        else await availability.free(work, client_id, at=at, without=without)
    )
    offer = next((offer for offer in found if offer.key == key), None)
    if offer is None:
        raise Taken
    return offer


async def _place_in(work: Work, group_id: UUID) -> str:
    """The first free place in a group."""
    held = set(
        await work.session.scalars(
            select(Booking.holds).where(Booking.group_id == group_id, Booking.holds.is_not(None))
        )
    )
    place = 1
    while f"{group_id}#{place}" in held:
        place += 1
    return f"{group_id}#{place}"


def _group_id(key: str) -> UUID | None:
    return _uuid(key.removeprefix(GROUP)) if key.startswith(GROUP) else None


def _coach_id(key: str) -> UUID:
    return _uuid(key.partition("@")[0])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Taken from None


async def _coach_of_group(work: Work, group_id: UUID) -> UUID:
    found = await work.session.scalar(select(GroupEvent.coach_id).where(GroupEvent.id == group_id))
    if found is None:
        raise Taken
    return found


async def _row(work: Work, client_id: UUID, booking_id: UUID) -> Booking | None:
    found: Booking | None = await work.session.scalar(
        select(Booking).where(Booking.id == booking_id, Booking.client_id == client_id)
    )
    return found


def _of(client_id: UUID) -> Select[Booking, str, str | None]:
    return (
        select(Booking, Coach.name, GroupEvent.title)
        .join(Coach, Coach.id == Booking.coach_id)
        .outerjoin(GroupEvent, GroupEvent.id == Booking.group_id)
        .where(Booking.client_id == client_id)
        .order_by(Booking.starts_at, Booking.id)
    )


async def _booked(work: Work, client_id: UUID, query: Select[Booking, str, str | None]) -> list[Booked]:
    vault = await work.vault(client_id)
    rows = (await work.session.execute(query)).tuples()
    return [
        Booked(
            row.id,
            coach_name,
            row.starts_at,
            row.minutes,
            title,
            row.state,
            row.changed_at,
            vault.open("booking.note", row.id, row.note) if row.note else None,
        )
        for row, coach_name, title in rows
    ]
