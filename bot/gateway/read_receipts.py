"""Read receipts: up to which message each client was shown a conversation, written to the database in batches."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

import structlog

from bot.care import Store, StoreError
from bot.care.messages import turns

log = structlog.get_logger(__name__)

FLUSH_SECONDS = 1.0


class ReadReceipts:
    """Collects read receipts in memory, so that no request waits for their writing.

    A receipt lost in a crash is noted again with the client's next poll.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seqs: dict[UUID, int] = {}

    def note(self, conversation_id: UUID, seq: int) -> None:
        """Note that the client was shown everything up to `seq`."""
        if seq > self._seqs.get(conversation_id, 0):
            self._seqs[conversation_id] = seq

    async def run(self) -> None:
        """Flush once a second until cancelled."""
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write what was noted. If the database is unavailable it stays for the next flush.

        A receipt that can never be written is dropped alone: it must keep back no other, nor end the gateway.
        """
        noted, self._seqs = self._seqs, {}
        if not noted:
            return
        try:
            await self._write(noted)
        except Exception as error:
            log.warning("seen.store", kind=type(error).__name__)
            for conversation_id, seq in noted.items():
                if isinstance(error, StoreError):
                    self.note(conversation_id, seq)
                else:
                    await self._write_alone(conversation_id, seq)

    async def _write(self, noted: Mapping[UUID, int]) -> None:
        async with self._store.begin() as work:
            for conversation_id, seq in sorted(noted.items()):
                await turns.seen(work, conversation_id, seq)

    async def _write_alone(self, conversation_id: UUID, seq: int) -> None:
        try:
            await self._write({conversation_id: seq})
        except StoreError:
            self.note(conversation_id, seq)
        except Exception as error:
            log.error("seen.dropped", conversation_id=str(conversation_id), kind=type(error).__name__)
