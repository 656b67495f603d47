"""Login, logout and change of password; sets the session cookie."""

import asyncio
import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiohttp import web

from bot.care.accounts import logins
from bot.care.accounts.coaches import CoachError
from bot.console import pages
from bot.console.app_keys import COOKIE, LOGIN, LOGIN_CSRF, LOGIN_THROTTLE, SETTINGS, STORE

# One sentence for a wrong email, a wrong password and a closed login alike: it does not say who is a coach here.
REFUSED = "That email and password do not go together, or there were too many tries. After five, wait a minute."


async def ask(request: web.Request) -> web.Response:
    """The login page."""
    if LOGIN in request:
        return pages.redirect(request, "alerts")
    return _form(request, next_page=_own_address(request.query.get("next", "")))


async def log_in(request: web.Request) -> web.Response:
    """Check the password and open a login. A refusal takes the same time whatever was wrong (no timing leak)."""
    form = await request.post()
    email = str(form.get("email", "")).replace("\0", "").strip()[:254]
    password = str(form.get("password", ""))
    next_page = _own_address(str(form.get("next", "")))
    throttle, settings = request.app[LOGIN_THROTTLE], request.app[SETTINGS]
    begun = asyncio.get_running_loop().time()
    token, closed = None, throttle.closed_until(email)
    if closed is None:
        token = await logins.log_in(request.app[STORE], email, password, settings.coach_hours)
    if token is not None:
        throttle.succeeded(email)
        response = web.Response(status=303, headers={"Location": next_page or "/coach/"})
        _set_session_cookie(request, response, token)
        response.del_cookie(LOGIN_CSRF, path="/coach")
        return response
    if closed is None:
        throttle.failed(email)
    await asyncio.sleep(max(0.0, throttle.delay(email) - (asyncio.get_running_loop().time() - begun)))
    return _form(request, next_page, email, REFUSED, throttle.closed_until(email), status=403)


async def log_out(request: web.Request) -> web.Response:
    """End this login and delete its cookie."""
    async with request.app[STORE].begin() as work:
        await logins.log_out(work, request[LOGIN])
    response = pages.redirect(request, "login", "logged_out")
    response.del_cookie(COOKIE, path="/coach")
    return response


async def ask_password(request: web.Request) -> web.Response:
    """The page on which a coach chooses a password."""
    return pages.render(request, "accounts/password.html", {"wrong": None})


async def change_password(request: web.Request) -> web.Response:
    """Change the password; the login gets a new token, and all others end."""
    form = await request.post()
    old, new, again = (str(form.get(name, "")) for name in ("old", "new", "again"))
    if new != again:
        return pages.render(
            request, "accounts/password.html", {"wrong": "The two new passwords are not the same."}, 400
        )
    try:
        hours = request.app[SETTINGS].coach_hours
        token = await logins.change_password(request.app[STORE], request[LOGIN], old, new, hours)
    except CoachError as error:
        return pages.render(request, "accounts/password.html", {"wrong": str(error)}, 400)
    response = pages.redirect(request, "alerts", "password_changed")
    _set_session_cookie(request, response, token)
    return response


def _form(
    request: web.Request,
    next_page: str = "",
    email: str = "",
    refused: str = "",
    closed: datetime | None = None,
    status: int = 200,
) -> web.Response:
    csrf = request.cookies.get(LOGIN_CSRF) or secrets.token_urlsafe(24)
    minutes = -int(-(closed - datetime.now(UTC)).total_seconds() // 60) if closed else 0
    context = {"login_csrf": csrf, "next": next_page, "email": email, "refused": refused, "minutes": minutes}
    response = pages.render(request, "accounts/login.html", context, status)
    _set_cookie(request, response, LOGIN_CSRF, csrf)
    return response


def _set_session_cookie(request: web.Request, response: web.Response, token: str) -> None:
    _set_cookie(request, response, COOKIE, token, request.app[SETTINGS].coach_hours * 3600)


def _set_cookie(
    request: web.Request, response: web.Response, name: str, value: str, max_age: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        path="/coach",
        max_age=max_age,
        httponly=True,
        samesite="Strict",
        secure=request.app[SETTINGS].secure_cookies,
    )


def _own_address(address: str) -> str:
    """The address if it is a page of the console, else an empty text: no open redirect after a login."""
    parts = urlsplit(address)
    inside = not parts.scheme and not parts.netloc and parts.path.startswith("/coach/")
    clean = "\\" not in address and all(" " < letter < "\x7f" for letter in address) and ".." not in address
    return address if inside and clean and not parts.path.startswith("/coach/login") else ""
