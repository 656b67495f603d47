"""Journal purge: once a minute, removes for good what clients deleted or changed and can no longer undo."""

import asyncio

import structlog

from bot.care import Store, StoreError, now
from bot.care.journal import undo

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0


class JournalPurge:
    """Background job that keeps the promise that a deleted entry is gone after ten minutes.

    It needs no visit of the client, who may never come back.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def run(self) -> None:
        """Purge once a minute until cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> None:
        """Purge what is past its time. If the database is unavailable, the next round does it."""
        try:
            async with self._store.begin() as work:
                await undo.purge(work, now())
        except StoreError as error:
            log.warning("tidy.store", kind=type(error).__name__)
