"""Latency of triage in the gateway: the pool of processes beside a thread for each message, as it was before.

Short messages alone, from 32 clients at once, and while eight clients send 200,000 characters each. Each column runs in
turn with the other, so compare the columns.
"""

import argparse
import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import numpy

from bot import triage
from bot.gateway.triage_pool import TriagePool

Assess = Callable[[UUID, str], Awaitable[bool]]  # True: partial

CLIENTS = 32
LONG_TEXTS, LONG_CHARACTERS = 8, 200_000
# Everyday words and now and then words of danger: those take longer, because the words that decided are looked for.
WORDS = """
the morning after was slow and kind i made tea sat by window watched rain felt my shoulders drop wrote two pages about
father garden then called sister we laughed cried a little and walked to market where old man sold plums
""".split()  # noqa: SIM905  (easier to read than a list)
DANGER = ("i have the pills in my hand", "nobody would miss me anyway", "i can't do this any more")


def messages(seed: int) -> "itertools.chain[str]":
    """Endlessly many different short messages, one in ten of them worrying."""
    chance = random.Random(seed)

    def one() -> str:
        calm = " ".join(chance.choices(WORDS, k=chance.randint(3, 40)))
        return f"{calm}. {chance.choice(DANGER)}" if chance.random() < 0.1 else calm

    return itertools.chain.from_iterable([one()] for _ in itertools.repeat(None))


def long_text(seed: int) -> str:
    """A text of `LONG_CHARACTERS` characters in sentences that all differ, a few of them worrying."""
    return ". ".join(itertools.takewhile(_room(), messages(seed)))[:LONG_CHARACTERS]


def _room() -> Callable[[str], bool]:
    used = 0

    def fits(text: str) -> bool:
        nonlocal used
        used += len(text) + 2
        return used < LONG_CHARACTERS + 1_000

    return fits


async def rounds(assess: Assess, clients: int, times: int, seed: int) -> tuple[list[float], int]:
    """The milliseconds of each message of `clients`, who each write one after the other, and how many were partial."""
    took: list[float] = []
    partial = 0

    async def client(number: int) -> None:
        nonlocal partial
        owner, texts = uuid4(), messages(seed * 1_000 + number)
        for text in itertools.islice(texts, times):
            begun = time.perf_counter()
            partial += await assess(owner, text)
            took.append((time.perf_counter() - begun) * 1_000)
            await asyncio.sleep(0.05)

    await asyncio.gather(*(client(number) for number in range(clients)))
    return took, partial


async def flood(assess: Assess, times: int, seed: int) -> tuple[list[float], int, list[float]]:
    """`rounds` of one client while the long texts are read, and the milliseconds until each of these is answered."""
    first: list[float] = []

    async def send(number: int) -> None:
        text = long_text(seed * 100 + number)
        begun = time.perf_counter()
        await assess(uuid4(), text)
        first.append((time.perf_counter() - begun) * 1_000)

    sending = [asyncio.create_task(send(number)) for number in range(LONG_TEXTS)]
    await asyncio.sleep(0.1)
    took, partial = await rounds(assess, 1, times, seed)
    await asyncio.gather(*sending)
    return took, partial, first


async def measure(quick: bool) -> None:
    """Print the table."""
    pool = TriagePool()
    begun = time.perf_counter()
    await pool.start()
    started = time.perf_counter() - begun
    await asyncio.to_thread(triage.warm_up)

    async def by_pool(owner: UUID, text: str) -> bool:
        return (await pool.assess(owner, text, ()))[1]

    async def by_thread(owner: UUID, text: str) -> bool:
        await asyncio.to_thread(triage.assess, text, ())
        return False

    times = 20 if quick else 100
    print(f"The pool started in {started:.1f} s.\n")
    print("| messages | way | p50 ms | p99 ms | worst ms | partial | p99, thread / pool |")
    print("|---|---|---:|---:|---:|---:|---:|")
    rows: list[tuple[str, list[tuple[str, list[float], int]]]] = []
    ways = (("thread", by_thread), ("pool", by_pool))
    rows.append(("one client alone", [(name, *await rounds(way, 1, times, 1)) for name, way in ways]))
    some = max(5, times // 5)
    rows.append((f"{CLIENTS} clients at once", [(name, *await rounds(way, CLIENTS, some, 2)) for name, way in ways]))
    floods = [(name, *await flood(way, times, 3)) for name, way in ways]
    rows.append((f"one client, {LONG_TEXTS} long texts", [(name, took, part) for name, took, part, _ in floods]))
    rows.append(("those long texts", [(name, first, LONG_TEXTS * (name == "pool")) for name, _, _, first in floods]))
    for what, columns in rows:
        slow, fast = (numpy.percentile(took, 99) for _, took, _ in columns)
        for name, took, part in columns:
            print(
                f"| {what} | {name} | {numpy.percentile(took, 50):.0f} | {numpy.percentile(took, 99):.0f} "
                f"| {max(took):.0f} | {part} of {len(took)} | {f'{slow / fast:.1f}' if name == 'pool' else ''} |",
                flush=True,
            )
    await pool.stop()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer messages")
    asyncio.run(measure(parser.parse_args().quick))


if __name__ == "__main__":
    main()
