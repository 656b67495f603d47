"""Long poll of an open page: a request that is answered when alerts or the conversation have changed."""

import asyncio
from contextlib import suppress
from uuid import UUID

from aiohttp import web

from bot.care import Work
from bot.care.records import transcripts
from bot.care.safety import alerts
from bot.console.app_keys import CLOSING, STORE
from bot.console.request_parsing import number

MAX_WAIT_SECONDS = 25.0  # a request is held no longer; proxies cut at 30 or more
POLL_SECONDS = 1.5  # between two looks at the database, where other processes write too


async def wait(request: web.Request) -> web.Response:
    """The counts of open alerts as JSON: at once if they differ from `state`, else when they do, at most after 25 s.

    With `conversation` and `after` it also answers when that conversation has newer messages. Holds no client data.
    """
    known, after = request.query.get("state", ""), number(request.query.get("after"))
    conversation_id = _uuid(request.query.get("conversation"))
    loop, closing = asyncio.get_running_loop(), request.app[CLOSING]
    until = loop.time() + (MAX_WAIT_SECONDS if known else 0.0)
    while True:
        async with request.app[STORE].read() as work:
            answer = await _now(work, conversation_id)
        news = answer["state"] != known or int(answer.get("last_seq", 0)) > after
        if news or closing.is_set() or loop.time() >= until:
            return web.json_response(answer)
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                await closing.wait()


async def _now(work: Work, conversation_id: UUID | None) -> dict[str, int | str]:
    pulse = await alerts.pulse(work)
    answer: dict[str, int | str] = {
        "waiting": pulse.waiting,
        "taken": pulse.taken,
        "overdue": pulse.overdue,
        "worst": pulse.worst,
        "state": pulse.state,
    }
    if conversation_id is not None:
        answer["last_seq"] = await transcripts.last_seq(work, conversation_id)
    return answer


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
