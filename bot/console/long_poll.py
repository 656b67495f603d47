"""What an open page asks all the time: did anything change? It holds the question until something did."""

import asyncio
from contextlib import suppress
from uuid import UUID

from aiohttp import web

from bot.care import Work
from bot.care.records import transcripts
from bot.care.safety import alerts
from bot.console.app_keys import CLOSING, STORE

LONGEST = 25.0  # seconds a question is held; proxies cut at 30 or more
EVERY = 1.5  # seconds between looks at the database, where other processes write too


async def wait(request: web.Request) -> web.Response:
    """The counts of open alerts, at once if they differ from `state`, else as soon as they do.

    With `conversation` and `after`, also as soon as that conversation has newer messages. Holds no client data.
    """
    known, after = request.query.get("state", ""), _number(request.query.get("after"))
    conversation_id = _uuid(request.query.get("conversation"))
    loop, closing = asyncio.get_running_loop(), request.app[CLOSING]
    until = loop.time() + (LONGEST if known else 0.0)
    while True:
        async with request.app[STORE].read() as work:
            answer = await _now(work, conversation_id)
        news = answer["state"] != known or int(answer.get("last_seq", 0)) > after
        if news or closing.is_set() or loop.time() >= until:
            return web.json_response(answer)
        with suppress(TimeoutError):
            async with asyncio.timeout(EVERY):
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


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
