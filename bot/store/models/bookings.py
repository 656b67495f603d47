"""Booked times: when coaches are there, groups, and who comes when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


class AssignedCoach(Row):
    """Which coach a client belongs to, where they belong to one."""

    __tablename__ = "own_coach"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), unique=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))


class CoachCalendar(Row):
    """A coach's calendar. Whoever books in it or changes it locks this row first."""

    __tablename__ = "coach_calendar"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), unique=True)
    timezone: Mapped[str] = mapped_column(doc="IANA name; the hours are meant in it")


class OpenHours(Row):
    """A stretch of each week in which clients may book one-to-one times, by the clock on the coach's wall."""

    __tablename__ = "open_hours"
    __table_args__ = (UniqueConstraint("coach_id", "weekday", "starts"),)

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    weekday: Mapped[int] = mapped_column(doc="0 for Monday")
    starts: Mapped[int] = mapped_column(doc="minutes after midnight")
    ends: Mapped[int] = mapped_column(doc="minutes after midnight")


class DayOff(Row):
    """A day on which a coach is not there."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("coach_id", "day"),)

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    day: Mapped[date]


class GroupEvent(Row):
    """One meeting of a group."""

    __tablename__ = "group_event"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    places: Mapped[int]
    cancelled_at: Mapped[datetime | None]


class Booking(Row):
    """A time that a client booked. What it takes up is in `holds`, which nobody else can hold at the same time."""

    __tablename__ = "booking"
    __table_args__ = (UniqueConstraint("holds"), UniqueConstraint("source_message_id"))

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group_event.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(default="booked", doc="booked, moved or cancelled")
    holds: Mapped[str | None] = mapped_column(doc="coach and start, or group and place; empty once it is free again")
    source_message_id: Mapped[UUID] = mapped_column(doc="the message in which the client said yes to it")
    instead_of: Mapped[UUID | None] = mapped_column(doc="the booking that was moved here")
    ended_by: Mapped[str | None] = mapped_column(doc="client or coach")
    note: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: what the coach wrote when cancelling")
    changed_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime | None] = mapped_column(doc="when its coach last took note of it")
