"""Start-up and shutdown of the gateway's parts and background tasks, in the order of their dependencies."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import aiohttp
from aiohttp import web

from bot.care.messages.spool import Spool
from bot.gateway import hearing
from bot.gateway.app_keys import (
    BROADCAST,
    DISPATCHER,
    HTTP,
    INTAKE,
    MESSAGES_LIMIT,
    METRICS,
    NEW_CONVERSATIONS_LIMIT,
    RASA,
    READ_RECEIPTS,
    SETTINGS,
    STORE,
    TRIAGE,
)
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.intake import Intake
from bot.gateway.journal_purge import JournalPurge
from bot.gateway.metrics import Metrics
from bot.gateway.notifier import Notifier
from bot.gateway.overdue import Overdue
from bot.gateway.pubsub import Broadcast
from bot.gateway.rasa import Rasa
from bot.gateway.rate_limit import TokenBucket
from bot.gateway.read_receipts import ReadReceipts
from bot.gateway.triage_pool import TriagePool


async def run(app: web.Application) -> AsyncIterator[None]:
    """Run the gateway's parts for the lifetime of the application; for `app.cleanup_ctx`."""
    settings, store = app[SETTINGS], app[STORE]
    pool = app.setdefault(TRIAGE, TriagePool())
    await asyncio.gather(pool.start(), hearing.warm_up())
    metrics = app[METRICS] = Metrics()
    broadcast = app[BROADCAST] = Broadcast()
    app[NEW_CONVERSATIONS_LIMIT] = TokenBucket(
        burst=settings.new_conversations_per_minute, per_second=settings.new_conversations_per_minute / 60
    )
    # far above what a thumb can type
    app[MESSAGES_LIMIT] = TokenBucket(burst=20, per_second=settings.messages_per_second)
    async with aiohttp.ClientSession() as http:
        app[HTTP] = http
        rasa = app[RASA] = Rasa(http, settings, pool)
        # the same name after a restart, so that this gateway's own unfinished turns can be reclaimed at once
        lease_owner = f"{socket.gethostname()}:{settings.port}"
        dispatcher = app[DISPATCHER] = Dispatcher(store, rasa, broadcast, metrics, lease_owner)
        notifier = Notifier(store, metrics, settings.notification_addresses, f"{settings.url}/coach")
        spool = Spool(settings.home / "spool", store.keyring)
        intake = app[INTAKE] = Intake(store, hearing.Hearing(pool), dispatcher, notifier, spool, broadcast, metrics)
        read_receipts = app[READ_RECEIPTS] = ReadReceipts(store)
        async with _running(
            dispatcher.run(),
            notifier.run(),
            intake.replay(),
            intake.assess_again(),
            read_receipts.run(),
            JournalPurge(store).run(),
            Overdue(store, broadcast).run(),
        ):
            yield
        await dispatcher.stop()
        await read_receipts.flush()
    await pool.stop()
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
    """Fail fast: without this part messages or notifications stay unsent, so the supervisor restarts the process."""
    if not task.cancelled():
        raise SystemExit(f"A part of the gateway ended: {type(task.exception()).__name__}")
