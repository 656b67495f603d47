"""What a coach says triage should have made of a message: said at the message, and taken back there."""

from collections.abc import Iterable
from uuid import UUID

from aiohttp import web

from bot.care import Erased, Work
from bot.care.records.transcripts import Line
from bot.care.safety import verdicts
from bot.care.safety.alerts import Alert
from bot.care.safety.verdicts import Judged, Place
from bot.console.app_keys import LOGIN, STORE


async def say(request: web.Request) -> web.Response:
    """Say which tier a message should have had."""
    message_id, form = _id(request), await request.post()
    try:
        async with request.app[STORE].begin() as work:
            alerted = await verdicts.say(work, message_id, request[LOGIN].coach_id, str(form.get("tier", "")))
        said = "verdict_alert" if alerted else "verdict_said"
    except verdicts.Unfit:
        raise web.HTTPBadRequest(text="That cannot be said of this message. Please go back and try again.") from None
    except verdicts.Deleted:
        said = "verdict_deleted"
    except Erased:
        said = "erased"
    except LookupError:
        raise web.HTTPNotFound from None
    return await _back(request, message_id, said)


async def take_back(request: web.Request) -> web.Response:
    """Undo that."""
    message_id = _id(request)
    try:
        async with request.app[STORE].begin() as work:
            done = await verdicts.take_back(work, message_id, request[LOGIN].coach_id)
        said = "verdict_taken_back" if done else "verdict_none"
    except Erased:
        said = "erased"
    except LookupError:
        raise web.HTTPNotFound from None
    return await _back(request, message_id, said)


async def beside(work: Work, lines: Iterable[Line], alerts: Iterable[Alert] = ()) -> dict[UUID, Judged]:
    """What was said of these messages and of the first message of each alert, by the id of the message."""
    asked = [line.message_id for line in lines if line.author == "client"]
    return await verdicts.of(work, [*asked, *(alert.message_id for alert in alerts)])


async def _back(request: web.Request, message_id: UUID, said: str) -> web.Response:
    """Back to the message."""
    async with request.app[STORE].read() as work:
        place = await verdicts.place(work, message_id)
    if place is None:
        raise web.HTTPNotFound
    return _to(request, place, said)


def _to(request: web.Request, place: Place, said: str) -> web.Response:
    address = request.app.router["conversation"].url_for(id=str(place.conversation_id))
    target = address.with_query({"at": str(place.seq), "said": said}).with_fragment(f"m{place.seq}")
    return web.Response(status=303, headers={"Location": str(target)})


def _id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise web.HTTPNotFound from None
