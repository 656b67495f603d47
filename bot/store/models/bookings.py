"""Tables of bookings: coaches' calendars and working hours, groups, and booked times."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


class CoachCalendar(Row):
    """A coach's calendar. This row is the lock: whoever books in the calendar or changes it locks the row first."""

    __tablename__ = "coach_calendar"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), unique=True)
    timezone: Mapped[str] = mapped_column(doc="IANA name; the timezone of the working hours")


class OpenHours(Row):
    """A span of weekly working hours in which clients may book one-to-one times, in the coach's local time."""

    __tablename__ = "open_hours"
    __table_args__ = (UniqueConstraint("coach_id", "weekday", "starts"),)

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    weekday: Mapped[int] = mapped_column(doc="0 for Monday")
    starts: Mapped[int] = mapped_column(doc="minutes after midnight")
    ends: Mapped[int] = mapped_column(doc="minutes after midnight")


class DayOff(Row):
    """A day off of a coach, a date in the timezone of their calendar."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("coach_id", "day"),)

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    day: Mapped[date]


class GroupEvent(Row):
    """One group meeting with a coach, with a number of places."""

    __tablename__ = "group_event"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    places: Mapped[int]
    cancelled_at: Mapped[datetime | None]


class Booking(Row):
    """A booked time. `holds` names the slot it takes; the unique constraint on it rules out a double booking."""

    __tablename__ = "booking"
    __table_args__ = (UniqueConstraint("holds"), UniqueConstraint("source_message_id"))

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group_event.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(default="booked", doc="booked, moved or cancelled")
    holds: Mapped[str | None] = mapped_column(doc="coach and start, or group and place; empty once it was released")
    source_message_id: Mapped[UUID] = mapped_column(doc="the message in which the client confirmed it")
    instead_of: Mapped[UUID | None] = mapped_column(doc="the booking that was moved here")
    ended_by: Mapped[str | None] = mapped_column(doc="client or coach")
    note: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: what the coach wrote when cancelling")
    changed_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime | None] = mapped_column(doc="when its coach last saw it")
