"""Working hours of coaches: a weekly schedule in their local time, DST-aware slot starts, and days off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import delete, select

from bot.care import audit
from bot.care.local_times import zone
from bot.store import Work
from bot.store.models import CoachCalendar, DayOff, OpenHours, new_id

LENGTH = 50  # minutes of a one-to-one time: the therapeutic hour that clinics are used to
EVERY = 60  # minutes from one start to the next, which leaves a coach a break of 10
DAY = 24 * 60
MOST_SPANS = 6  # in one day
_SPAN = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*", re.IGNORECASE)


class WorkingHoursError(ValueError):
    """Invalid working hours, timezone, day or group. The text is a sentence for the coach."""


@dataclass(frozen=True, order=True)
class Span:
    """A span of working hours on one weekday (0 is Monday), in minutes after midnight."""

    weekday: int
    starts: int
    ends: int

    def __str__(self) -> str:
        return f"{_clock(self.starts)}-{_clock(self.ends)}"


@dataclass(frozen=True)
class Hours:
    """A coach's working hours and days off. `timezone` is an IANA name; None until the coach has set one."""

    timezone: str | None
    week: Sequence[Span]
    days_off: Sequence[date]

    def on(self, weekday: int) -> str:
        """One weekday's hours formatted as `parse` reads them: "10:00-13:00, 15:00-17:00"."""
        return ", ".join(str(span) for span in self.week if span.weekday == weekday)


def parse(weekday: int, text: str) -> list[Span]:
    """Parse the hours of one weekday, such as "10-13, 15:00-17:00"; empty for none. Raises `WorkingHoursError`."""
    spans = [_span(weekday, part) for part in re.split(r"[,;]|\band\b", text) if part.strip()]
    if len(spans) > MOST_SPANS:
        raise WorkingHoursError(f"More than {MOST_SPANS} stretches in one day are too many.")
    spans.sort()
    for earlier, later in pairwise(spans):
        if later.starts < earlier.ends:
            raise WorkingHoursError(f"{earlier} and {later} overlap.")
    return spans


def starts(hours: Hours, since: datetime, until: datetime) -> Iterator[datetime]:
    """The start times, in UTC, of the slots within working hours, from `since` (inclusive) to `until` (exclusive).

    DST: a local time that is skipped in spring is left out; of one that occurs twice in autumn, the first counts.
    """
    if hours.timezone is None:
        return
    here = zone(hours.timezone)
    day, last = since.astimezone(here).date(), until.astimezone(here).date()
    free_from = datetime.min.replace(tzinfo=UTC)
    while day <= last:
        for span in hours.week if day not in hours.days_off else ():
            if span.weekday != day.weekday():
                continue
            for minute in range(span.starts, span.ends - LENGTH + 1, EVERY):
                moment = _moment(day, minute, hours.timezone)
                # where DST shifts the clock by half an hour, two starts can be closer than their local times
                if moment is None or moment < free_from or not since <= moment < until:
                    continue
                free_from = moment + timedelta(minutes=LENGTH)
                yield moment
        day += timedelta(days=1)


def moment_of(day: date, clock: time, timezone: str) -> datetime:
    """Convert a local date and time to UTC. Raises `WorkingHoursError` when DST skips it."""
    moment = _moment(day, clock.hour * 60 + clock.minute, timezone)
    if moment is None:
        raise WorkingHoursError("The clock is put forward that night, so there is no such time.")
    return moment


async def of(work: Work, coach_id: UUID) -> Hours:
    """A coach's working hours and days off."""
    timezone = await work.session.scalar(select(CoachCalendar.timezone).where(CoachCalendar.coach_id == coach_id))
    week = await work.session.scalars(select(OpenHours).where(OpenHours.coach_id == coach_id))
    days = await work.session.scalars(select(DayOff.day).where(DayOff.coach_id == coach_id).order_by(DayOff.day))
    return Hours(timezone, sorted(Span(row.weekday, row.starts, row.ends) for row in week), list(days))


async def lock(work: Work, coach_id: UUID) -> str:
    """Take the row lock of a coach's calendar until the end of this unit of work. Returns its timezone.

    Raises `LookupError` when the coach has no calendar.
    """
    calendar = await work.session.scalar(
        select(CoachCalendar).where(CoachCalendar.coach_id == coach_id).with_for_update(key_share=True)
    )
    if calendar is None:
        raise LookupError("This coach has no calendar")
    return calendar.timezone


async def set_week(work: Work, coach_id: UUID, timezone: str, week: Sequence[Span]) -> None:
    """Replace a coach's weekly working hours. Existing bookings stay. Raises `WorkingHoursError`."""
    if timezone not in available_timezones():
        raise WorkingHoursError("There is no such timezone.")
    calendar = await work.session.scalar(select(CoachCalendar).where(CoachCalendar.coach_id == coach_id))
    if calendar is None:
        work.session.add(CoachCalendar(id=new_id(), coach_id=coach_id, timezone=timezone))
        await work.session.flush()
    await lock(work, coach_id)
    if calendar is not None:
        calendar.timezone = timezone
    await work.session.execute(delete(OpenHours).where(OpenHours.coach_id == coach_id))
    work.session.add_all(
        OpenHours(id=new_id(), coach_id=coach_id, weekday=span.weekday, starts=span.starts, ends=span.ends)
        for span in week
    )
    await audit.record(work, f"coach:{coach_id}", "hours.changed", f"coach:{coach_id}")


async def add_day_off(work: Work, coach_id: UUID, day: date) -> None:
    """Add a day off, on which nothing more can be booked. Existing bookings stay. Idempotent."""
    known = await work.session.scalar(select(DayOff.id).where(DayOff.coach_id == coach_id, DayOff.day == day))
    if known is None:
        work.session.add(DayOff(id=new_id(), coach_id=coach_id, day=day))
        await audit.record(work, f"coach:{coach_id}", "day_off.added", f"coach:{coach_id}", {"day": day.isoformat()})


async def remove_day_off(work: Work, coach_id: UUID, day: date) -> None:
    """Remove a day off, so that the day can be booked again."""
    await work.session.execute(delete(DayOff).where(DayOff.coach_id == coach_id, DayOff.day == day))
    await audit.record(work, f"coach:{coach_id}", "day_off.removed", f"coach:{coach_id}", {"day": day.isoformat()})


def _span(weekday: int, text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise WorkingHoursError(f"“{text.strip()[:40]}” is not understood. Write it like 10:00-13:00.")
    begins = int(found[1]) * 60 + int(found[2] or 0)
    ends = int(found[3]) * 60 + int(found[4] or 0)
    if int(found[2] or 0) > 59 or int(found[4] or 0) > 59 or ends > DAY:
        raise WorkingHoursError(f"“{text.strip()[:40]}” is not a time of day.")
    if ends - begins < LENGTH:
        raise WorkingHoursError(f"“{text.strip()[:40]}” is too short: one time takes {LENGTH} minutes.")
    return Span(weekday, begins, ends)


def _moment(day: date, minute: int, timezone: str) -> datetime | None:
    here = zone(timezone)
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    moment = wall.replace(tzinfo=here).astimezone(UTC)
    return moment if moment.astimezone(here).replace(tzinfo=None) == wall else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
