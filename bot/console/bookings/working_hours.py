"""Working hours page: a coach's weekly hours, days off, and groups. A change holds for what is booked from then on."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import available_timezones

from aiohttp import web

from bot.care.bookings import groups, schedule, working_hours
from bot.care.bookings.working_hours import WorkingHoursError
from bot.care.safety import alerts
from bot.console import pages
from bot.console.app_keys import LOGIN, SETTINGS, STORE
from bot.console.request_parsing import path_id

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEEDS_WORDS = "Please write those who booked it a word or two, up to 1,000 characters. Then cancel the group."
NO_CALENDAR = "Please save your hours and your timezone first, even if the week stays empty."


async def show(request: web.Request) -> web.Response:
    """The page with the coach's own working hours."""
    return await _page(request)


async def save(request: web.Request) -> web.Response:
    """Replace the weekly hours. Invalid input comes back with the page and a sentence that says what is wrong."""
    form = await request.post()
    typed = [str(form.get(f"day{number}", ""))[:200] for number in range(7)]
    timezone = str(form.get("timezone", ""))[:200]
    week: list[working_hours.Span] = []
    for number, text in enumerate(typed):
        try:
            week += working_hours.parse(number, text)
        except WorkingHoursError as error:
            sentence = f"{WEEKDAYS[number]}: {error}"
            return await _page(request, {"week": sentence}, typed, timezone, wrong_at=f"day{number}")
    try:
        async with request.app[STORE].begin() as work:
            await working_hours.set_week(work, request[LOGIN].coach_id, timezone, week)
    except WorkingHoursError as error:
        return await _page(request, {"week": str(error)}, typed, timezone, wrong_at="timezone")
    return pages.redirect(request, "hours", "hours_saved")


async def take_off(request: web.Request) -> web.Response:
    """Add a day off, on which nothing more can be booked."""
    form = await request.post()
    try:
        day = date.fromisoformat(str(form.get("day", "")))
    except ValueError:
        return await _page(request, {"off": "Please choose a day."})
    async with request.app[STORE].begin() as work:
        await working_hours.add_day_off(work, request[LOGIN].coach_id, day)
    return pages.redirect(request, "hours", "day_off_added", fragment="off")


async def work_after_all(request: web.Request) -> web.Response:
    """Remove a day off."""
    form = await request.post()
    try:
        day = date.fromisoformat(str(form.get("day", "")))
    except ValueError:
        raise web.HTTPNotFound from None
    async with request.app[STORE].begin() as work:
        await working_hours.remove_day_off(work, request[LOGIN].coach_id, day)
    return pages.redirect(request, "hours", "day_off_removed", fragment="off")


async def add_group(request: web.Request) -> web.Response:
    """Add a group: a single event with a title and places."""
    form = await request.post()
    typed = {name: str(form.get(name, ""))[:200] for name in ("title", "day", "clock", "minutes", "places")}
    coach_id = request[LOGIN].coach_id
    try:
        async with request.app[STORE].begin() as work:
            timezone = (await working_hours.of(work, coach_id)).timezone
            if timezone is None:
                raise WorkingHoursError(NO_CALENDAR)
            starts_at = working_hours.moment_of(_day(typed["day"]), _time(typed["clock"]), timezone)
            await groups.add(
                work, coach_id, typed["title"], starts_at, _number(typed["minutes"]), _number(typed["places"])
            )
    except WorkingHoursError as error:
        return await _page(request, {"group": str(error)}, group=typed)
    return pages.redirect(request, "hours", "group_added", fragment="groups")


async def cancel_group(request: web.Request) -> web.Response:
    """Cancel a group, with a message to those who booked it. A message that cannot be sent comes back with the page."""
    group_id, form = path_id(request), await request.post()
    words = str(form.get("words", ""))
    try:
        async with request.app[STORE].begin() as work:
            await schedule.cancel_group(work, group_id, request[LOGIN].coach_id, words)
    except schedule.NotBooked:
        return pages.redirect(request, "hours", "booking_over", fragment="groups")
    except LookupError:
        raise web.HTTPNotFound from None
    except ValueError:
        draft = {"id": group_id, "wrong": NEEDS_WORDS, "words": words}
        return await _page(request, {"cancel": NEEDS_WORDS}, draft=draft)
    return pages.redirect(request, "hours", "group_cancelled", fragment="groups")


async def _page(
    request: web.Request,
    wrong: Mapping[str, str] | None = None,
    typed: list[str] | None = None,
    timezone: str = "",
    group: Mapping[str, str] | None = None,
    draft: Mapping[str, Any] | None = None,
    wrong_at: str = "",
) -> web.Response:
    async with request.app[STORE].read() as work:
        mine = await working_hours.of(work, request[LOGIN].coach_id)
        coming = await groups.coming(work, request[LOGIN].coach_id)
        pulse = await alerts.pulse(work)
    here = timezone or mine.timezone or request.app[SETTINGS].timezone
    context: dict[str, Any] = {
        "week": [
            (name, (typed or [mine.on(number) for number in range(7)])[number]) for number, name in enumerate(WEEKDAYS)
        ],
        "timezone": here,
        "timezones": sorted(available_timezones()),
        "days_off": [(day, f"{day:%A}, {day:%B} {day.day}, {day.year}") for day in mine.days_off],
        "groups": [(one, pages.local_time(one.starts_at, here)) for one in coming],
        "group": group or {"title": "", "day": "", "clock": "", "minutes": "90", "places": "8"},
        "draft": draft,
        "wrong": wrong or {},
        "wrong_at": wrong_at,
        "pulse": pulse,
        "length": working_hours.LENGTH,
        "every": working_hours.EVERY,
    }
    return pages.render(request, "bookings/working_hours.html", context, 400 if wrong else 200)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WorkingHoursError("Please choose the day of the group.") from None


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise WorkingHoursError("Please write when the group begins, like 18:30.") from None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
