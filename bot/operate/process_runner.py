"""Process runner: starts one process, passes on its output and restarts it with exponential backoff when it dies."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from contextlib import suppress
from time import monotonic

from bot.operate.die_with_parent import dying_with_parent
from bot.operate.output import Output
from bot.operate.processes import Process

FIRST_BACKOFF, MAX_BACKOFF = 0.2, 10.0  # seconds before the next start, doubled each time
STEADY_SECONDS = 30.0  # a process that ran for so long starts again with the first backoff
GRACE_SECONDS = 10.0  # from SIGTERM until SIGKILL
MAX_LINE_BYTES = 16_384


class ProcessRunner:
    """Keeps one process running until `stop` or `kill`; what it started dies with it (process group)."""

    def __init__(self, process: Process, output: Output, grace: float = GRACE_SECONDS) -> None:
        self.process = process
        self.pid: int | None = None
        self.deaths = 0
        self._output = output
        self._grace = grace
        self._stopping = asyncio.Event()
        self._killing = asyncio.Event()

    def stop(self) -> None:
        """Ask the process to end (SIGTERM, after the grace period SIGKILL) and do not restart it."""
        self._stopping.set()

    def kill(self) -> None:
        """Kill the process now (SIGKILL) and do not restart it."""
        self._killing.set()
        self._stopping.set()

    async def run(self) -> None:
        """Run and restart the process until `stop` or `kill`; returns when nothing of it is left."""
        backoff = FIRST_BACKOFF
        while not self._stopping.is_set():
            begun = monotonic()
            ending = await self._run_once()
            if self._stopping.is_set():
                return
            self.deaths += 1
            if monotonic() - begun > STEADY_SECONDS:
                backoff = FIRST_BACKOFF
            self._output.line(self.process.name, f"{ending}; starting it again in {backoff:.1f} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), backoff)
            backoff = min(backoff * 2, MAX_BACKOFF)

    async def _run_once(self) -> str:
        """Run the process once; returns how it ended, in words."""
        try:
            child = await asyncio.create_subprocess_exec(
                *dying_with_parent(self.process.argv),
                env=self.process.env,
                cwd=self.process.cwd,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=STDOUT,
                start_new_session=True,  # so that Ctrl-C reaches only us, and we end the others in order
            )
        except OSError as error:
            return f"cannot be started ({error.strerror})"
        self.pid = child.pid
        assert child.stdout is not None
        reading = asyncio.create_task(self._pass_on(child.stdout))
        try:
            await self._until_ended(child)
        finally:
            signal_group(child.pid, signal.SIGKILL)  # whatever it started and left behind
            self.pid = None
            with suppress(TimeoutError):
                await asyncio.wait_for(reading, 1.0)
        return _ending(await child.wait())

    async def _until_ended(self, child: asyncio.subprocess.Process) -> None:
        ended = asyncio.create_task(child.wait())
        if await _first(ended, self._stopping):
            return
        signal_group(child.pid, signal.SIGTERM)
        if await _first(ended, self._killing, self._grace):
            return
        if not self._killing.is_set():
            self._output.line(self.process.name, f"has not ended within {self._grace:.0f} s; it is killed")
        signal_group(child.pid, signal.SIGKILL)
        await ended

    async def _pass_on(self, stream: asyncio.StreamReader) -> None:
        rest = b""
        while chunk := await stream.read(MAX_LINE_BYTES):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > MAX_LINE_BYTES:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._write(line)
        self._write(rest)

    def _write(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        if text:
            self._output.line(self.process.name, text)


async def _first(ended: "asyncio.Task[int]", event: asyncio.Event, seconds: float | None = None) -> bool:
    """Wait for a process to end, an event, or a time, whichever is first. True if the process has ended."""
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait({ended, waiting}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    return ended.done()


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process group: the process and all it started, if anything of it is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
