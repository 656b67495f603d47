"""Supervisor of all processes: starts them in order, keeps them running, and stops them in the opposite order."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.operate.output import Output
from bot.operate.process_runner import GRACE_SECONDS, ProcessRunner
from bot.operate.processes import Process


class Supervisor:
    """Supervises the processes for as long as its `async with` block runs; after the block none of them is left."""

    def __init__(self, processes: Sequence[Process], output: Output, grace: float = GRACE_SECONDS) -> None:
        self.runners = {process.name: ProcessRunner(process, output, grace) for process in processes}
        self._output = output
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        for name, runner in self.runners.items():
            self._tasks[name] = asyncio.create_task(runner.run(), name=f"run {name}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, runner in reversed(self.runners.items()):
            self._output.say(f"Stopping {name}")
            runner.stop()
            await asyncio.wait({self._tasks[name]})
        await asyncio.gather(*self._tasks.values())

    def kill(self) -> None:
        """Kill all processes at once (SIGKILL), without their grace period."""
        for runner in self.runners.values():
            runner.kill()
