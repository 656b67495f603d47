"""The main path of a message, from the door to the database: look back, triage, store, hand on.

Read this file from top to bottom to see what happens to what a client writes.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import structlog

from bot import triage
from bot.care import Erased, Store, StoreError, StoreUnavailable, now
from bot.care.accounts import coaches
from bot.care.messages import messages, turns
from bot.care.messages.messages import Background
from bot.care.messages.spool import Assessment, Spool
from bot.care.messages.turns import Accepted, Incoming
from bot.care.safety.safety_words import safety_words
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import ApiError
from bot.gateway.metrics import Metrics
from bot.gateway.pager import Pager
from bot.gateway.pubsub import Broadcast
from bot.gateway.tokens import ClientSession

log = structlog.get_logger(__name__)

T = TypeVar("T")

STORE_SECONDS = 3.0  # a database that did nothing for so long counts as away: safety words must not wait for it
TRIAGE_SECONDS = 10.0  # a triage that takes longer counts as failed, that is as elevated
REPLAY_SECONDS = 1.0
RETRY_AFTER = 2


@dataclass(frozen=True)
class Submission:
    """What a client submission: a text, or the id of a button."""

    client_message_id: str
    text: str | None = None
    button: str | None = None


class Intake:
    """Takes messages in. Everything that a message sets off is in the database when `take` returns."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, pager: Pager, spool: Spool, broadcast: Broadcast, metrics: Metrics
    ) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._pager = pager
        self._spool = spool
        self._broadcast = broadcast
        self._metrics = metrics
        self._late: set[asyncio.Task[Any]] = set()

    async def take(self, client: ClientSession, submission: Submission) -> int:
        """Store a message with its triage, its alert and its safety words, and have it answered. Returns its seq.

        Raises `ApiError` ("unknown_button", "gone"); "storage_unavailable" when the database is away: then the
        message is kept in the spool, people are paged if it needs them, and the error carries the safety words.
        """
        at = now()
        try:
            background = await self._with_store_timeout(self._look_back(client))
            incoming = await self._with_store_timeout(self._incoming(client, submission, background))
        except StoreUnavailable:
            incoming = _without_background(client, submission)
            raise await self._spool_message(incoming, await _assess(incoming.text, ()), at, client) from None
        assessment = await _assess(incoming.text, _relevant(incoming, background))
        try:
            return await self._with_store_timeout(self._store_and_hand_on(incoming, assessment, at, client.country))
        except StoreUnavailable:
            raise await self._spool_message(incoming, assessment, at, client) from None

    async def replay(self) -> None:
        """Store what waits in the spool as soon as the database is back, for ever."""
        while True:
            try:
                for spooled in await asyncio.to_thread(self._spool.waiting):
                    try:
                        await self._store_and_hand_on(spooled.incoming, spooled.assessment, spooled.at, spooled.country)
                    except ApiError:
                        log.info("spool.gone")  # the client erased themselves meanwhile
                    await asyncio.to_thread(self._spool.release, spooled)
            except (StoreError, OSError) as problem:
                log.warning("spool.waiting", kind=type(problem).__name__)
            self._metrics.spooled.set(await asyncio.to_thread(self._spool.count))
            await asyncio.sleep(REPLAY_SECONDS)

    async def _with_store_timeout(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, or `StoreUnavailable` when the database has stored nothing for `STORE_SECONDS`.

        Late work is left to end by itself, since stopping a statement can take as long as waiting for it. Should it
        still succeed, that is the same as a message that was sent twice.
        """
        task, begun = asyncio.create_task(work), time.monotonic()
        while (left := max(begun, self._store.wrote_at) + STORE_SECONDS - time.monotonic()) > 0:
            done, _ = await asyncio.wait({task}, timeout=left)
            if done:
                return task.result()
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        raise StoreUnavailable("The database takes too long")

    async def _look_back(self, client: ClientSession) -> Background:
        try:
            async with self._store.read() as work:
                return await messages.background(work, client.conversation_id)
        except Erased:  # and nothing else: a message that is taken for gone leaves the spool
            raise ApiError("gone") from None

    async def _incoming(self, client: ClientSession, submission: Submission, background: Background) -> Incoming:
        """The message in words: a pressed button by its title, a typed title as if the button was pressed."""
        if submission.button is not None:
            async with self._store.read() as work:
                offered = await messages.button(work, client.conversation_id, submission.button)
            if offered is None:
                raise ApiError("unknown_button")
            return Incoming(client.conversation_id, submission.client_message_id, offered[0], payload=offered[1])
        text = submission.text or ""
        meant = messages.meant_button(text, background.offered)
        payload = meant["payload"] if meant else None
        return Incoming(client.conversation_id, submission.client_message_id, text, payload=payload)

    async def _store_and_hand_on(self, incoming: Incoming, assessment: Assessment, at: datetime, country: str) -> int:
        try:
            async with self._store.begin() as work:
                words: Sequence[str] = ()
                if assessment.tier != "none":
                    online = await coaches.anyone_online(work)
                    words = safety_words(assessment.tier, assessment.categories, country, online)
                accepted = await turns.accept(work, incoming, assessment, words, self._dispatcher.lease_owner, at)
        except Erased:  # and nothing else: a message that is taken for gone leaves the spool
            raise ApiError("gone") from None
        self._hand_on(incoming.conversation_id, assessment, accepted)
        return accepted.seq

    def _hand_on(self, conversation_id: UUID, assessment: Assessment, accepted: Accepted) -> None:
        if accepted.fresh:
            self._metrics.messages.labels(assessment.tier).inc()
        if accepted.turn is not None:
            self._dispatcher.take(accepted.turn)
        if assessment.tier != "none":
            self._pager.wake()
        self._broadcast.notify(conversation_id)

    async def _spool_message(
        self, incoming: Incoming, assessment: Assessment, at: datetime, client: ClientSession
    ) -> ApiError:
        """Keep the message in the spool, page if it needs a human, and return the error that the client gets."""
        kept = False
        try:
            kept = await self._spool.keep(incoming, assessment, at, client.country)
        except OSError as problem:
            log.error("spool.failed", kind=type(problem).__name__)
            kept = True  # not kept, but new as far as anyone knows: so people are paged
        words: Sequence[str] = ()
        if assessment.tier != "none":
            words = safety_words(assessment.tier, assessment.categories, client.country, False)
            if kept:
                await self._pager.page_now(assessment.tier)
        return ApiError("storage_unavailable", retry_after=RETRY_AFTER, safety=words)


def _relevant(incoming: Incoming, background: Background) -> Sequence[tuple[str, str]]:
    """The turns before a message, for triage.

    A button's title is our own: only the question it answers counts, and whether the medicine has worn off, because
    nobody being there means something else while it has not.
    """
    if incoming.payload is None:
        return background.context
    question: list[tuple[str, str]] = []
    for role, content in reversed(background.context):
        if role == "user":
            break
        question.insert(0, (role, content))
    before = triage.said_not_worn_off([triage.Turn(role, content) for role, content in background.context])
    return [*((turn.role, turn.content) for turn in before), *question]


def _without_background(client: ClientSession, submission: Submission) -> Incoming:
    """A message taken while nothing can be looked up. What a button said is unknown then, so it cannot be kept."""
    if submission.text is None:
        raise ApiError("storage_unavailable", retry_after=RETRY_AFTER)
    return Incoming(client.conversation_id, submission.client_message_id, submission.text)


async def _assess(text: str, context: Sequence[tuple[str, str]]) -> Assessment:
    """The triage of a text. Never raises: a triage that fails counts as elevated."""
    turns_before = [triage.Turn(role=role, content=content) for role, content in context]
    try:
        found = await asyncio.wait_for(asyncio.to_thread(triage.assess, text, turns_before), TRIAGE_SECONDS)
    except Exception as problem:
        log.error("triage.failed", kind=type(problem).__name__)
        found = triage.failed()
    # What stands from before has its alert already, so only what this message adds counts here.
    categories = tuple(found.categories) if found.fresh > triage.Tier.NONE else ()
    return Assessment(found.fresh.value, categories, found.score, tuple(found.evidence), found.model)
