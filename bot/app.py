"""The aiohttp application of the gateway process: client API, chat page and coach console on one port."""

import sys

import uvloop
from aiohttp import web

from bot import console
from bot.care import Store
from bot.gateway import api, bookings, health, help, lifecycle, middleware, pages, security_headers, socket
from bot.gateway.app_keys import SETTINGS, STORE
from bot.gateway.request_parsing import MAX_BYTES
from bot.logs import set_up_logs
from bot.settings import Settings, settings

SHUTDOWN_SECONDS = 5.0  # a long poll may wait longer; its client then asks again


def init_app(config: Settings) -> web.Application:
    """The application factory: settings, store, background tasks and routes."""
    app = web.Application(middlewares=[middleware.api_errors], client_max_size=MAX_BYTES)
    app[SETTINGS] = config
    app[STORE] = Store.open(config)
    app.cleanup_ctx.append(lifecycle.run)
    app.on_response_prepare.append(security_headers.add)
    app.add_routes(api.routes)
    app.add_routes(bookings.routes)
    app.add_routes(help.routes)
    app.add_routes(socket.routes)
    app.add_routes(health.routes)
    pages.setup(app)
    console.setup(app, app[STORE], config)
    return app


def run(config: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    set_up_logs(config)
    config.tell_triage()
    sys.setswitchinterval(0.0005)
    web.run_app(
        init_app(config),
        host=config.host,
        port=config.port,
        access_log=None,
        print=None,
        shutdown_timeout=SHUTDOWN_SECONDS,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    run(settings())
