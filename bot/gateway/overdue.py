"""Overdue alerts: looks for silent clients who are to be told that nobody has opened theirs, and tells them."""

import asyncio
import time
from uuid import UUID

import structlog

from bot.care import Store, StoreError, StoreUnavailable, now
from bot.care.messages import overdue
from bot.care.messages.overdue import Late
from bot.gateway.pubsub import Broadcast

log = structlog.get_logger(__name__)

EVERY_SECONDS = 2.0
AGAIN_SECONDS = 60.0  # until a client who was told, is not to be told, or could not be, is looked at again


class Overdue:
    """Background job, one client after the other, each in a transaction of their own.

    What it holds in memory only avoids looking twice: whether a client was told stands in the database.
    """

    def __init__(self, store: Store, broadcast: Broadcast) -> None:
        self._store = store
        self._broadcast = broadcast
        self._looked_at: dict[Late, float] = {}  # when each is due again: nobody must hold up the others

    async def run(self) -> None:
        """Look every two seconds until cancelled."""
        while True:
            try:
                await self.once()
            except StoreError as error:
                log.warning("overdue.store", kind=type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> None:
        """Tell everybody who is to be told now. Raises `StoreError` when the database is unavailable."""
        async with self._store.read() as work:
            late = await overdue.late(work, now())
        looked_at, self._looked_at = self._looked_at, {}
        for one in late:
            due = looked_at.get(one, 0.0)
            if due <= time.monotonic():
                await self._tell(one.client_id)
                due = time.monotonic() + AGAIN_SECONDS
            self._looked_at[one] = due

    async def _tell(self, client_id: UUID) -> None:
        """Tell one client, if they are to be told. Raises `StoreUnavailable`."""
        try:
            async with self._store.begin() as work:
                conversation_id = await overdue.tell(work, client_id, now())
        except StoreUnavailable:
            raise  # that is no fault of this client
        except Exception as error:
            log.error("overdue.failed", client_id=str(client_id), kind=type(error).__name__)
            return
        if conversation_id is not None:
            self._broadcast.notify(conversation_id)
