"""Verdicts (feedback on triage): a coach says at a message which tier it should have had, or takes that back."""

from collections.abc import Iterable
from uuid import UUID

from aiohttp import web

from bot.care import Erased, Work
from bot.care.records.transcripts import Line
from bot.care.safety import verdicts
from bot.care.safety.alerts import Alert
from bot.care.safety.verdicts import Judged, Place
from bot.console.app_keys import LOGIN, STORE
from bot.console.request_parsing import path_id


async def say(request: web.Request) -> web.Response:
    """Record the tier that a message should have had."""
    message_id, form = path_id(request), await request.post()
    try:
        async with request.app[STORE].begin() as work:
            alerted = await verdicts.say(work, message_id, request[LOGIN].coach_id, str(form.get("tier", "")))
        flash = "verdict_alert" if alerted else "verdict_said"
    except verdicts.Unfit:
        raise web.HTTPBadRequest(text="That cannot be said of this message. Please go back and try again.") from None
    except verdicts.Deleted:
        flash = "verdict_deleted"
    except Erased:
        flash = "erased"
    except LookupError:
        raise web.HTTPNotFound from None
    return await _back(request, message_id, flash)


async def take_back(request: web.Request) -> web.Response:
    """Remove a verdict."""
    message_id = path_id(request)
    try:
        async with request.app[STORE].begin() as work:
            done = await verdicts.take_back(work, message_id, request[LOGIN].coach_id)
        flash = "verdict_taken_back" if done else "verdict_none"
    except Erased:
        flash = "erased"
    except LookupError:
        raise web.HTTPNotFound from None
    return await _back(request, message_id, flash)


async def beside(work: Work, lines: Iterable[Line], alerts: Iterable[Alert] = ()) -> dict[UUID, Judged]:
    """The verdicts on these messages and on the first message of each alert, by message id."""
    asked = [line.message_id for line in lines if line.author == "client"]
    return await verdicts.of(work, [*asked, *(alert.message_id for alert in alerts)])


async def _back(request: web.Request, message_id: UUID, flash: str) -> web.Response:
    """Redirect back to the message."""
    async with request.app[STORE].read() as work:
        place = await verdicts.place(work, message_id)
    if place is None:
        raise web.HTTPNotFound
    return _to(request, place, flash)


def _to(request: web.Request, place: Place, flash: str) -> web.Response:
    address = request.app.router["conversation"].url_for(id=str(place.conversation_id))
    target = address.with_query({"at": str(place.seq), "said": flash}).with_fragment(f"m{place.seq}")
    return web.Response(status=303, headers={"Location": str(target)})
