"""The broadcast: tells whoever waits on a conversation that something new was stored there."""

import asyncio
from collections import defaultdict
from uuid import UUID


class Broadcast:
    """Wakes subscribers of one conversation. Ringing where nobody listens costs nothing.

    It reaches only subscribers in this process; those in other replicas look for themselves every `POLL_SECONDS`.
    """

    POLL_SECONDS = 2.0

    def __init__(self) -> None:
        self._subscribers: dict[UUID, set[asyncio.Event]] = defaultdict(set)

    def notify(self, conversation_id: UUID) -> None:
        """Something new is there."""
        for event in self._subscribers.get(conversation_id, ()):
            event.set()

    def subscribe(self, conversation_id: UUID) -> "Subscription":
        """Start to listen; use as a context manager, before looking for what is there already."""
        return Subscription(self._subscribers, conversation_id)


class Subscription:
    """One pair of ears on one conversation."""

    def __init__(self, subscribers: dict[UUID, set[asyncio.Event]], conversation_id: UUID) -> None:
        self._subscribers = subscribers
        self._conversation_id = conversation_id
        self._event = asyncio.Event()

    def __enter__(self) -> "Subscription":
        self._subscribers[self._conversation_id].add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        ears = self._subscribers[self._conversation_id]
        ears.discard(self._event)
        if not ears:
            self._subscribers.pop(self._conversation_id, None)

    async def wait(self, seconds: float) -> bool:
        """Wait until the bell rings, or for this long. True if it rang."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True
