"""The console's door: nothing behind it opens without a login, and no form counts that it did not make itself."""

import asyncio
from uuid import uuid4

from aiohttp import web
from sqlalchemy import select, update

from bot.care import audit
from bot.care.accounts import coaches, logins
from bot.console.middleware import OPEN
from bot.store.models import Coach
from tests.support.browser import EMAIL, PAGE, Browser


def addresses(app: web.Application) -> list[tuple[str, str]]:
    """Every method and address of the console that is not meant for everyone."""
    (console_app,) = app._subapps
    found = []
    for route in console_app.router.routes():
        if route.name not in OPEN and route.method != "HEAD" and route.resource is not None:
            found.append((route.method, route.resource.canonical.replace("{id}", str(uuid4()))))
    return found


async def test_every_address_is_closed_without_a_login(browser: Browser) -> None:
    closed = addresses(browser.http.app)
    assert len(closed) > 12
    for method, path in [*closed, ("GET", "/coach/no-such-page")]:
        page = await browser.http.request(method, path, headers=PAGE, allow_redirects=False)
        assert page.status == 303, (method, path)
        assert page.headers["Location"].startswith("/coach/login")
        script = await browser.http.request(method, path, headers={"Accept": "application/json"}, allow_redirects=False)
        assert script.status == 401, (method, path)
        assert (await script.json())["error"]["code"] == "not_logged_in"


async def test_no_form_counts_without_its_token(browser: Browser) -> None:
    assert (await browser.log_in()).status == 303
    for method, path in [*addresses(browser.http.app), ("POST", "/coach/login")]:
        if method == "POST":
            assert (await browser.post(path)).status == 403, path
            assert (await browser.post(path, csrf="forged")).status == 403, path


async def test_the_login_cookie_is_strict_and_no_script_sees_it(browser: Browser) -> None:
    cookie = (await browser.log_in()).cookies["landfall_coach"]
    assert cookie["samesite"] == "Strict" and cookie["httponly"] and cookie["path"] == "/coach"
    assert not cookie["secure"]


async def test_a_wrong_password_and_an_unknown_email_are_refused_alike(browser: Browser) -> None:
    """The same words and status to the end, the closing after too many tries included."""
    await browser.get("/coach/login")  # one door for all the forms sent at once below
    for _ in range(logins.FREE_TRIES + 1):
        wrong, unknown = await asyncio.gather(
            browser.log_in("not this one"), browser.log_in("not this one", "nobody@example.org")
        )
        assert wrong.status == unknown.status == 403
        ours = (await wrong.text()).replace(EMAIL, "EMAIL")
        assert ours.split("<main")[1] == (await unknown.text()).replace("nobody@example.org", "EMAIL").split("<main")[1]
    assert "closed for about" in ours
    assert (await browser.log_in()).status == 403  # even with the right password


async def test_a_login_leads_only_to_pages_of_the_console(browser: Browser) -> None:
    for elsewhere in ("https://example.org/", "//example.org/coach/", "/", "/coach/../", "/coach/\\example.org"):
        response = await browser.log_in(next=elsewhere)
        assert response.headers["Location"] == "/coach/"
        browser.http.session.cookie_jar.clear()
    assert (await browser.log_in(next="/coach/audit")).headers["Location"] == "/coach/audit"


async def test_with_a_one_time_password_nothing_opens_but_choosing_one(browser: Browser) -> None:
    await browser.log_in()
    async with browser.store.begin() as work:
        await work.session.execute(update(Coach).values(must_change_password=True))
    assert (await browser.get("/coach/conversations")).headers["Location"] == "/coach/password"
    assert (await browser.get("/coach/password")).status == 200


async def test_a_link_followed_from_a_mail_is_asked_again_so_that_the_strict_cookie_comes_along(
    browser: Browser,
) -> None:
    response = await browser.get("/coach/audit", **{"Sec-Fetch-Site": "cross-site"})
    assert response.status == 200
    assert 'http-equiv="refresh"' in await response.text()


async def test_nothing_with_client_data_is_cached(browser: Browser) -> None:
    await browser.log_in()
    for path in ("/coach/", "/coach/conversations", "/coach/audit", "/coach/pulse"):
        assert (await browser.get(path)).headers["Cache-Control"] == "no-store", path


async def test_a_page_left_open_is_not_a_coach_who_is_here(browser: Browser) -> None:
    """The page asks for news all night; clients must not be told that somebody is there."""
    await browser.log_in()
    async with browser.store.begin() as work:
        await work.session.execute(update(Coach).values(seen_at=None))
    await browser.get("/coach/pulse", **{"X-Landfall-Page": "open", "X-Landfall-Here": "no"})
    async with browser.store.read() as work:
        assert not await coaches.anyone_online(work)
    await browser.get("/coach/pulse", **{"X-Landfall-Page": "open", "X-Landfall-Here": "yes"})
    async with browser.store.read() as work:
        assert await coaches.anyone_online(work)


async def test_a_search_is_on_record_without_what_was_searched_for(browser: Browser) -> None:
    await browser.log_in()
    token = await browser.csrf("/coach/conversations")
    assert (await browser.post("/coach/conversations", csrf=token, search="Josephine")).status == 200
    async with browser.store.read() as work:
        assert "Josephine" not in repr(await audit.latest(work))


async def test_what_is_no_form_or_no_text_is_refused_without_an_error(browser: Browser) -> None:
    await browser.log_in()
    for body, kind in [
        (b"\xff\xfe=%ff&csrf=%00", "application/x-www-form-urlencoded; charset=utf-8"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"a=b", "application/x-www-form-urlencoded; charset=no-such-charset"),
    ]:
        response = await browser.http.post("/coach/conversations", data=body, headers=PAGE | {"Content-Type": kind})
        assert response.status in (400, 403), kind
    browser.http.session.cookie_jar.clear()
    assert (await browser.log_in("x\0y", "a\0b@example.org")).status == 403
    async with browser.store.read() as work:
        assert (await work.session.scalars(select(Coach.failed_logins))).all() == [0]
