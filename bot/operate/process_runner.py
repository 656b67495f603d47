"""Keep one process running: pass on what it prints, start it again when it dies, end it when asked."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from contextlib import suppress
from time import monotonic

from bot.operate.die_with_parent import dying_with_parent
from bot.operate.output import Output
from bot.operate.processes import Process

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0  # seconds before the next start, doubled each time
STEADY_SECONDS = 30.0  # after so long a death counts as the first again
GRACE_SECONDS = 10.0  # from the request to end until the process is killed
LONGEST_LINE = 16_384


class ProcessRunner:
    """Keeps one process running until it is told to stop."""

    def __init__(self, process: Process, output: Output, grace: float = GRACE_SECONDS) -> None:
        self.process = process
        self.pid: int | None = None
        self.deaths = 0
        self._output = output
        self._grace = grace
        self._stopping = asyncio.Event()
        self._killing = asyncio.Event()

    def stop(self) -> None:
        """Ask the process to end, and start it no more."""
        self._stopping.set()

    def kill(self) -> None:
        """End the process without waiting for it."""
        self._killing.set()
        self._stopping.set()

    async def keep(self) -> None:
        """Run the process, again and again, until `stop` or `kill`; returns when nothing of it is left."""
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            begun = monotonic()
            ending = await self._run()
            if self._stopping.is_set():
                return
            self.deaths += 1
            if monotonic() - begun > STEADY_SECONDS:
                pause = FIRST_PAUSE
            self._output.line(self.process.name, f"{ending}; starting it again in {pause:.1f} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _run(self) -> str:
        """One life of the process; returns how it ended, in words."""
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
        while chunk := await stream.read(LONGEST_LINE):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._write(line)
        self._write(rest)

    def _write(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        if text:
            self._output.line(self.process.name, text)


async def _first(ended: "asyncio.Task[int]", event: asyncio.Event, seconds: float | None = None) -> bool:
    """Wait for a process to end, an event, or a time, whichever is first; whether the process has ended."""
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait({ended, waiting}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    return ended.done()


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process and all it started, if anything of it is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
