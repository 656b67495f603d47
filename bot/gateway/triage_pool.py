"""Triage pool: assessments in worker processes and within a deadline, so that nobody waits behind another's long text.

Short and long texts have workers of their own. Where these are late, busy or dead, the rules alone answer, in a thread
of this process; such an assessment is partial, and the message is to be assessed again without a deadline.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import numpy
import structlog

from bot import triage
from bot.gateway.worker_process import Lane, WorkerEnded
from bot.triage import Assessment, ContextMessage, language, long_texts, worker

log = structlog.get_logger(__name__)

SHORT_WORKERS = 2  # one for each core of a small machine; each holds 300 MB; one goes on while the other starts again
LONG_NICENESS, LANGUAGE_NICENESS = 10, 5  # so that on a busy machine the short texts get the processor first
# From here on the rules answer a short text as well. Alone it takes 5 to 100 ms, and where many wait, doing everything
# twice would make all wait longer. A long text is never read in time, so its rules begin at once.
RULES_AFTER_SECONDS = 0.3
# The deadline. The same for every text: a person who writes what is dangerous should read the safety words within a
# second, and half of that second is for the network, the database and the way back.
BUDGET_SECONDS = 0.6
RULES_SECONDS = 5.0  # rules that take longer have hung, which counts as failed; 4,000 characters take 0.05
VECTOR_SECONDS = 2.0  # a turn goes to Rasa without an embedding then, which only costs understanding
VECTOR_CHARACTERS = 4_000  # the encoder reads no more of a text
LANGUAGE_SECONDS = 0.5
ENDS = 2_000  # characters of each end of a text that the rules alone read
CONTEXT_ENDS = 500  # ... and of each turn before it
LANGUAGE_CHARACTERS = 1_000  # more says nothing new about the language
MAX_READINGS, MAX_VECTORS = 256, 1_024  # texts that are remembered: those of the last minutes
WARM_UP = "Getting ready. I do not want to hurt anyone, and he threatened me."


@dataclass
class _Reading:
    """A text that is being read by the workers, or was: what is found so far, and the task that reads on."""

    task: "asyncio.Task[Assessment]"
    found: list[Assessment] = field(default_factory=list)


class TriagePool:
    """Assesses messages. Nothing here raises, and no failure makes a message harmless."""

    def __init__(self) -> None:
        self._short = Lane("short", worker.TRIAGE, SHORT_WORKERS)
        self._long = Lane("long", worker.TRIAGE, 1, LONG_NICENESS)
        self._language = Lane("language", worker.LANGUAGE, 1, LANGUAGE_NICENESS)
        self._rules = {lane: ThreadPoolExecutor(1, "rules") for lane in (self._short, self._long)}
        self._readings: OrderedDict[str, _Reading] = OrderedDict()
        self._vectors: OrderedDict[str, bytes] = OrderedDict()

    async def start(self) -> None:
        """Start the workers, and return when those of triage are warmed up.

        Never raises: a worker that does not start is tried again, and rules alone answer meanwhile.
        """
        self._short.start()
        self._long.start()
        rules = asyncio.to_thread(triage.by_rules, WARM_UP)  # loads the parser, with no deadline
        await asyncio.gather(rules, self._short.tried(), self._long.tried())
        self._language.start()  # last, and nobody waits for it

    async def stop(self) -> None:
        """End the workers. Idempotent."""
        await asyncio.gather(*(lane.stop() for lane in (self._short, self._long, self._language)))
        for reading in self._readings.values():
            reading.task.cancel()
        for executor in self._rules.values():
            executor.shutdown(wait=False, cancel_futures=True)

    @property
    def problem(self) -> str | None:
        """Why rules alone run; None while a worker reads with the encoder."""
        return self._short.problem

    @property
    def pids(self) -> dict[str, list[int]]:
        """The process ids of the workers, by lane."""
        return {"short": self._short.pids, "long": self._long.pids, "language": self._language.pids}

    async def assess(
        self, conversation_id: UUID, text: str, context: Sequence[ContextMessage], *, patient: bool = False
    ) -> tuple[Assessment, bool]:
        """How worried a human should be about `text`, and whether that is partial.

        Answers within `BUDGET_SECONDS`: where the workers are late, by the rules alone on both ends of the text and by
        what the workers have read so far, and then it is partial. They read on, and a patient call for the same text
        and context gets what they find. Never raises: a triage that fails counts as elevated.

        Args:
            conversation_id: of the client; of two who write much, each is read in turn.
            context: the turns before the text.
            patient: without a deadline. Partial then means that a worker died over this very text: do not ask again.
        """
        try:
            turns = tuple(turn for turn in context if isinstance(turn.content, str))
            if patient:
                return await self._patiently(conversation_id, text, turns)
            return await self._in_time(conversation_id, text, turns)
        except Exception as error:
            log.error("triage.failed", kind=type(error).__name__)
            return triage.failed(), True

    async def vector(self, text: str) -> tuple[float, ...] | None:
        """The embedding of a text, from its assessment or computed now; None without encoder or worker."""
        key = _key(text)
        if key not in self._vectors:
            try:
                async with asyncio.timeout(VECTOR_SECONDS):
                    self._keep_vector(key, await self._short.ask(key, ("vector", text[:VECTOR_CHARACTERS])))
            except (WorkerEnded, TimeoutError):
                return None
        packed = self._vectors.get(key)
        return None if packed is None else tuple(map(float, numpy.frombuffer(packed, numpy.float32)))

    async def language(self, text: str) -> str | None:
        """The ISO 639-1 code of the language of a text; None where its worker is not ready, or late."""
        start = text[:LANGUAGE_CHARACTERS]
        script = language.by_script(start)
        if script is not None:
            return script
        if not self._language.up:
            return None
        try:
            async with asyncio.timeout(LANGUAGE_SECONDS):
                found = await self._language.ask(None, ("language", start))
        except (WorkerEnded, TimeoutError):
            return None
        return str(found) if found is not None else None

    async def _in_time(
        self, conversation_id: UUID, text: str, context: tuple[ContextMessage, ...]
    ) -> tuple[Assessment, bool]:
        begun = asyncio.get_running_loop().time()
        lane, reading = self._lane(text), self._reading(conversation_id, text, context, False)
        if reading.task.done() or (lane.up and lane is self._short):
            await asyncio.wait({reading.task}, timeout=RULES_AFTER_SECONDS)
        rules: asyncio.Task[Assessment] | None = None
        if not _is_read(reading):
            rules = asyncio.create_task(self._by_rules(lane, text, context))
            left = begun + BUDGET_SECONDS - asyncio.get_running_loop().time()
            if lane.up and not reading.task.done():
                await asyncio.wait({reading.task}, timeout=left)
        if _is_read(reading):
            return reading.task.result(), False
        assert rules is not None
        return long_texts.merged([await rules, *reading.found]), True

    async def _patiently(
        self, conversation_id: UUID, text: str, context: tuple[ContextMessage, ...]
    ) -> tuple[Assessment, bool]:
        reading = self._reading(conversation_id, text, context, True)
        try:
            found: Assessment = await asyncio.shield(reading.task)
            return found, False
        except WorkerEnded:
            rules = await self._by_rules(self._lane(text), text, context)
            return long_texts.merged([rules, *reading.found]), True

    def _reading(
        self, conversation_id: UUID, text: str, context: tuple[ContextMessage, ...], patient: bool
    ) -> _Reading:
        """The reading of this text after this context: the one that runs or ran, or a new one where that failed."""
        key = _key(text, *(part for turn in context for part in (turn.role, turn.content)))
        reading = self._readings.get(key)
        if reading is None or (reading.task.done() and not _is_read(reading)):
            found: list[Assessment] = []
            whole = self._whole if len(text) <= long_texts.SHORT else self._in_pieces
            task = asyncio.create_task(whole(conversation_id, text, context, found, patient))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may be waiting for it
            reading = self._readings[key] = _Reading(task, found)
        self._readings.move_to_end(key)
        while len(self._readings) > MAX_READINGS:
            self._readings.popitem(last=False)
        return reading

    async def _whole(
        self, owner: UUID, text: str, context: tuple[ContextMessage, ...], found: list[Assessment], patient: bool
    ) -> Assessment:
        """A short text. Raises `WorkerEnded`."""
        answer = await self._short.ask(owner, ("message", text, _cut(context, long_texts.SHORT)), patient)
        if answer is None:
            raise WorkerEnded
        assessment: Assessment
        assessment, packed = answer
        self._keep_vector(_key(text), packed)
        found.append(assessment)
        return assessment

    async def _in_pieces(
        self, owner: UUID, text: str, context: tuple[ContextMessage, ...], found: list[Assessment], patient: bool
    ) -> Assessment:
        """A long text, both ends first; `found` grows piece by piece. Raises `WorkerEnded`."""
        turns, texts = _cut(context, long_texts.SHORT), long_texts.pieces(text)
        signals = []
        for read, place in enumerate(long_texts.reading_order(len(texts))):
            closely = read < long_texts.READ_CLOSELY
            explain = not any(one.fresh > triage.Tier.NONE for one in found)
            answer = await self._long.ask(owner, ("piece", texts[place], turns, closely, explain), patient)
            if answer is None:
                raise WorkerEnded
            found.append(answer[0])
            signals += answer[1]
        return long_texts.merged(found, signals)

    def _lane(self, text: str) -> Lane:
        return self._short if len(text) <= long_texts.SHORT else self._long

    async def _by_rules(self, lane: Lane, text: str, context: tuple[ContextMessage, ...]) -> Assessment:
        """What the rules alone say about both ends of a text. Never raises."""
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._rules[lane], triage.by_rules, _ends(text, ENDS), _cut(context, CONTEXT_ENDS))
        try:
            async with asyncio.timeout(RULES_SECONDS):
                return await work
        except Exception as error:
            log.error("triage.rules_failed", kind=type(error).__name__)
            self._rules[lane] = ThreadPoolExecutor(1, "rules")  # its thread may hang
            return triage.failed()

    def _keep_vector(self, key: str, packed: bytes | None) -> None:
        if packed is None:  # it may be there when its worker has started again
            return
        self._vectors[key] = packed
        self._vectors.move_to_end(key)
        while len(self._vectors) > MAX_VECTORS:
            self._vectors.popitem(last=False)


def _is_read(reading: _Reading) -> bool:
    return reading.task.done() and not reading.task.cancelled() and reading.task.exception() is None


def _ends(text: str, characters: int) -> str:
    """Both ends of a text; the whole of it where that is no longer."""
    return text if len(text) <= 2 * characters else f"{text[:characters]}\n{text[-characters:]}"


def _cut(context: tuple[ContextMessage, ...], characters: int) -> tuple[ContextMessage, ...]:
    return tuple(ContextMessage(turn.role, _ends(turn.content, characters)) for turn in context)


def _key(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
