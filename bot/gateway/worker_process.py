"""Worker processes: one child process of triage, and a lane of several that take jobs from a fair queue.

A worker that dies or hangs is started again with exponential backoff; the job it died over fails, all others wait.
"""

import asyncio
import contextlib
import itertools
import pickle
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import structlog

from bot.settings import PROJECT
from bot.triage.worker import LENGTH_BYTES, READY, frame

log = structlog.get_logger(__name__)

START_SECONDS = 60.0  # from the start of a worker until it is loaded, on a slow disk
JOB_SECONDS = 20.0  # a job that takes longer has hung: each is made to take a tenth of a second
STOP_SECONDS = 1.0  # from the end of its input until SIGKILL
FIRST_BACKOFF, MAX_BACKOFF = 0.2, 10.0  # seconds before the next start, doubled each time
STEADY_SECONDS = 30.0  # a worker that ran for so long starts again with the first backoff
PATIENT_RANK = 3  # a job that nobody waits for ranks behind the third job of a conversation that somebody does


class WorkerEnded(Exception):
    """The worker died or hung, or its lane was stopped: there is no answer."""


class WorkerProcess:
    """One child process, which answers one request after the other."""

    def __init__(self, child: asyncio.subprocess.Process, problem: str | None) -> None:
        assert child.stdin is not None
        assert child.stdout is not None
        self._child, self._requests, self._answers = child, child.stdin, child.stdout
        self.problem = problem
        self.pid = child.pid

    @classmethod
    async def start(cls, role: str, niceness: int) -> "WorkerProcess":
        """Start a worker and wait until it is loaded. Raises `WorkerEnded`."""
        arguments = [sys.executable, "-m", "bot.triage.worker", role, str(niceness)]
        try:
            child = await asyncio.create_subprocess_exec(*arguments, stdin=PIPE, stdout=PIPE, cwd=PROJECT)
        except OSError:
            raise WorkerEnded from None
        worker = cls(child, None)
        try:
            ready, worker.problem = await worker._answer(START_SECONDS)
        except BaseException:
            await worker.kill()
            raise
        assert ready == READY
        return worker

    async def ask(self, request: tuple[Any, ...]) -> Any:
        """The answer to a request; None where the worker failed on it.

        Raises `WorkerEnded` where it died, or has hung and was killed.
        """
        try:
            self._requests.write(frame(request))
            await self._requests.drain()
            return await self._answer(JOB_SECONDS)
        except OSError:
            raise WorkerEnded from None

    async def _answer(self, seconds: float) -> Any:
        try:
            async with asyncio.timeout(seconds):
                length = await self._answers.readexactly(LENGTH_BYTES)
                return pickle.loads(await self._answers.readexactly(int.from_bytes(length, "big")))  # noqa: S301 - ours
        except (asyncio.IncompleteReadError, OSError, TimeoutError):
            await self.kill()
            raise WorkerEnded from None

    async def ended(self) -> None:
        """Wait until the process has ended."""
        await self._child.wait()

    async def kill(self) -> None:
        """Kill the process now."""
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        await self._child.wait()

    async def stop(self) -> None:
        """End the process: by the end of its input, and by force when it is busy for longer."""
        self._requests.close()
        try:
            await asyncio.wait_for(self._child.wait(), STOP_SECONDS)
        except TimeoutError:
            await self.kill()


@dataclass(order=True)
class _Job:
    """One request in the queue; ordered by rank, then by age."""

    rank: int
    number: int
    owner: Hashable = field(compare=False)
    request: tuple[Any, ...] = field(compare=False)
    answer: "asyncio.Future[Any]" = field(compare=False)


class Lane:
    """Workers of one role that take jobs from one queue, in which no conversation comes before all others."""

    def __init__(self, name: str, role: str, workers: int, niceness: int = 0) -> None:
        self._name, self._role, self._number, self._niceness = name, role, workers, niceness
        self._jobs: asyncio.PriorityQueue[_Job] = asyncio.PriorityQueue()
        self._waiting: Counter[Hashable] = Counter()
        self._numbers = itertools.count()
        self._workers: dict[int, WorkerProcess] = {}
        self._tried: list[asyncio.Event] = []
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def up(self) -> bool:
        """Whether a worker is loaded."""
        return bool(self._workers)

    @property
    def pids(self) -> list[int]:
        """The process ids of the loaded workers."""
        return [worker.pid for worker in self._workers.values()]

    @property
    def problem(self) -> str | None:
        """Why no worker reads with the encoder; None where one does."""
        if not self._workers:
            return "no triage worker runs"
        problems = [worker.problem for worker in self._workers.values()]
        return None if None in problems else problems[0]

    def start(self) -> None:
        """Begin to start the workers."""
        self._tried = [asyncio.Event() for _ in range(self._number)]
        self._tasks = [asyncio.create_task(self._keep(place)) for place in range(self._number)]

    async def tried(self) -> None:
        """Wait until each worker is loaded, or has failed to start once."""
        for event in self._tried:
            await event.wait()

    async def stop(self) -> None:
        """End the workers; whoever waits for an answer gets `WorkerEnded`."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while not self._jobs.empty():
            _fail(self._jobs.get_nowait())

    async def ask(self, owner: Hashable, request: tuple[Any, ...], patient: bool = False) -> Any:
        """The answer to a request, when its turn comes; None where the worker failed on it.

        Args:
            owner: who asks; of two owners that ask many things, each is answered in turn.
            patient: nobody waits for it, so it comes after what somebody waits for.

        Raises:
            WorkerEnded: the worker died over it, or the lane was stopped.
        """
        rank = self._waiting[owner] + (PATIENT_RANK if patient else 0)
        job = _Job(rank, next(self._numbers), owner, request, asyncio.get_running_loop().create_future())
        self._waiting[owner] += 1
        self._jobs.put_nowait(job)
        try:
            return await job.answer
        finally:
            self._waiting[owner] -= 1
            if not self._waiting[owner]:
                del self._waiting[owner]

    async def _keep(self, place: int) -> None:
        """Keep one worker running until cancelled."""
        backoff = FIRST_BACKOFF
        while True:
            begun = monotonic()
            with contextlib.suppress(WorkerEnded):
                await self._run(place)
            self._tried[place].set()
            if monotonic() - begun > STEADY_SECONDS:
                backoff = FIRST_BACKOFF
            log.warning("triage.worker_ended", lane=self._name, again_in=backoff)
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, MAX_BACKOFF)

    async def _run(self, place: int) -> None:
        """Run one worker until it dies. Raises `WorkerEnded`."""
        worker = await WorkerProcess.start(self._role, self._niceness)
        if worker.problem is not None:
            log.error("triage.rules_alone", lane=self._name, problem=worker.problem)
        self._workers[place] = worker
        self._tried[place].set()
        ended = asyncio.create_task(worker.ended())
        try:
            while not ended.done():
                await self._next(worker, ended)
        finally:
            del self._workers[place]
            await worker.stop()
            ended.cancel()

    async def _next(self, worker: WorkerProcess, ended: "asyncio.Task[None]") -> None:
        """Have one job done, or return when the worker ends while there is none. Raises `WorkerEnded`."""
        taken = asyncio.create_task(self._jobs.get())
        try:
            await asyncio.wait({taken, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            taken.cancel()
        if not taken.done() or taken.cancelled():
            return
        job = taken.result()
        if ended.done():
            self._jobs.put_nowait(job)  # it died before the job: another worker does it
        elif not job.answer.done():
            try:
                answer = await worker.ask(job.request)
            except BaseException:
                _fail(job)
                raise
            if not job.answer.done():
                job.answer.set_result(answer)


def _fail(job: _Job) -> None:
    if not job.answer.done():
        job.answer.set_exception(WorkerEnded())
