"""Dates of a plan, as people say them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from actions.parsing import session_dates
from actions.parsing.session_dates import day_mentioned
from actions.parsing.short_answers import day

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "weekdays", "hour", "apart"),
    [
        ("every other tuesday", {1}, 12, 14),
        ("every other Tuesday at 6", {1}, 18, 14),
        ("each friday at 10am", {4}, 10, 7),
        ("every 2 weeks on monday at 9:30", {0}, 9, 14),
        ("every monday and thursday at 3pm", {0, 3}, 15, None),
    ],
)
def test_a_rhythm_gives_as_many_days_as_there_are_sessions(
    text: str, weekdays: set[int], hour: int, apart: int | None
) -> None:
    days = session_dates.several(text, BERLIN, 6)
    assert len(days) == 6
    assert {one.moment.weekday() for one in days} == weekdays
    assert {one.moment.hour for one in days} == {hour}
    between = {later.moment.date() - one.moment.date() for one, later in pairwise(days)}
    assert apart is None or between == {timedelta(days=apart)}


@pytest.mark.parametrize(
    ("text", "count"),
    [("friday at 6", 1), ("in two weeks", 1), ("monday at 2, then in two weeks", 2),
     ("tomorrow, friday and in 20 days", 3),
     ("whenever they call", 0), ("no idea", 0)],
)  # fmt: skip
def test_single_days_and_lists_are_found(text: str, count: int) -> None:
    assert len(session_dates.several(text, BERLIN, 6)) == count


@pytest.mark.parametrize(
    ("text", "weekday", "hour"),
    [
        ("move my session to monday", 0, 12),
        ("can we move it from tuesday to friday at 2", 4, 14),
        ("reschedule session 3 to wednesday 10am", 2, 10),
        ("push my session to next thursday", 3, 12),
        ("saturday at 11", 5, 11),
    ],
)
def test_the_new_date_is_the_one_after_the_wish(text: str, weekday: int, hour: int) -> None:
    day = session_dates.new_date(text, BERLIN)
    assert day is not None
    assert (day.moment.weekday(), day.moment.hour) == (weekday, hour)
    assert day.moment >= datetime.now(ZoneInfo(BERLIN)) - timedelta(days=1)


@pytest.mark.parametrize("text", ["move my session", "i need to reschedule", "can i change the date"])
def test_a_wish_without_a_date_has_none(text: str) -> None:
    assert session_dates.new_date(text, BERLIN) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("move session 3 to monday", 3), ("cancel my second session", 2), ("cancel the sixth one", 6),
     ("cancel the next one", None), ("move it to may 3", None), ("cancel treatment 4", 4)],
)  # fmt: skip
def test_which_session_is_meant(text: str, number: int | None) -> None:
    assert session_dates.number_of(text) == number


@pytest.mark.parametrize(
    ("text", "days"),
    [("i had my session yesterday", 1), ("it was three days ago", 3), ("last week", 7), ("just got back", 0),
     ("look back", None), ("two days ago", 2)],
)  # fmt: skip
def test_how_long_ago_it_was(text: str, days: int | None) -> None:
    found = session_dates.ago(text)
    assert (None if found is None else round((datetime.now(UTC) - found) / timedelta(days=1))) == days


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("tomorrow at 3pm and im scared", "tomorrow at 3pm"),
        ("set my intention for friday", "friday"),
        ("prep for friday at 2, im scared", "friday at 2"),
        ("its on the 12th", "the 12th"),
        ("prepare, obviously. tomorrow, 9. third time i've said it", "tomorrow at 9"),
        ("i have a session on the 12th in the afternoon", "the 12th in the afternoon"),
        ("get ready for sat 2pm", "saturday at 2pm"),
        ("i'm seeing them at 3pm tomorrow", "tomorrow at 3pm"),
        ("i have my first one in 2 days", "in 2 days"),
    ],
)
def test_a_day_ahead_is_found_in_a_message_about_something_else(text: str, same_as: str) -> None:
    assert day_mentioned(text, "Europe/London") == day(same_as, "Europe/London")


@pytest.mark.parametrize(
    "text",
    [
        "i want to prepare",
        "i want to prepare, i've been low since monday",
        "last monday was hard, help me prepare",
        "i went on friday and want to prepare for the next",
        "i sat down to prepare",
        "help me prepare, i feel bad today",
        "prepare for monday or tuesday",
    ],
)
def test_no_day_is_found_where_there_is_none_ahead_or_more_than_one(text: str) -> None:
    assert day_mentioned(text, "Europe/London") is None


@pytest.mark.parametrize("text", ["the 12th", "12th", "on the 31st", "the 1st at 9"])
def test_a_day_of_the_month_is_the_next_one(text: str) -> None:
    found, here = day(text, "Europe/London"), datetime.now(ZoneInfo("Europe/London"))
    assert found is not None
    assert found.moment.day == int("".join(one for one in text.split(" at ")[0] if one.isdigit()))
    assert here.date() <= found.moment.date() <= here.date() + timedelta(days=62)
