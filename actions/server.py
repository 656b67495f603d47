"""The action server: an aiohttp application that takes Rasa's webhook calls on loopback and runs custom actions.

With a service token it serves clients, and every call has to carry the token. Without one it serves developers: it
takes every call, and its actions work on a sandbox (see `actions/store.py`).

It speaks the protocol of `rasa_sdk` and uses its executor, but not its web application: that one answers a failure with
the body of the request, which holds the client's words.
"""

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog
from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import store
from bot.care import StoreUnavailable
from bot.settings import settings

log = structlog.get_logger(__name__)

EXECUTOR: web.AppKey[ActionExecutor] = web.AppKey("executor", ActionExecutor)
TOKEN: web.AppKey[str] = web.AppKey("token", str)
LARGEST_CALL = 8 * 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def init_app() -> web.Application:
    """The web application: `POST /webhook` for Rasa, `GET /health` for the supervisor."""
    app = web.Application(client_max_size=LARGEST_CALL, middlewares=[without_words])
    app[TOKEN] = settings().service_token
    store.serve_clients(bool(app[TOKEN]))
    app[EXECUTOR] = executor()
    app.router.add_get("/health", health)
    app.router.add_post("/webhook", webhook)
    app.cleanup_ctx.append(_store)
    return app


def executor() -> ActionExecutor:
    """The executor of `rasa_sdk`, with every action of this package registered."""
    known = ActionExecutor()
    known.register_package("actions")
    return known


async def health(request: web.Request) -> web.Response:
    """Health check: 200 while the process runs."""
    return web.json_response({"status": "ok"})


async def webhook(request: web.Request) -> web.Response:
    """Run one action. 400 when it rejects to run, 403 without the token, 404 when there is no such action."""
    expected = request.app[TOKEN]
    if expected and not hmac.compare_digest(request.query.get("token", "").encode(), expected.encode()):
        return web.json_response({"error": "forbidden"}, status=403)
    call = await request.json()
    try:
        return web.json_response(await request.app[EXECUTOR].run(call))
    except ActionExecutionRejection as rejection:
        return web.json_response({"error": rejection.message, "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException:
        name = str(call.get("next_action"))
        return web.json_response({"error": "there is no such action", "action_name": name}, status=404)


@web.middleware
async def without_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Error middleware: a failure is answered and logged by its type and place alone.

    The text of the exception and the body of the request may hold what a client wrote.
    """
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as problem:
        log.error("action.failed", kind=type(problem).__name__, where=_where(problem))
        return web.json_response({"error": type(problem).__name__}, status=_status(problem))


def _status(problem: Exception) -> int:
    # 503 makes the caller retry until the database is back; 500 says that retrying would not help
    return 503 if isinstance(problem, StoreUnavailable) else 500


def _where(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""


async def _store(app: web.Application) -> AsyncIterator[None]:
    yield
    await store.close()
