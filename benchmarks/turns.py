"""Turns per second, latency, memory and time to first answer: Landfall beside a stock `rasa init` bot, in one run.

    uv run python -m benchmarks.turns            # about ten minutes on two cores
    uv run python -m benchmarks.turns --quick    # fewer turns, to see that it works

Landfall is driven as a chat page drives it: a message is posted, and the answer is waited for with a long poll; triage,
encryption, storage and the action server are all at work. The stock bot is driven over its REST channel, in memory.
Both run alone, one after the other, again and again, so that a machine that changes its speed changes it for both.
"""

import argparse
import asyncio
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
import psutil

from bot.operate.environment import RASA_VARIABLES, rasa
from bot.operate.training import train
from bot.settings import Settings
from tests.support.client import Client
from tests.support.live import Live
from tests.support.ports import free_ports

SAYINGS = ("hello", "what can you do?", "are you a bot?", "thank you", "how are you today?", "hi there")
AT_ONCE = (1, 8, 32)
EARLY, LATE = 10, 500
Say = Callable[[str], Awaitable[None]]


@dataclass
class Figures:
    """What was measured of one bot; latencies in seconds."""

    first_answer: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    latencies: dict[int, list[float]] = field(default_factory=dict)
    rates: dict[int, list[float]] = field(default_factory=dict)
    at_turn: dict[int, list[float]] = field(default_factory=dict)


class Stock:
    """The bot of `rasa init`, trained as it comes, on its REST channel and its in-memory store."""

    name = "stock"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "stock"
        self.port = free_ports(1)[0]
        self.env = os.environ | RASA_VARIABLES

    def prepare(self) -> None:
        """Make and train it, once."""
        self.folder.mkdir(parents=True)
        subprocess.run(
            rasa("init", "--no-prompt", "--init-dir", str(self.folder)),
            env=self.env,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Start its one process."""
        self.process = subprocess.Popen(
            rasa("run", "--port", str(self.port), "-i", "127.0.0.1"),
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    async def ready(self) -> None:
        """Wait until it answers."""
        async with aiohttp.ClientSession() as http:
            while True:
                try:
                    async with http.get(f"http://127.0.0.1:{self.port}/webhooks/rest/") as response:
                        if response.status == 200 and await self._answers(http):
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        body = {"sender": "first", "message": "hello"}
        async with http.post(f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", json=body) as response:
            return bool(await response.json())

    async def someone(self, http: aiohttp.ClientSession) -> Say:
        """A new person; call the result with what they say."""
        sender = str(uuid4())

        async def say(text: str) -> None:
            body = {"sender": sender, "message": text}
            async with http.post(f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", json=body) as response:
                assert response.status == 200
                await response.json()

        return say

    def pids(self) -> list[int]:
        """Its processes."""
        return [self.process.pid]

    async def stop(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Landfall:
    """All three processes, as `make up` starts them, on SQLite."""

    name = "landfall"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.round = 0

    def prepare(self) -> None:
        """Train it if it has changed."""
        train(Settings())

    def start(self) -> None:
        """Start its processes on a new database."""
        self.round += 1
        # nobody types this fast: without the pace for single clients, or it would be what is measured
        self.live = Live(self.folder / f"landfall-{self.round}", messages_per_second=1000)
        self.live.start()

    async def ready(self) -> None:
        """Wait until a person gets an answer."""
        await self.live.ready()
        async with aiohttp.ClientSession() as http:
            await (await self.someone(http))("hello")

    async def someone(self, http: aiohttp.ClientSession) -> Say:
        """A new person who has agreed and would rather not give a name."""
        client = Client(self.live)
        await client.open()
        await client.agree()
        await client.press("Skip")
        await client.close()
        url, seen = self.live.url, client.shown[-1]["seq"]

        async def say(text: str) -> None:
            nonlocal seen
            body = {"client_message_id": str(uuid4()), "text": text}
            async with http.post(f"{url}/v1/messages", json=body, headers=client.headers) as response:
                assert response.status == 202, await response.text()
                seen = (await response.json())["seq"]
            while True:
                query = {"after": str(seen), "wait": "20"}
                async with http.get(f"{url}/v1/messages", params=query, headers=client.headers) as response:
                    fresh = (await response.json())["messages"]
                if fresh:
                    seen = fresh[-1]["seq"]
                    return

        return say

    def pids(self) -> list[int]:
        """Their processes."""
        return [process.pid for process in self.live._running.values()]

    async def stop(self) -> None:
        """End them."""
        await self.live.stop()


async def measure(bot: Stock | Landfall, figures: Figures, turns: int, late: int) -> None:
    """Start the bot, measure it, end it."""
    begun = time.perf_counter()
    bot.start()
    try:
        await bot.ready()
        figures.first_answer.append(time.perf_counter() - begun)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            for at_once in AT_ONCE:
                await crowd(bot, http, figures, at_once, turns)
            await long_conversation(bot, http, figures, late)
        figures.memory.append(sum(memory(pid) for pid in bot.pids()))
    finally:
        await bot.stop()


async def crowd(bot: Stock | Landfall, http: aiohttp.ClientSession, figures: Figures, at_once: int, turns: int) -> None:
    """So many people at once, each saying one thing after the other."""
    people = [await bot.someone(http) for _ in range(at_once)]
    each = max(5, turns // at_once)
    latencies = figures.latencies.setdefault(at_once, [])

    async def talk(say: Say) -> None:
        for number in range(each):
            latencies.append(await timed(say, SAYINGS[number % len(SAYINGS)]))

    begun = time.perf_counter()
    await asyncio.gather(*(talk(say) for say in people))
    figures.rates.setdefault(at_once, []).append(at_once * each / (time.perf_counter() - begun))


async def long_conversation(bot: Stock | Landfall, http: aiohttp.ClientSession, figures: Figures, late: int) -> None:
    """One person who goes on and on: the ten turns around an early one, and around a late one."""
    say = await bot.someone(http)
    for number in range(1, late + 6):
        seconds = await timed(say, SAYINGS[number % len(SAYINGS)])
        for mark in (EARLY, late):
            if abs(number - mark) <= 5:
                figures.at_turn.setdefault(mark, []).append(seconds)


async def timed(say: Say, text: str) -> float:
    """How long one turn takes."""
    begun = time.perf_counter()
    await say(text)
    return time.perf_counter() - begun


def memory(pid: int) -> int:
    """What a process and its children take for themselves, in bytes (USS)."""
    process = psutil.Process(pid)
    return sum(each.memory_full_info().uss for each in [process, *process.children(recursive=True)])


def ms(seconds: list[float], quantile: float = 0.5) -> str:
    """A latency in milliseconds."""
    value = statistics.quantiles(seconds, n=100)[round(quantile * 100) - 1] if len(seconds) > 1 else seconds[0]
    return f"{value * 1000:.0f} ms"


def table(stock: Figures, ours: Figures, late: int) -> str:
    """The result, as Markdown."""
    rows = [("", "stock `rasa init` bot", "Landfall", "Landfall / stock")]
    for at_once in AT_ONCE:
        a, b = statistics.median(stock.rates[at_once]), statistics.median(ours.rates[at_once])
        rows.append((f"turns per second, {at_once} at once", f"{a:.0f}", f"{b:.0f}", f"{b / a:.2f}"))
        x, y = stock.latencies[at_once], ours.latencies[at_once]
        ratio = statistics.median(y) / statistics.median(x)
        rows.append(
            (f"latency, {at_once} at once (median, p95)", f"{ms(x)}, {ms(x, 0.95)}", f"{ms(y)}, {ms(y, 0.95)}",
             f"{ratio:.2f}")
        )  # fmt: skip
    for mark in (EARLY, late):
        x, y = stock.at_turn[mark], ours.at_turn[mark]
        ratio = statistics.median(y) / statistics.median(x)
        rows.append((f"latency around turn {mark} (median)", ms(x), ms(y), f"{ratio:.2f}"))
    a, b = statistics.median(stock.memory) / 2**20, statistics.median(ours.memory) / 2**20
    rows.append(("memory of all processes", f"{a:.0f} MiB", f"{b:.0f} MiB", f"{b / a:.2f}"))
    a, b = statistics.median(stock.first_answer), statistics.median(ours.first_answer)
    rows.append(("from start to first answer", f"{a:.1f} s", f"{b:.1f} s", f"{b / a:.2f}"))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]])


async def main() -> None:
    """Measure both, a few times, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    rounds, turns, late = (1, 40, 60) if options.quick else (3, 320, LATE)
    folder = Path(tempfile.mkdtemp(prefix="landfall-benchmark-"))
    try:
        bots = [(Stock(folder), Figures()), (Landfall(folder), Figures())]
        for bot, _ in bots:
            print(f"preparing {bot.name} ...", file=sys.stderr)
            bot.prepare()
        for number in range(rounds):
            for bot, figures in bots:
                print(f"round {number + 1} of {rounds}: {bot.name} ...", file=sys.stderr)
                await measure(bot, figures, turns, late)
        print(table(bots[0][1], bots[1][1], late))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main())
