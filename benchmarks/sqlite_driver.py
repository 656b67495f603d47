"""SQLite drivers for SQLAlchemy's asyncio: aiosqlite beside statements on the event loop, on a turn's database work.

    uv run python -m benchmarks.sqlite_driver            # five rounds, about eight minutes on two cores
    uv run python -m benchmarks.sqlite_driver --quick    # two short rounds, to see that it works

A turn here is what the gateway stores of one: a message is accepted, its answer is stored, and the page fetches both.
Each measurement is a process with a new database, or three processes that write to one file, as Landfall's do. The two
drivers take turns, so that a machine that changes its speed changes it for both. Figures are medians over the rounds;
nothing is asserted.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import uvloop

from benchmarks.inline_sqlite import InlineConnection
from bot.care import Store, now
from bot.care.accounts import conversations
from bot.care.messages import messages, turns
from bot.care.messages.replies import Reply
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.safety.episodes.episode import Heard
from bot.settings import Settings
from bot.store import Keyring, migrate
from bot.store.database import BUSY_SECONDS, sqlite_engine

DRIVERS: dict[str, dict[str, Any]] = {
    "aiosqlite": {"timeout": BUSY_SECONDS, "isolation_level": None},
    "inline": {"async_creator_fn": InlineConnection.open},
}
LOADS = ((1, 1), (1, 8), (1, 32), (3, 8))  # processes that write to one file, conversations at once in each
CALM = Assessment("none", (), 0.0, (), "rules-1")
SWITCH_SECONDS = 0.0005  # as in bot/app.py
LAG_SECONDS = 0.001


@dataclass(frozen=True)
class Figures:
    """What one process measured; seconds."""

    turns: int
    wall: float
    cpu: float
    median: float
    p95: float
    stall: float


ROWS: Sequence[tuple[str, str, Callable[[list[Figures]], float]]] = (
    ("turns per second", "{:.0f}", lambda all_of: sum(one.turns / one.wall for one in all_of)),
    ("latency, median", "{:.1f} ms", lambda all_of: 1000 * statistics.mean(one.median for one in all_of)),
    ("latency, p95", "{:.1f} ms", lambda all_of: 1000 * max(one.p95 for one in all_of)),
    ("CPU per turn", "{:.1f} ms", lambda all_of: 1000 * sum(o.cpu for o in all_of) / sum(o.turns for o in all_of)),
    ("longest stall of the event loop", "{:.0f} ms", lambda all_of: 1000 * max(one.stall for one in all_of)),
)


class LoopLag:
    """How late a timer of one millisecond fires at worst: the longest time for which the event loop was not free."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        """Look at the clock until cancelled."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(LAG_SECONDS)
            self.longest = max(self.longest, time.perf_counter() - begun - LAG_SECONDS)


async def work(driver: str, home: Path, at_once: int, each: int) -> Figures:
    """So many conversations at once, each with its turns one after the other."""
    settings = Settings(home=home)
    assert settings.keyring_file is not None
    engine = sqlite_engine(settings.database_url, DRIVERS[driver])
    async with Store(engine, Keyring.open(settings.keyring_file)) as store:
        people = [await someone(store) for _ in range(at_once)]
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        lag, latencies = LoopLag(), list[float]()
        watching = asyncio.create_task(lag.watch())
        cpu, begun = time.process_time(), time.perf_counter()
        await asyncio.gather(*(talk(store, one, each, latencies) for one in people))
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
        watching.cancel()
    p95 = statistics.quantiles(latencies, n=20)[18]
    return Figures(len(latencies), wall, cpu, statistics.median(latencies), p95, lag.longest)


async def someone(store: Store) -> UUID:
    """A conversation whose opening was answered."""
    async with store.begin() as unit:
        started = await conversations.start(unit, identity=None, name=None, locale="en", timezone="UTC", country="US")
    async with store.begin() as unit:
        opening = await turns.next_turn(unit, started.conversation_id, "benchmark", now())
        assert opening is not None
        await turns.answer(unit, opening, [Reply("Hello")], "benchmark", now())
    return started.conversation_id


async def talk(store: Store, conversation: UUID, each: int, latencies: list[float]) -> None:
    """One message after the other."""
    for number in range(each):
        begun = time.perf_counter()
        incoming = Incoming(conversation, str(uuid4()), f"I slept better, and it is day {number}")
        async with store.begin() as unit:
            accepted = await turns.accept(unit, incoming, CALM, Heard(""), "benchmark", now())
        assert accepted.turn is not None
        async with store.begin() as unit:
            await turns.answer(unit, accepted.turn, [Reply("Good."), Reply("What helped?")], "benchmark", now())
        async with store.read() as unit:
            await messages.news(unit, conversation, accepted.seq)
        latencies.append(time.perf_counter() - begun)


def measure(driver: str, folder: Path, processes: int, at_once: int, each: int) -> list[Figures]:
    """Run the load in processes of their own on a new database."""
    home = Path(tempfile.mkdtemp(dir=folder))
    migrate(Settings(home=home))
    Keyring.open(home / "keyring.json")
    command = [sys.executable, "-m", "benchmarks.sqlite_driver", "--worker", driver, str(home), str(at_once), str(each)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:  # all of them now
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    found = [Figures(**json.loads(one.communicate()[0])) for one in running]
    shutil.rmtree(home)
    return found


def table(load: tuple[int, int], found: dict[str, list[list[Figures]]]) -> str:
    """The figures of one load, as Markdown."""
    processes, at_once = load
    who = f"{at_once} at once" if processes == 1 else f"{processes} processes, {at_once} at once in each"
    lines = [f"| {who} | aiosqlite | inline | inline / aiosqlite |", "|---|---:|---:|---:|"]
    for name, form, value in ROWS:
        a, b = (statistics.median(value(one) for one in found[driver]) for driver in ("aiosqlite", "inline"))
        lines.append(f"| {name} | {form.format(a)} | {form.format(b)} | {b / a:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure both, a few times, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the databases are put; a disk, not memory, is what counts")
    parser.add_argument("--worker", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        driver, home, at_once, each = options.worker
        sys.setswitchinterval(SWITCH_SECONDS)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            print(json.dumps(asdict(runner.run(work(driver, Path(home), int(at_once), int(each))))))
        return
    rounds, turns_of_load = (2, 64) if options.quick else (5, 320)
    folder = Path(tempfile.mkdtemp(prefix="landfall-benchmark-", dir=options.folder))
    try:
        for processes, at_once in LOADS:
            found: dict[str, list[list[Figures]]] = {driver: [] for driver in DRIVERS}
            for number in range(rounds):
                for driver in list(DRIVERS)[:: 1 if number % 2 == 0 else -1]:
                    each = max(4, turns_of_load // at_once)
                    found[driver].append(measure(driver, folder, processes, at_once, each))
            print(table((processes, at_once), found), end="\n\n", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
