"""What clients have been shown, written down in batches: it matters, but nobody waits for it."""

import asyncio
from uuid import UUID

import structlog

from bot.care import Store, StoreError
from bot.care.messages import turns

log = structlog.get_logger(__name__)

FLUSH_SECONDS = 1.0


class ReadReceipts:
    """Collects up to where each conversation was shown. What a crash loses here is told again by the next poll."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seqs: dict[UUID, int] = {}

    def note(self, conversation_id: UUID, seq: int) -> None:
        """The client was shown everything up to `seq`."""
        if seq > self._seqs.get(conversation_id, 0):
            self._seqs[conversation_id] = seq

    async def run(self) -> None:
        """Write down what was noted, for ever."""
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write down what was noted until now."""
        noted, self._seqs = self._seqs, {}
        if not noted:
            return
        try:
            async with self._store.begin() as work:
                for conversation_id, seq in sorted(noted.items()):
                    await turns.seen(work, conversation_id, seq)
        except StoreError as problem:
            log.warning("seen.store", problem=str(problem))
            for conversation_id, seq in noted.items():
                self.note(conversation_id, seq)
