"""The engine bears any text, in bounded time, from many threads, and a failure of its own is elevated."""

import statistics
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.triage import Assessment, ContextMessage, Tier, assess, failed, warm_up

ODD = {
    "nothing": "",
    "blanks": " " * 100_000,
    "one letter": "a" * 100_000,
    "dots": "." * 100_000,
    "quotes": '"' * 100_000,
    "no full stop": "i want to not take them and you know they are here because i am " * 1_500,
    "emoji": "😂🔪" * 20_000,
    "right-to-left marks": "\u202e\u200f" * 50_000,
    "half surrogates": "\ud800" * 100_000,
    "NUL": "\x00" * 1000,
    "html": "<b onclick='x'>" * 5_000,
    "spaced letters": "k i l l " * 12_500,
    "negations": "not " * 25_000,
}


@pytest.fixture(scope="module", autouse=True)
def _warm():
    warm_up()


@pytest.mark.parametrize("name", ODD)
def test_any_text_is_assessed_in_bounded_time(name):
    started = time.perf_counter()
    found = assess(ODD[name])
    assert isinstance(found, Assessment)
    assert found != failed()
    assert time.perf_counter() - started < 15  # about a second on an idle core


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert assess(text) != failed()


def test_the_end_of_a_very_long_text_is_read():
    entry = "".join(f"On day {n} I walked to the harbour and back. " for n in range(2_000))
    assert assess(entry + "i want to kill myself").tier == Tier.HIGH


def test_a_usual_message_takes_about_ten_milliseconds():
    message = (
        "today was hard at work and i felt a bit low but then i walked by the river with my sister and we talked "
        "about the summer and about mom and it helped, i want to try to sleep earlier this week i think"
    )
    took = []
    for _ in range(50):
        started = time.perf_counter()
        assess(message)
        took.append(time.perf_counter() - started)
    assert statistics.median(took) < 0.05  # 3 ms on an idle core; the machine of a test run is seldom idle


def test_many_threads_may_ask_at_once():
    found: list[Tier] = []
    threads = [threading.Thread(target=lambda: found.append(assess("i want to die").tier)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Tier.HIGH] * 8


def test_a_broken_context_does_not_break_it():
    assert assess("hello", [ContextMessage("assistant", None)]).tier == Tier.NONE  # type: ignore[arg-type]


def test_a_failure_of_triage_itself_is_elevated():
    assert failed().tier == Tier.ELEVATED
    assert failed().evidence == ("triage failed",)
    assert assess(Unprintable()) == failed()  # type: ignore[arg-type]


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError
