"""Action server: ours (aiohttp) beside `rasa_sdk`'s own (Sanic), on an action that does nothing.

    uv run python -m benchmarks.action_server            # five rounds, about two minutes on two cores
    uv run python -m benchmarks.action_server --quick    # two short rounds, to see that it works

Both servers load all actions of the project, are asked over loopback by one process, and get the same call: the tracker
of an ordinary turn. The two take turns. Figures are medians over the rounds; nothing is asserted.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import psutil
from aiohttp import web
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from tests.support.live import free_ports

SERVERS = ("rasa_sdk", "ours")
AT_ONCE = (1, 8)
TOKEN = "a-token-for-the-benchmark"
EVENTS, SLOTS = 40, 90  # about what five kept turns have


class ActionNothing(Action):
    """Says one word. It is known to both servers, because every action that is loaded is registered."""

    def name(self) -> str:
        """The name that is asked for."""
        return "action_nothing"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say it."""
        dispatcher.utter_message(text="Yes.")
        return []


@dataclass(frozen=True)
class Figures:
    """What was measured of one server; seconds and bytes."""

    rate: float
    latencies: list[float]
    cpu: float
    memory: int
    start: float


ROWS: Sequence[tuple[str, str, Callable[[Figures], float]]] = (
    ("calls per second", "{:.0f}", lambda one: one.rate),
    ("latency, median", "{:.2f} ms", lambda one: 1000 * statistics.median(one.latencies)),
    ("latency, p99", "{:.2f} ms", lambda one: 1000 * statistics.quantiles(one.latencies, n=100)[98]),
    ("CPU per call", "{:.2f} ms", lambda one: 1000 * one.cpu),
    ("memory", "{:.0f} MiB", lambda one: one.memory / 2**20),
    ("from start to first answer", "{:.1f} s", lambda one: one.start),
)


def call() -> dict[str, Any]:
    """What Rasa sends."""
    event = {"event": "user", "timestamp": 1.0, "text": "I slept better", "parse_data": {"intent": {"name": "inform"}}}
    return {
        "next_action": "action_nothing",
        "sender_id": "somebody",
        "version": "3.6.21",
        "domain": {},
        "tracker": {
            "sender_id": "somebody",
            "slots": {f"slot_{number}": None for number in range(SLOTS)},
            "latest_message": event,
            "events": [event | {"timestamp": float(number)} for number in range(EVENTS)],
            "paused": False,
            "active_loop": {},
            "latest_action_name": "action_listen",
        },
    }


def serve(server: str, port: int) -> None:
    """Run one of the two servers until it is ended."""
    if server == "rasa_sdk":
        from rasa_sdk.endpoint import create_app

        create_app("actions").run("127.0.0.1", port, access_log=False)
    else:
        from actions.server import init_app

        web.run_app(init_app(), host="127.0.0.1", port=port, access_log=None, print=None)


async def measure(server: str, at_once: int, calls: int) -> Figures:
    """Start a server, ask it, end it."""
    port = free_ports(1)[0]
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs on this loop yet
        [sys.executable, "-m", "benchmarks.action_server", "--serve", server, str(port)],
        env=os.environ | {"LANDFALL_SERVICE_TOKEN": TOKEN},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url, body, latencies = f"http://127.0.0.1:{port}/webhook?token={TOKEN}", call(), list[float]()
    try:
        async with aiohttp.ClientSession() as http:

            async def ask() -> None:
                async with http.post(url, json=body) as response:
                    assert response.status == 200, response.status
                    await response.json()

            async def ask_often(count: int) -> None:
                for _ in range(count):
                    asked = time.perf_counter()
                    await ask()
                    latencies.append(time.perf_counter() - asked)

            while True:
                try:
                    await ask()
                    break
                except aiohttp.ClientConnectionError:
                    assert process.poll() is None, "the server ended"
                    await asyncio.sleep(0.02)
            start = time.perf_counter() - begun
            await asyncio.gather(*(ask_often(20) for _ in range(at_once)))  # warm
            latencies.clear()
            watched = psutil.Process(process.pid)
            used, begun = sum(watched.cpu_times()[:2]), time.perf_counter()
            await asyncio.gather(*(ask_often(calls // at_once) for _ in range(at_once)))
            wall, used = time.perf_counter() - begun, sum(watched.cpu_times()[:2]) - used
            memory = watched.memory_full_info().uss
    finally:
        process.kill()
        process.wait()
    return Figures(len(latencies) / wall, latencies, used / len(latencies), memory, start)


def table(at_once: int, found: dict[str, list[Figures]]) -> str:
    """The figures of one load, as Markdown."""
    lines = [f"| {at_once} at once | rasa_sdk | ours | ours / rasa_sdk |", "|---|---:|---:|---:|"]
    for name, form, value in ROWS:
        a, b = (statistics.median(map(value, found[server])) for server in SERVERS)
        lines.append(f"| {name} | {form.format(a)} | {form.format(b)} | {b / a:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure both, a few times, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve[0], int(options.serve[1]))
        return
    rounds, calls = (2, 400) if options.quick else (5, 3000)
    for at_once in AT_ONCE:
        found: dict[str, list[Figures]] = {server: [] for server in SERVERS}
        for number in range(rounds):
            for server in SERVERS[:: 1 if number % 2 == 0 else -1]:
                found[server].append(asyncio.run(measure(server, at_once, calls)))
        print(table(at_once, found), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
