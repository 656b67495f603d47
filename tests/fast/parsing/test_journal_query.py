"""What somebody looks for in their journal is understood: when, which treatment session, which mood, which words."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.journal.tags import named_tags
from actions.parsing.journal_query import parse_query
from bot.care.journal.search import AFTER, BEFORE, LAST

WEDNESDAY = datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("what did i write in may", "2026-05-01", 31),
        ("what did i write in december", "2025-12-01", 31),
        ("last tuesday", "2026-11-24", 1),
        ("what did i write last wednesday", "2026-11-18", 1),
        ("wat did i write yesturday", "2026-11-24", 1),
        ("entries from last week", "2026-11-16", 7),
        ("on the 12th of may", "2026-05-12", 1),
        ("may 12, 2025", "2025-05-12", 1),
        ("two weeks ago", "2026-11-09", 7),
        ("3 days ago", "2026-11-22", 1),
        ("in 2025", "2025-01-01", 365),
    ],
)
def test_a_time_is_understood_looking_back_from_today(text: str, first: str, days: int) -> None:
    found = parse_query(text, "UTC", WEDNESDAY, loosely=True)
    assert found is not None
    wanted = found.wanted
    assert wanted.since == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert wanted.until is not None and wanted.until - wanted.since == timedelta(days=days)
    assert wanted.words == ()


def test_a_day_begins_where_the_client_is() -> None:
    found = parse_query("today", "America/New_York", datetime(2026, 11, 25, 2, tzinfo=UTC), loosely=False)
    assert found is not None and found.wanted.since is not None
    assert found.wanted.since.astimezone(UTC) == datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        ("after my second session", 2, AFTER),
        ("before my first treatment session", 1, BEFORE),
        ("session 3", 3, AFTER),
        ("what did i write after the infusion", LAST, AFTER),
        ("after my last session", LAST, AFTER),
    ],
)
def test_a_treatment_session_is_understood(text: str, number: int, side: str) -> None:
    found = parse_query(text, "UTC", WEDNESDAY, loosely=True)
    assert found is not None
    assert (found.wanted.session, found.wanted.side) == (number, side)


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("my low days", None, 3),
        ("days under 4", None, 3),
        ("when i felt good", 7, None),
        ("days over 6", 7, None),
        ("mood between 3 and 5", 3, 5),
        ("entries with mood 7", 7, 7),
        ("at least seven", 7, None),
    ],
)
def test_a_mood_is_understood(text: str, lowest: int | None, highest: int | None) -> None:
    found = parse_query(text, "UTC", WEDNESDAY, loosely=True)
    assert found is not None
    assert (found.wanted.lowest, found.wanted.highest) == (lowest, highest)


def test_words_a_tag_and_a_time_hold_together() -> None:
    found = parse_query("find where i wrote about my sister in may", "UTC", WEDNESDAY, loosely=True)
    assert found is not None
    assert (found.wanted.words, found.name) == (("sister",), "in May, with “sister” in it")
    tagged = parse_query("entries tagged my sister", "UTC", WEDNESDAY, loosely=True)
    assert tagged is not None and tagged.wanted.tag == "my sister"


@pytest.mark.parametrize("text", ["what did i write", "show my journal", "read the last one", "find something i wrote"])
def test_what_names_nothing_looks_for_nothing(text: str) -> None:
    assert parse_query(text, "UTC", WEDNESDAY, loosely=False) is None
    assert parse_query(text, "UTC", WEDNESDAY, loosely=True) is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("tag this with sleep", ["sleep"]),
        ("tag it family and my sister, please", ["family", "my sister"]),
        ("add the tag work to this", ["work"]),
        ("put #grief on it", ["grief"]),
        ("remove the tag sleep", ["sleep"]),
        ("label this with session", ["session"]),
        ("tag this", []),
    ],
)
def test_the_tags_in_a_sentence_are_found(text: str, tags: list[str]) -> None:
    assert named_tags(text) == tags
