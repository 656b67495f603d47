"""The console's aiohttp sub-application: its keys, middleware, templates and routes."""

import asyncio

from aiohttp import web

from bot.care import Store
from bot.console import middleware, pages, routes
from bot.console.app_keys import CLOSING, LOGIN_THROTTLE, SETTINGS, STORE
from bot.console.login_throttle import LoginThrottle
from bot.settings import Settings


def setup(app: web.Application, store: Store, settings: Settings) -> None:
    """Mount the console under /coach/ of `app`. The caller opens and closes the store."""
    console = web.Application(
        middlewares=[middleware.error_pages, middleware.no_store, middleware.require_login, middleware.csrf_protect]
    )
    console[STORE] = store
    console[SETTINGS] = settings
    console[LOGIN_THROTTLE] = LoginThrottle()
    console[CLOSING] = asyncio.Event()
    console.on_shutdown.append(_end_long_polls)
    pages.setup(console)
    routes.setup(console)
    app.router.add_get("/coach", _add_slash)
    app.add_subapp("/coach/", console)


async def _add_slash(request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/coach/"})


async def _end_long_polls(app: web.Application) -> None:
    """Answer the open long polls now, so that shutdown does not wait for them."""
    app[CLOSING].set()
