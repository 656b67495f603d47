"""In-process publish/subscribe: wakes long polls and WebSockets when something was stored in their conversation."""

import asyncio
from collections import defaultdict
from uuid import UUID


class Broadcast:
    """Publish/subscribe by conversation. A message carries no content: subscribers read the database when woken.

    Only subscribers in this process are woken; those in other replicas poll the database every `POLL_SECONDS`.
    """

    POLL_SECONDS = 2.0

    def __init__(self) -> None:
        self._subscribers: dict[UUID, set[asyncio.Event]] = defaultdict(set)

    def notify(self, conversation_id: UUID) -> None:
        """Wake all subscribers of a conversation; does nothing when there are none."""
        for event in self._subscribers.get(conversation_id, ()):
            event.set()

    def subscribe(self, conversation_id: UUID) -> "Subscription":
        """A subscription to use as a context manager. Subscribe before reading, so that nothing falls in between."""
        return Subscription(self._subscribers, conversation_id)


class Subscription:
    """One subscriber of one conversation, from entering the context until leaving it."""

    def __init__(self, subscribers: dict[UUID, set[asyncio.Event]], conversation_id: UUID) -> None:
        self._subscribers = subscribers
        self._conversation_id = conversation_id
        self._event = asyncio.Event()

    def __enter__(self) -> "Subscription":
        self._subscribers[self._conversation_id].add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        events = self._subscribers[self._conversation_id]
        events.discard(self._event)
        if not events:
            self._subscribers.pop(self._conversation_id, None)

    async def wait(self, seconds: float) -> bool:
        """Wait for a notification, at most `seconds`. True if there was one."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True
