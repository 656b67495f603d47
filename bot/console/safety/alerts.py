"""The alerts: the list that a coach keeps open, and taking and handing back one of them."""

from collections.abc import Sequence
from uuid import UUID

from aiohttp import web

from bot.care import audit
from bot.care.safety import alerts
from bot.care.safety.alerts import Alert
from bot.console import pages
from bot.console.app_keys import LOGIN, STORE


async def show(request: web.Request) -> web.Response:
    """The page of open alerts."""
    return pages.render(request, "alerts.html", await _open(request))


async def fragment(request: web.Request) -> web.Response:
    """The list alone, for the page to put in place of its own when something changed."""
    return pages.render(request, "_alerts.html", await _open(request))


async def open_one(request: web.Request) -> web.Response:
    """Where a page or a bookmark leads: the transcript, at the words of the alert."""
    async with request.app[STORE].read() as work:
        alert = await alerts.get(work, _id(request))
    if alert is None:
        return pages.elsewhere(request, "alerts", "gone")
    return _to_words(request, alert)


async def acknowledge(request: web.Request) -> web.Response:
    """Take an alert."""
    try:
        async with request.app[STORE].begin() as work:
            await alerts.acknowledge(work, _id(request), request[LOGIN].coach_id)
        said = "acknowledged"
    except alerts.Taken:
        said = "taken"
    except alerts.Resolved:
        said = "resolved_before"
    except LookupError:
        said = "gone"
    return await _back(request, said)


async def hand_back(request: web.Request) -> web.Response:
    """Undo an acknowledgement."""
    try:
        async with request.app[STORE].begin() as work:
            await alerts.hand_back(work, _id(request), request[LOGIN].coach_id)
        said = "handed_back"
    except alerts.NotTaken:
        said = "not_taken"
    except alerts.Resolved:
        said = "resolved_before"
    except LookupError:
        said = "gone"
    return await _back(request, said)


async def _open(request: web.Request) -> dict[str, object]:
    """The open alerts, seen: if that cannot be recorded, they are not shown."""
    store, login = request.app[STORE], request[LOGIN]
    async with store.read() as work:
        pulse, found = await alerts.pulse(work), await alerts.open_alerts(work)
    if found:
        async with store.begin() as work:
            await audit.record(work, login.actor, "alerts.seen", "alerts", {"clients": _codes(found)})
    return {"alerts": found, "pulse": pulse, "mine": login.coach_id}


async def _back(request: web.Request, said: str) -> web.Response:
    """Back to where the button was."""
    form = await request.post()
    if form.get("from") == "conversation":
        async with request.app[STORE].read() as work:
            alert = await alerts.get(work, _id(request))
        if alert is not None:
            return _to_words(request, alert, said)
    return pages.elsewhere(request, "alerts", said, fragment=f"alert-{_id(request)}")


def _to_words(request: web.Request, alert: Alert, said: str = "") -> web.Response:
    address = request.app.router["conversation"].url_for(id=str(alert.conversation_id))
    query = {"at": str(alert.first_seq)} | ({"said": said} if said else {})
    target = address.with_query(query).with_fragment(f"m{alert.first_seq}")
    return web.Response(status=303, headers={"Location": str(target)})


def _codes(found: Sequence[Alert]) -> str:
    return " ".join(dict.fromkeys(alert.who.code for alert in found))


def _id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise web.HTTPNotFound from None
