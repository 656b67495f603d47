"""The dispatcher: takes each waiting turn to Rasa and stores the answer, one at a time for each conversation."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from bot.care import Store, StoreError, now
from bot.care.messages import turns
from bot.care.messages.notices import notices
from bot.care.messages.turns import Reply, Turn
from bot.gateway.metrics import Metrics
from bot.gateway.pubsub import Broadcast
from bot.gateway.rasa import Rasa, RasaUnavailable, TurnBroken

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 1.0  # how soon a turn that was left behind by a crash or an outage is found again
AT_ONCE = 24  # turns with Rasa at the same time; it works on one, more would only wait there
LATE = timedelta(seconds=8)  # after which the client is told, once, that the answer will be late
MOST_ATTEMPTS = 4  # at a turn that fails by itself
RETRY = timedelta(seconds=1)


class Dispatcher:
    """Answers turns. Its state is the database; what it holds here only avoids doing work twice."""

    def __init__(self, store: Store, rasa: Rasa, broadcast: Broadcast, metrics: Metrics, lease_owner: str) -> None:
        self.lease_owner = lease_owner
        self._store = store
        self._rasa = rasa
        self._broadcast = broadcast
        self._metrics = metrics
        self.at_work = Broadcast()  # rings when the bot begins or ends to work on an answer
        self._answering: dict[UUID, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    def is_answering(self, conversation_id: UUID) -> bool:
        """Whether the bot is at work on an answer there now, in this process."""
        return conversation_id in self._answering

    def take(self, turn: Turn) -> None:
        """Answer this turn and those that follow it in its conversation."""
        task = asyncio.create_task(self._converse(turn))
        self._answering[turn.conversation_id] = task
        self.at_work.notify(turn.conversation_id)

    async def look_at(self, conversation_id: UUID) -> None:
        """Answer what waits in a conversation, unless somebody is at it already."""
        if self.is_answering(conversation_id):
            return
        async with self._store.begin() as work:
            turn = await turns.next_turn(work, conversation_id, self.lease_owner, now())
        if turn is not None:
            self.take(turn)

    async def run(self) -> None:
        """Look for turns that nobody is answering, for ever."""
        reclaimed = False
        while True:
            try:
                if not reclaimed:
                    async with self._store.begin() as work:
                        await turns.reclaim(work, self.lease_owner)
                    reclaimed = True
                await self._sweep()
            except StoreError as problem:
                log.warning("dispatcher.store", problem=str(problem))
            await asyncio.sleep(SWEEP_SECONDS)

    async def stop(self) -> None:
        """Let go of everything at once; what was not finished runs again after the next start."""
        tasks = list(self._answering.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        async with self._store.read() as work:
            waiting = await turns.waiting(work, now())
        for conversation_id in waiting:
            await self.look_at(conversation_id)

    async def _converse(self, turn: Turn) -> None:
        following: Turn | None = turn
        try:
            while following is not None:
                following = await self._answer(following)
        except StoreError as problem:  # the turn stays as it was, and is found by the sweep
            log.warning("turn.store", problem=str(problem))
        except Exception as problem:
            log.error("turn.failed", kind=type(problem).__name__)
        finally:
            self._answering.pop(turn.conversation_id, None)
            self.at_work.notify(turn.conversation_id)

    async def _answer(self, turn: Turn) -> Turn | None:
        """Answer one turn; returns the next one of its conversation."""
        try:
            async with self._room:
                replies: Sequence[Reply] = await self._rasa.answer(turn)
        except RasaUnavailable:
            await self._postpone(turn, counts=False)
            return None
        except TurnBroken:
            if turn.attempts + 1 < MOST_ATTEMPTS:
                await self._postpone(turn, counts=True)
                return None
            log.error("turn.given_up", message_id=str(turn.message_id))
            replies = [Reply(notices()["broken"], response="notice_broken")]
        following = await self._store_answer(turn, replies)
        self._metrics.turn_seconds.observe((now() - turn.received_at).total_seconds())
        self._broadcast.notify(turn.conversation_id)
        return following

    async def _store_answer(self, turn: Turn, replies: Sequence[Reply]) -> Turn | None:
        """Store the answer, trying again for as long as the turn is ours; then another run will find it in Rasa."""
        deadline = asyncio.get_running_loop().time() + turns.LEASE.total_seconds()
        while True:
            try:
                async with self._store.begin() as work:
                    return await turns.answer(work, turn, replies, self.lease_owner, now())
            except StoreError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(RETRY.total_seconds())

    async def _postpone(self, turn: Turn, *, counts: bool) -> None:
        self._metrics.postponed.inc()
        late = now() - turn.received_at > LATE
        async with self._store.begin() as work:
            await turns.postpone(
                work, turn, self.lease_owner, now(), RETRY, notices()["late"] if late else None, counts
            )
