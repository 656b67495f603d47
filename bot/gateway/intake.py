"""Message intake, the main path of a client's message: load context, run triage, store, dispatch.

Read this file from top to bottom to see what happens to what a client writes.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

import structlog

from bot import triage
from bot.care import Erased, Store, StoreError, StoreUnavailable, now
from bot.care.messages import assessed_again, messages, safety_turns, turns
from bot.care.messages.messages import Background
from bot.care.messages.spool import Assessment, Spool, Spooled
from bot.care.messages.turns import Accepted, Incoming
from bot.care.safety.episodes.episode import Heard
from bot.care.safety.safety_words import safety_words
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import ApiError
from bot.gateway.hearing import Hearing
from bot.gateway.metrics import Metrics
from bot.gateway.notifier import Notifier
from bot.gateway.pubsub import Broadcast
from bot.gateway.reading import Asked
from bot.gateway.tokens import ClientSession

log = structlog.get_logger(__name__)

T = TypeVar("T")

STORE_SECONDS = 3.0  # a database that wrote nothing for so long counts as unavailable: safety words must not wait
REPLAY_SECONDS = 1.0
FAILED_SECONDS = 60.0  # until what could not be assessed again is tried once more
RETRY_AFTER = 2


@dataclass(frozen=True)
class Submission:
    """What a client sends: a text, or the id of a button. `client_message_id` is its idempotency key."""

    client_message_id: str
    text: str | None = None
    button: str | None = None


class Intake:
    """Accepts messages. Everything that a message causes is in the database when `accept` returns."""

    def __init__(
        self,
        store: Store,
        hearing: Hearing,
        dispatcher: Dispatcher,
        notifier: Notifier,
        spool: Spool,
        broadcast: Broadcast,
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._spool = spool
        self._broadcast = broadcast
        self._metrics = metrics
        self._late: set[asyncio.Task[Any]] = set()
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    async def accept(self, client: ClientSession, submission: Submission) -> int:
        """Store a message with its triage, its alert and its safety words, and have it answered. Returns its seq.

        Idempotent: the same `client_message_id` again returns the same seq and changes nothing.

        Raises `ApiError` "unknown_button", "gone" or, when the database is unavailable, "storage_unavailable": then
        the message is kept in the spool, coaches are notified if it needs one, and the error carries the safety words.
        """
        at = now()
        # one message of a conversation at a time: what it answers is what the one before it led to
        async with self._locks.setdefault(client.conversation_id, asyncio.Lock()):
            try:
                background = await self._with_store_timeout(self._background(client))
                incoming = await self._with_store_timeout(self._resolve(client, submission, background))
            except StoreUnavailable:
                incoming = _without_background(client, submission)
                assessment, _ = await self._hear(incoming, Background())
            else:
                assessment, heard = await self._hear(incoming, background)
                with contextlib.suppress(StoreUnavailable):
                    return await self._with_store_timeout(self._store_and_dispatch(incoming, assessment, heard, at))
        raise await self._keep_in_spool(incoming, assessment, at, client)

    async def _hear(self, incoming: Incoming, background: Background) -> tuple[Assessment, Heard]:
        """The triage of a message, and what it answers."""
        asked = Asked(background.question, background.holds, background.strand)
        context = _triage_context(incoming, background)
        return await self._hearing.hear(incoming.conversation_id, incoming.text, incoming.payload, context, asked)

    async def _background(self, client: ClientSession) -> Background:
        """What was said before, and the buttons on offer. Raises `ApiError` "gone" or `StoreError`."""
        try:
            async with self._store.read() as work:
                return await messages.background(work, client.conversation_id)
        except Erased:  # and nothing else: a message that counts as gone leaves the spool
            raise ApiError("gone") from None

    async def _resolve(self, client: ClientSession, submission: Submission, background: Background) -> Incoming:
        """The message as text and payload. A pressed button becomes its title, a typed title the button it names."""
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

    async def _store_and_dispatch(self, incoming: Incoming, assessment: Assessment, heard: Heard, at: datetime) -> int:
        """Store everything in one transaction, then start the answer and wake who waits for it. Returns the seq."""
        try:
            async with self._store.begin() as work:
                accepted = await turns.accept(work, incoming, assessment, heard, self._dispatcher.lease_owner, at)
        except Erased:  # and nothing else: a message that counts as gone leaves the spool
            raise ApiError("gone") from None
        self._dispatch(incoming.conversation_id, accepted)
        return accepted.seq

    def _dispatch(self, conversation_id: UUID, accepted: Accepted) -> None:
        if accepted.fresh:
            self._metrics.messages.labels(accepted.tier).inc()
        if accepted.turn is not None:
            self._dispatcher.start(accepted.turn)
        if accepted.tier != "none":
            self._notifier.wake()
        self._broadcast.notify(conversation_id)

    async def _keep_in_spool(
        self, incoming: Incoming, assessment: Assessment, at: datetime, client: ClientSession
    ) -> ApiError:
        """Keep the message in the spool, notify a coach if it needs one, and return the error that the client gets."""
        kept = False
        try:
            kept = await self._spool.keep(incoming, assessment, at, client.country)
        except OSError as error:
            log.error("spool.failed", kind=type(error).__name__)
            kept = True  # not kept, but new as far as anyone knows: so a coach is notified
        words: Sequence[str] = ()
        if assessment.tier != "none":
            words = safety_words(assessment.tier, assessment.categories, client.country)
            if kept:
                await self._notifier.notify_now(assessment.tier)
        return ApiError("storage_unavailable", retry_after=RETRY_AFTER, safety=words)

    async def replay(self) -> None:
        """Store what waits in the spool when the database is available again; tried once a second until cancelled."""
        while True:
            try:
                for spooled in await asyncio.to_thread(self._spool.waiting):
                    await self._replay_one(spooled)
            except (StoreError, OSError) as error:
                log.warning("spool.waiting", kind=type(error).__name__)
            self._metrics.spooled.set(await asyncio.to_thread(self._spool.count))
            await asyncio.sleep(REPLAY_SECONDS)

    async def assess_again(self) -> None:
        """Assess again, whole, what only a part of triage had time for; looked for once a second until cancelled."""
        failed: dict[UUID, float] = {}  # when it may be tried again: one that fails must not hold up the others
        while True:
            failed = {message_id: due for message_id, due in failed.items() if due > time.monotonic()}
            try:
                async with self._store.read() as work:
                    waiting = await assessed_again.waiting(work, tuple(failed))
                for message_id in waiting:
                    if not await self._assess_again(message_id):
                        failed[message_id] = time.monotonic() + FAILED_SECONDS
            except StoreError as error:
                log.warning("assess_again.store", kind=type(error).__name__)
            await asyncio.sleep(REPLAY_SECONDS)

    async def _assess_again(self, message_id: UUID) -> bool:
        """Assess one message again. Returns whether that worked. Raises `StoreUnavailable`."""
        try:
            async with self._store.read() as work:
                half = await assessed_again.opened(work, message_id)
            assessment, heard = await self._hearing.hear(
                half.conversation_id, half.text, None, half.context, Asked(), patient=True
            )
            async with self._store.begin() as work:
                worse = await assessed_again.store(work, half, assessment, heard)
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("assess_again.failed", message_id=str(message_id), kind=type(error).__name__)
            return False
        if worse:
            self._notifier.wake()
            self._broadcast.notify(half.conversation_id)
        return True

    async def _replay_one(self, spooled: Spooled) -> None:
        """Store one message and release it. One that is refused stays in the spool, and holds up no other.

        Raises `StoreUnavailable`, and `OSError` when it cannot be released.
        """
        try:
            await self._store_and_dispatch(spooled.incoming, *await self._heard_again(spooled), spooled.at)
        except ApiError:
            log.info("spool.gone")  # the client erased themselves meanwhile
        except (StoreUnavailable, OSError):
            raise
        except Exception as error:
            log.error("spool.refused", file=spooled.path.name, kind=type(error).__name__)
            return
        await asyncio.to_thread(self._spool.release, spooled)

    async def _heard_again(self, spooled: Spooled) -> tuple[Assessment, Heard]:
        """What a spooled message answers, now that the question is known. Its alert never becomes a lesser one.

        Raises `ApiError` "gone" or `StoreError`.
        """
        client = ClientSession(spooled.incoming.conversation_id, spooled.incoming.conversation_id, spooled.country)
        _, heard = await self._hear(spooled.incoming, await self._background(client))
        return spooled.assessment, replace(
            heard, tier=spooled.assessment.tier, categories=spooled.assessment.categories
        )

    async def _with_store_timeout(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`. Raises `StoreUnavailable` when the database has stored nothing for `STORE_SECONDS`.

        Late work is left to end by itself, since cancelling a statement can take as long as waiting for it. If it
        still succeeds, that is harmless: storing is idempotent.
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


def _triage_context(incoming: Incoming, background: Background) -> Sequence[tuple[str, str]]:
    """The context window for triage: what client and bot said before the message, as (role, content).

    A button's title is our own text: only the question it answers counts, and whether the medicine has worn off,
    because nobody being there means something else while it has not.
    """
    if incoming.payload is None or safety_turns.pressed(incoming.payload) is not None:
        return background.context
    question: list[tuple[str, str]] = []
    for role, content in reversed(background.context):
        if role == "user":
            break
        question.insert(0, (role, content))
    before = triage.said_not_worn_off([triage.ContextMessage(role, content) for role, content in background.context])
    return [*((turn.role, turn.content) for turn in before), *question]


def _without_background(client: ClientSession, submission: Submission) -> Incoming:
    """A message accepted while the database is unavailable. A button's title is unknown then, so only text can be kept.

    Raises `ApiError` "storage_unavailable" for a button.
    """
    if submission.text is None:
        raise ApiError("storage_unavailable", retry_after=RETRY_AFTER)
    return Incoming(client.conversation_id, submission.client_message_id, submission.text)
