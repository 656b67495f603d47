"""Starting and ending the gateway's parts, in an order in which each finds what it needs."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import aiohttp
from aiohttp import web

from bot import triage
from bot.care.messages.spool import Spool
from bot.gateway.app_keys import ARRIVALS, BELL, DISPATCHER, HTTP, INTAKE, METRICS, RASA, SEEN, SENDING, SETTINGS, STORE
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.intake import Intake
from bot.gateway.journal_purge import Tidy
from bot.gateway.metrics import Metrics
from bot.gateway.pager import Pager
from bot.gateway.pubsub import Bell
from bot.gateway.rasa import Rasa
from bot.gateway.rate_limit import Pace
from bot.gateway.read_receipts import Seen


async def run(app: web.Application) -> AsyncIterator[None]:
    """The gateway's parts for as long as the application lives; for `app.cleanup_ctx`."""
    settings, store = app[SETTINGS], app[STORE]
    await asyncio.to_thread(triage.warm_up)
    metrics = app[METRICS] = Metrics()
    bell = app[BELL] = Bell()
    app[ARRIVALS] = Pace(
        burst=settings.new_conversations_per_minute, per_second=settings.new_conversations_per_minute / 60
    )
    app[SENDING] = Pace(burst=20, per_second=settings.messages_per_second)  # far above what a thumb can type
    async with aiohttp.ClientSession() as http:
        app[HTTP] = http
        rasa = app[RASA] = Rasa(http, settings)
        # the same name after a restart, so that this gateway's own unfinished turns are free at once
        holder = f"{socket.gethostname()}:{settings.port}"
        dispatcher = app[DISPATCHER] = Dispatcher(store, rasa, bell, metrics, holder)
        pager = Pager(store, metrics, settings.pages, f"{settings.url}/coach")
        spool = Spool(settings.home / "spool", store.keyring)
        intake = app[INTAKE] = Intake(store, dispatcher, pager, spool, bell, metrics)
        seen = app[SEEN] = Seen(store)
        async with _running(dispatcher.run(), pager.run(), intake.replay(), seen.run(), Tidy(store).run()):
            yield
        await dispatcher.stop()
        await seen.flush()
    await store.close()


@contextlib.asynccontextmanager
async def _running(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(part) for part in work]
    for task in tasks:
        task.add_done_callback(_must_not_end)
    try:
        yield
    finally:
        for task in tasks:
            task.remove_done_callback(_must_not_end)
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _must_not_end(task: asyncio.Task[None]) -> None:
    """A part that ends by itself would leave messages or pages lying: better that the whole process starts anew."""
    if not task.cancelled():
        raise SystemExit(f"A part of the gateway ended: {type(task.exception()).__name__}")
