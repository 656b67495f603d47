"""Bookings: who comes when, what is new about it, and cancelling with a word to the client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.care import audit, local_times, now
from bot.care.bookings import schedule, working_hours
from bot.care.bookings.schedule import Entry
from bot.care.safety import alerts
from bot.console import pages
from bot.console.app_keys import LOGIN, SETTINGS, STORE

NEEDS_WORDS = "Please write the client a word or two, up to 1,000 characters. They read it in the chat. Then cancel."


@dataclass(frozen=True)
class Line:
    """One booking with its times by the coach's clock."""

    entry: Entry
    day: str
    begins: str
    ends: str
    moved_from: str | None


async def show(request: web.Request) -> web.Response:
    """The list by day: one's own, or everybody's."""
    return await _page(request, everybody=request.query.get("whose") == "all")


async def take_note(request: web.Request) -> web.Response:
    """The news was read, up to what was on the page."""
    form = await request.post()
    try:
        until = datetime.fromisoformat(str(form.get("until", "")))
    except ValueError:
        raise web.HTTPBadRequest(text="That form could not be read.") from None
    if until.tzinfo is None:
        raise web.HTTPBadRequest(text="That form could not be read.")
    async with request.app[STORE].begin() as work:
        await schedule.mark_seen(work, request[LOGIN].coach_id, min(until, now()))
    return pages.elsewhere(request, "bookings", "bookings_noted")


async def cancel(request: web.Request) -> web.Response:
    """Cancel one booking. What the coach wrote is never lost: where it cannot be taken, the page comes back with it."""
    booking_id, form = _id(request), await request.post()
    words = str(form.get("words", ""))
    try:
        async with request.app[STORE].begin() as work:
            await schedule.cancel(
                work, booking_id, request[LOGIN].coach_id, words, free_again=form.get("free_again") == "yes"
            )
        return pages.elsewhere(request, "bookings", "booking_cancelled")
    except schedule.NotBooked:
        return pages.elsewhere(request, "bookings", "booking_over")
    except LookupError:
        raise web.HTTPNotFound from None
    except ValueError:
        draft = {"id": booking_id, "wrong": NEEDS_WORDS, "words": words}
    return await _page(request, everybody=True, draft=draft, status=400)


async def _page(
    request: web.Request, *, everybody: bool, draft: Mapping[str, Any] | None = None, status: int = 200
) -> web.Response:
    """The list, seen: if that cannot be recorded, it is not shown."""
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
    return pages.render(request, "bookings.html", context, status)


def by_day(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The same, a day at a time."""
    return [(day, list(those)) for day, those in groupby(lines, key=lambda line: line.day)]


def _line(entry: Entry, timezone: str) -> Line:
    here = local_times.zone(timezone)
    begins = entry.starts_at.astimezone(here)
    ends = entry.ends_at.astimezone(here)
    moved_from = pages.by_the_clock(entry.moved_from, timezone) if entry.moved_from else None
    return Line(entry, local_times.day(begins), f"{begins:%H:%M}", f"{ends:%H:%M}", moved_from)


def _id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise web.HTTPNotFound from None
