"""Latency and memory: time on one core for a message of forty words, and what the process holds."""

import os
import time

import numpy
import psutil

import bot.triage as triage

WORDS = 40
TIMES = 200
# Everyday words, so that each message of the measurement differs from the last and nothing is remembered.
_WORDS = """
the morning after was slow and kind i made tea sat by window watched rain felt my shoulders drop wrote two pages about
father garden then called sister we laughed cried a little and walked to market where old man sold plums
""".split()  # noqa: SIM905  (easier to read than a list)


def measured() -> str:
    """One sentence: median and 95th percentile over `TIMES` messages, and the memory that triage added."""
    if hasattr(os, "sched_setaffinity"):
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(before)})
    try:
        chance = numpy.random.default_rng(1)
        took = []
        for _ in range(TIMES):
            text = " ".join(chance.choice(_WORDS, WORDS)) + "."
            started = time.perf_counter()
            triage.assess(text)
            took.append((time.perf_counter() - started) * 1000)
    finally:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, before)
    return (
        f"{WORDS} words on one core: {numpy.median(took):.1f} ms at the median, {numpy.percentile(took, 95):.1f} ms at "
        f"p95; this process, with encoder and parser: {psutil.Process().memory_info().rss / 2**20:.0f} MB"
    )
