"""Triage bears any text, says why, and reads JSON Lines."""

import io
import json
import statistics
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.triage import Assessment, Tier, Turn, assess, failed, warm_up
from bot.triage.command import run
from bot.triage.context.suppression import ALL as SUPPRESSIONS
from bot.triage.model import CATEGORIES
from bot.triage.rules import ALL as RULES
from bot.triage.text.normalization import windows

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
    assert assess("hello", [Turn("assistant", None)]).tier == Tier.NONE  # type: ignore[arg-type]


def test_a_failure_of_triage_itself_is_elevated():
    assert failed().tier == Tier.ELEVATED
    assert failed().evidence == ("triage failed",)
    assert assess(Unprintable()) == failed()  # type: ignore[arg-type]


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError


def test_tiers_are_ordered():
    assert Tier.NONE < Tier.ELEVATED < Tier.HIGH < Tier.IMMINENT
    assert [tier.rank for tier in Tier] == [0, 1, 2, 3]
    assert max(Tier.HIGH, Tier.ELEVATED) is Tier.HIGH


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("i wanna kms", "i want to kill myself"),
        ("im unaliving myself", "i am killing myself"),
        ("sewer slide", "suicide"),
        ("su1c1de", "suicide"),
        ("s u i c i d e", "suicide"),
        ("sui\u200bcide", "suicide"),
        ("𝓼𝓾𝓲𝓬𝓲𝓭𝓮", "suicide"),
        ("I CAN’T", "i can not"),
        ("overdoze", "overdose"),
        ("killlll", "kill"),
        ("i am homeless", "i am homeless"),
        ("i just really want to sleep", "i want to sleep"),
    ],
)
def test_chat_language_is_made_regular(typed, read):
    assert " ".join(window.flat for window in windows(typed)) == read


def test_the_evidence_quotes_the_words_as_they_were_typed():
    assert any(line == "suicide.intent: wanna kms" for line in assess("i wanna kms").evidence)


def test_what_was_suppressed_says_why():
    found = assess("i don't want to die")
    assert found.tier == Tier.NONE
    assert any(line.startswith("spared suicide.") and "negated" in line for line in found.evidence)


def test_every_rule_has_an_id_of_its_own_a_reason_and_known_suppressions():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.reason
        assert rule.category in CATEGORIES
        assert rule.tier > Tier.NONE
        assert rule.patterns or rule.structure
        assert set(rule.suppressed_by) <= set(SUPPRESSIONS), rule.id
    assert all(suppression.reason for suppression in SUPPRESSIONS.values())


def test_no_suppression_is_left_over():
    assert {name for rule in RULES for name in rule.suppressed_by} == set(SUPPRESSIONS)


def said(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    status = run(lines, out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_answers_line_by_line_in_order():
    status, rows = said('{"id": 1, "text": "hello"}\n', '{"id": "b", "text": "i want to die"}\n')
    assert status == 0
    assert [row["id"] for row in rows] == [1, "b"]
    assert [row["tier"] for row in rows] == ["none", "high"]
    assert set(rows[0]) == {"id", "tier", "fresh", "categories", "score", "evidence", "model", "ms"}


def test_the_command_reads_the_turns_before():
    line = {
        "id": 1,
        "text": "yes",
        "context": [{"role": "assistant", "content": "Are you thinking about ending your life?"}],
    }
    assert said(json.dumps(line))[1][0]["tier"] == "high"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("not json", None),
        ("[1]", None),
        ('{"id": 7}', 7),
        ('{"id": 8, "text": 5}', 8),
        ('{"id": 9, "text": "a", "context": "b"}', 9),
        ('{"id": 10, "text": "a", "context": [{"role": "user"}]}', 10),
    ],
)
def test_a_line_the_command_cannot_read_is_elevated_and_the_rest_go_on(line, name):
    status, rows = said(line, '{"id": 2, "text": "hello"}')
    assert status == 1
    assert rows[0]["id"] == name
    assert rows[0]["tier"] == "elevated"
    assert rows[0]["error"]
    assert rows[1]["tier"] == "none"
