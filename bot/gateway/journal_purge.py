"""Throws away, once a minute, what clients deleted or changed in their journal and can no longer undo."""

import asyncio

import structlog

from bot.care import Store, StoreError, now
from bot.care.journal import undo

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0


class JournalPurge:
    """Keeps the promise that what was deleted is gone ten minutes later, whether or not its client ever comes back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def run(self) -> None:
        """Tidy up, for ever."""
        while True:
            await self.once()
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> None:
        """Throw away what is past its time. A database that is away is asked again a minute later."""
        try:
            async with self._store.begin() as work:
                await undo.purge(work, now())
        except StoreError as problem:
            log.warning("tidy.store", kind=type(problem).__name__)
