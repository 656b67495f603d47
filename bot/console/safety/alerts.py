"""Alerts: the list that a coach keeps open, and acknowledging or handing back one of them."""

from collections.abc import Sequence

from aiohttp import web

from bot.care import audit
from bot.care.safety import alerts
from bot.care.safety.alerts import Alert
from bot.care.safety.episodes import views
from bot.console import pages
from bot.console.app_keys import LOGIN, STORE
from bot.console.request_parsing import path_id


async def show(request: web.Request) -> web.Response:
    """The page of open alerts."""
    return pages.render(request, "safety/alerts.html", await _open(request))


async def fragment(request: web.Request) -> web.Response:
    """The list alone as HTML, which the page's script swaps in when something has changed."""
    return pages.render(request, "safety/_alerts.html", await _open(request))


async def open_one(request: web.Request) -> web.Response:
    """Redirect from the link in a notification to the transcript, at the message that raised the alert."""
    async with request.app[STORE].read() as work:
        alert = await alerts.get(work, path_id(request))
    if alert is None:
        return pages.redirect(request, "alerts", "gone")
    return _to_message(request, alert)


async def acknowledge(request: web.Request) -> web.Response:
    """Acknowledge an alert."""
    try:
        async with request.app[STORE].begin() as work:
            await alerts.acknowledge(work, path_id(request), request[LOGIN].coach_id)
        flash = "acknowledged"
    except alerts.Taken:
        flash = "taken"
    except alerts.Resolved:
        flash = "resolved_before"
    except LookupError:
        flash = "gone"
    return await _back(request, flash)


async def hand_back(request: web.Request) -> web.Response:
    """Hand back an alert: undo its acknowledgement."""
    try:
        async with request.app[STORE].begin() as work:
            await alerts.hand_back(work, path_id(request), request[LOGIN].coach_id)
        flash = "handed_back"
    except alerts.NotTaken:
        flash = "not_taken"
    except alerts.Resolved:
        flash = "resolved_before"
    except LookupError:
        flash = "gone"
    return await _back(request, flash)


async def _open(request: web.Request) -> dict[str, object]:
    """The open alerts, after the view was recorded in the audit log: what cannot be recorded is not shown."""
    store, login = request.app[STORE], request[LOGIN]
    async with store.read() as work:
        pulse, found = await alerts.pulse(work), await alerts.open_alerts(work)
        episodes = await views.open_of_clients(work, [alert.client_id for alert in found])
    if found:
        async with store.begin() as work:
            await audit.record(work, login.actor, "alerts.seen", "alerts", {"clients": _codes(found)})
    return {"alerts": found, "pulse": pulse, "mine": login.coach_id, "episodes": episodes}


async def _back(request: web.Request, flash: str) -> web.Response:
    """Redirect back to the page with the button."""
    form = await request.post()
    if form.get("from") == "conversation":
        async with request.app[STORE].read() as work:
            alert = await alerts.get(work, path_id(request))
        if alert is not None:
            return _to_message(request, alert, flash)
    return pages.redirect(request, "alerts", flash, fragment=f"alert-{path_id(request)}")


def _to_message(request: web.Request, alert: Alert, flash: str = "") -> web.Response:
    address = request.app.router["conversation"].url_for(id=str(alert.conversation_id))
    query = {"at": str(alert.first_seq)} | ({"said": flash} if flash else {})
    target = address.with_query(query).with_fragment(f"m{alert.first_seq}")
    return web.Response(status=303, headers={"Location": str(target)})


def _codes(found: Sequence[Alert]) -> str:
    return " ".join(dict.fromkeys(alert.who.code for alert in found))
