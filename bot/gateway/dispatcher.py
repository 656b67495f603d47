"""Dispatcher: sends each waiting turn to Rasa and stores the answer, one turn at a time for each conversation.

A turn is held by a lease in the database. If its gateway dies, the turn is answered again when the lease ends.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from bot.care import Store, StoreError, StoreUnavailable, now
from bot.care.messages import turns
from bot.care.messages.notices import notices
from bot.care.messages.replies import Reply
from bot.care.messages.turns import Turn
from bot.gateway.metrics import Metrics
from bot.gateway.pubsub import Broadcast
from bot.gateway.rasa import Rasa, RasaUnavailable, TurnBroken

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 1.0  # between two looks for turns that a crash or an outage left behind
MAX_CONCURRENT = 24  # turns with Rasa at the same time; it works on one, more would only wait there
LATE_AFTER = timedelta(seconds=8)  # then the client is told, once, that the answer will be late
MAX_ATTEMPTS = 4  # at a turn that fails by itself
RETRY_AFTER = timedelta(seconds=1)


class Dispatcher:
    """Worker that answers turns. Its state is the database; what it holds in memory only avoids doing work twice."""

    def __init__(self, store: Store, rasa: Rasa, broadcast: Broadcast, metrics: Metrics, lease_owner: str) -> None:
        self.lease_owner = lease_owner
        self._store = store
        self._rasa = rasa
        self._broadcast = broadcast
        self._metrics = metrics
        self.activity = Broadcast()  # notifies when the bot begins or ends to work on an answer
        self._answering: dict[UUID, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(MAX_CONCURRENT)

    def is_answering(self, conversation_id: UUID) -> bool:
        """Whether this process is working on an answer in a conversation now."""
        return conversation_id in self._answering

    def start(self, turn: Turn) -> None:
        """Answer a turn that is leased to this gateway, and those after it in its conversation, in the background."""
        task = asyncio.create_task(self._answer_all(turn))
        self._answering[turn.conversation_id] = task
        self.activity.notify(turn.conversation_id)

    async def dispatch(self, conversation_id: UUID) -> None:
        """Lease and start the next waiting turn of a conversation, unless one is being answered already."""
        if self.is_answering(conversation_id):
            return
        async with self._store.begin() as work:
            turn = await turns.next_turn(work, conversation_id, self.lease_owner, now())
        if turn is not None:
            self.start(turn)

    async def run(self) -> None:
        """Sweep for turns that nobody is answering, once a second, until cancelled."""
        reclaimed = False
        while True:
            try:
                if not reclaimed:
                    async with self._store.begin() as work:
                        await turns.reclaim(work, self.lease_owner)
                    reclaimed = True
                await self._sweep()
            except StoreError as error:
                log.warning("dispatcher.store", problem=str(error))
            await asyncio.sleep(SWEEP_SECONDS)

    async def stop(self) -> None:
        """Cancel everything at once; turns that were not finished run again after the next start."""
        tasks = list(self._answering.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        async with self._store.read() as work:
            waiting = await turns.waiting(work, now())
        for conversation_id in waiting:
            try:
                await self.dispatch(conversation_id)
            except StoreUnavailable:
                raise  # that is no fault of this conversation
            except Exception as error:  # a conversation that cannot be opened must not hold up those after it
                log.error("dispatcher.conversation", conversation_id=str(conversation_id), kind=type(error).__name__)

    async def _answer_all(self, turn: Turn) -> None:
        following: Turn | None = turn
        try:
            while following is not None:
                following = await self._answer(following)
        except StoreError as error:  # the turn stays as it was, and the sweep finds it
            log.warning("turn.store", problem=str(error))
        except Exception as error:
            log.error("turn.failed", kind=type(error).__name__)
        finally:
            self._answering.pop(turn.conversation_id, None)
            self.activity.notify(turn.conversation_id)

    async def _answer(self, turn: Turn) -> Turn | None:
        """Answer one turn and return the next one of its conversation, if any."""
        try:
            async with self._slots:
                replies: Sequence[Reply] = await self._rasa.answer(turn)
        except RasaUnavailable:
            await self._postpone(turn, counts=False)
            return None
        except TurnBroken:
            if turn.attempts + 1 < MAX_ATTEMPTS:
                await self._postpone(turn, counts=True)
                return None
            log.error("turn.given_up", message_id=str(turn.message_id))
            replies = [Reply(notices()["broken"], response="notice_broken")]
        following = await self._store_answer(turn, replies)
        self._metrics.turn_seconds.observe((now() - turn.received_at).total_seconds())
        self._broadcast.notify(turn.conversation_id)
        return following

    async def _store_answer(self, turn: Turn, replies: Sequence[Reply]) -> Turn | None:
        """Store the answer, retrying once a second until the lease ends; the next run then gets the same from Rasa."""
        deadline = asyncio.get_running_loop().time() + turns.LEASE.total_seconds()
        while True:
            try:
                async with self._store.begin() as work:
                    return await turns.answer(work, turn, replies, self.lease_owner, now())
            except StoreError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(RETRY_AFTER.total_seconds())

    async def _postpone(self, turn: Turn, *, counts: bool) -> None:
        """Schedule a retry; `counts` says whether it counts as one of the attempts."""
        self._metrics.postponed.inc()
        late = now() - turn.received_at > LATE_AFTER
        async with self._store.begin() as work:
            await turns.postpone(
                work, turn, self.lease_owner, now(), RETRY_AFTER, notices()["late"] if late else None, counts
            )
