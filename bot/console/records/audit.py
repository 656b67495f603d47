"""Audit log page: who saw or did what, and when."""

from uuid import UUID

from aiohttp import web

from bot.care import audit
from bot.care.accounts import coaches
from bot.console import pages
from bot.console.app_keys import LOGIN, STORE


async def show(request: web.Request) -> web.Response:
    """The newest entries, or with `before` those below that number."""
    return await _page(request, "audit.seen", checked=None)


async def check(request: web.Request) -> web.Response:
    """The same page, after the whole hash chain was verified."""
    async with request.app[STORE].read() as work:
        broken = await audit.verify(work)
        number, _ = await audit.head(work)
    return await _page(request, "audit.checked", checked=(broken, number))


async def _page(request: web.Request, act: str, checked: tuple[int | None, int] | None) -> web.Response:
    login, store = request[LOGIN], request.app[STORE]
    before = request.query.get("before", "")
    async with store.begin() as work:
        await audit.record(work, login.actor, act, "audit")
    async with store.read() as work:
        entries = await audit.latest(work, int(before) if before.isdecimal() and len(before) < 10 else None)
        names = await coaches.names(work)
    known = {f"coach:{coach_id}": name for coach_id, name in names.items()}
    rows = [(entry, known.get(entry.actor, _who(entry.actor)), _link(request, entry.subject)) for entry in entries]
    return pages.render(request, "records/audit.html", {"rows": rows, "checked": checked, "names": known})


def _who(actor: str) -> str:
    kind, _, _ = actor.partition(":")
    return {"landfall": "Landfall", "operator": "The operator", "client": "A client", "coach": "A coach"}.get(
        kind, actor
    )


def _link(request: web.Request, subject: str) -> str | None:
    """The URL of the subject, if it has a page."""
    kind, _, name = subject.partition(":")
    route = {"conversation": "conversation", "escalation": "alert"}.get(kind)
    try:
        return str(request.app.router[route].url_for(id=str(UUID(name)))) if route else None
    except ValueError:
        return None
