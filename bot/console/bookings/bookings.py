"""Bookings page: the schedule by day, what is new in it, and cancelling with a message to the client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from aiohttp import web

from bot.care import audit, local_times, now
from bot.care.bookings import schedule, working_hours
from bot.care.bookings.schedule import Entry
from bot.care.safety import alerts
from bot.console import pages
from bot.console.app_keys import LOGIN, SETTINGS, STORE
from bot.console.request_parsing import path_id

NEEDS_WORDS = "Please write the client a word or two, up to 1,000 characters. They read it in the chat. Then cancel."


@dataclass(frozen=True)
class Line:
    """One booking with its times in the coach's timezone, formatted."""

    entry: Entry
    day: str
    begins: str
    ends: str
    moved_from: str | None


async def show(request: web.Request) -> web.Response:
    """The schedule by day: the coach's own bookings, or with `whose=all` everybody's."""
    return await _page(request, everybody=request.query.get("whose") == "all")


async def take_note(request: web.Request) -> web.Response:
    """Mark the news as read, up to what was on the page."""
    form = await request.post()
    try:
        until = datetime.fromisoformat(str(form.get("until", "")))
    except ValueError:
        raise web.HTTPBadRequest(text="That form could not be read.") from None
    if until.tzinfo is None:
        raise web.HTTPBadRequest(text="That form could not be read.")
    async with request.app[STORE].begin() as work:
        await schedule.mark_seen(work, request[LOGIN].coach_id, min(until, now()))
    return pages.redirect(request, "bookings", "bookings_noted")


async def cancel(request: web.Request) -> web.Response:
    """Cancel one booking. A message that cannot be sent as it is comes back with the page, so nothing is lost."""
    booking_id, form = path_id(request), await request.post()
    words = str(form.get("words", ""))
    try:
        async with request.app[STORE].begin() as work:
            await schedule.cancel(
                work, booking_id, request[LOGIN].coach_id, words, free_again=form.get("free_again") == "yes"
            )
        return pages.redirect(request, "bookings", "booking_cancelled")
    except schedule.NotBooked:
        return pages.redirect(request, "bookings", "booking_over")
    except LookupError:
        raise web.HTTPNotFound from None
    except ValueError:
        draft = {"id": booking_id, "wrong": NEEDS_WORDS, "words": words}
    return await _page(request, everybody=True, draft=draft, status=400)


async def _page(
    request: web.Request, *, everybody: bool, draft: Mapping[str, Any] | None = None, status: int = 200
) -> web.Response:
    """The page, after the view was recorded in the audit log: what cannot be recorded is not shown."""
    store, login, at = request.app[STORE], request[LOGIN], now()
    async with store.read() as work:
        mine = await working_hours.of(work, login.coach_id)
        found = await schedule.entries(work, None if everybody else login.coach_id)
        pulse = await alerts.pulse(work)
    if found:
        codes = " ".join(dict.fromkeys(entry.who.code for entry in found))
        async with store.begin() as work:
            await audit.record(work, login.actor, "bookings.seen", "bookings", {"clients": codes})
    timezone = mine.timezone or request.app[SETTINGS].timezone
    lines = [_line(entry, timezone) for entry in found]
    context = {
        "days": by_day([line for line in lines if line.entry.state == "booked"]),
        "news": [line for line in lines if line.entry.news and line.entry.coach_id == login.coach_id],
        "everybody": everybody,
        "mine": login.coach_id,
        "timezone": timezone,
        "has_hours": bool(mine.week),
        "until": at.isoformat(),
        "pulse": pulse,
        "draft": draft,
    }
    return pages.render(request, "bookings/bookings.html", context, status)


def by_day(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines grouped by day."""
    return [(day, list(those)) for day, those in groupby(lines, key=lambda line: line.day)]


def _line(entry: Entry, timezone: str) -> Line:
    here = local_times.zone(timezone)
    begins = entry.starts_at.astimezone(here)
    ends = entry.ends_at.astimezone(here)
    moved_from = pages.local_time(entry.moved_from, timezone) if entry.moved_from else None
    return Line(entry, local_times.day(begins), f"{begins:%H:%M}", f"{ends:%H:%M}", moved_from)
