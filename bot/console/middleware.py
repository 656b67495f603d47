"""Middleware of the console: error pages, Cache-Control, login (authentication) and CSRF protection."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.care import StoreUnavailable
from bot.care.accounts import coaches, logins
from bot.care.bookings import schedule
from bot.console import pages
from bot.console.app_keys import BOOKING_NEWS, COOKIE, LOGIN, LOGIN_CSRF, STORE

# Everything that is not named here needs a login, so that a page added later is closed unless someone opens it.
OPEN: Final = frozenset({"login", "enter", "static"})
FORM: Final = "application/x-www-form-urlencoded"  # what our own forms send, and nothing else
WITH_ONE_TIME_PASSWORD: Final = frozenset({"password", "change-password", "logout"})

Middleware = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]


@web.middleware
async def error_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer errors with a page that says what to do, or JSON for scripts; never a traceback or a client's words."""
    try:
        return await handler(request)
    except StoreUnavailable:
        return pages.error(request, 503, "The database cannot be reached right now. Nothing you sent was saved.")
    except web.HTTPNotFound:
        return pages.error(request, 404, "There is nothing at this address.")
    except web.HTTPMethodNotAllowed:
        return pages.error(request, 405, "That cannot be done at this address.")
    except web.HTTPRequestEntityTooLarge:
        return pages.error(request, 413, "That was too long. Please shorten it.")
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return pages.error(request, error.status, error.text or error.reason)


@web.middleware
async def no_store(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Set Cache-Control: no browser and no proxy stores a page, since it holds client data; static files are cached."""
    response = await handler(request)
    if _name(request) != "static":
        response.headers["Cache-Control"] = "no-store"
    elif not response.prepared:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if request.query else "no-cache"
    return response


@web.middleware
async def require_login(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Authenticate the coach by the session cookie and note that they are online; redirect others to the login page."""
    token = request.cookies.get(COOKIE, "")
    login = None
    if token and _name(request) != "static":
        async with request.app[STORE].read() as work:
            login = await logins.authenticate(work, token)
            request[BOOKING_NEWS] = (
                await schedule.unseen(work, login.coach_id) if login and pages.wants_page(request) else 0
            )
    if login is not None:
        request[LOGIN] = login
        if login.must_change_password and _name(request) not in OPEN | WITH_ONE_TIME_PASSWORD:
            return pages.redirect(request, "password")
        if _shows_presence(request):
            async with request.app[STORE].begin() as work:
                await coaches.was_seen(work, login.coach_id)
        return await handler(request)
    if _name(request) in OPEN:
        return await handler(request)
    if request.method == "GET" and not token and request.headers.get("Sec-Fetch-Site") == "cross-site":
        # Followed from a mail or a messenger, a Strict cookie stays behind although the coach may be logged in.
        # Asking again from our own page brings it along.
        return pages.render(request, "again.html", {"here_path": request.path_qs})
    return _to_login(request)


@web.middleware
async def csrf_protect(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a form without the CSRF token of this login; before there is a login, a double-submit cookie stands in."""
    if request.method not in ("GET", "HEAD"):
        login = request.get(LOGIN)
        expected = request.cookies.get(LOGIN_CSRF, "") if login is None or _name(request) == "enter" else login.csrf
        sent: object = ""
        try:
            if request.content_type == FORM:
                sent = (await request.post()).get("csrf", "")
        except (ValueError, LookupError):  # not a form, or in an unknown character encoding
            return pages.error(request, 400, "That form could not be read.")
        if not expected or not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), expected.encode()):
            return pages.error(
                request, 403, "This page was too old, or not ours. Please go back, reload it and try again."
            )
    return await handler(request)


def _name(request: web.Request) -> str:
    return request.match_info.route.name or ""


def _shows_presence(request: web.Request) -> bool:
    """Whether a human did something just now, as opposed to a long poll of a page that was left open."""
    if request.headers.get("X-Landfall-Page") != "open":
        return _name(request) not in ("static", "logout")
    return request.headers.get("X-Landfall-Here") == "yes"


def _to_login(request: web.Request) -> web.Response:
    if not pages.wants_page(request):
        return pages.error(request, 401, "Please log in.")
    here = request.path_qs if request.method == "GET" else str(request.app.router["alerts"].url_for())
    address = f"{request.app.router['login'].url_for()}?next={quote(here, safe='')}"
    return web.Response(status=303, headers={"Location": address})
