"""Short answers: a number, yes or no, a day, which one, and an age."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.parsing import short_answers

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("0", 0), ("10", 10), ("6/10", 6), ("6 out of 10", 6), ("about a 6", 6), ("ten", 10), ("zero", 0),
        ("a solid eight today", 8), ("7ish", 7), ("6.5", 7), ("six and a half", 7),
        ("10/10", 10), ("10 out of 10", 10), ("I'd say 4.", 4),
        ("no one is here, so 3", 3), ("one of those days, 2", 2), ("five, five!", 5),
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_said(text: str, number: int) -> None:
    assert short_answers.score(text) == number


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("11", short_answers.OUTSIDE),
        ("-3", short_answers.OUTSIDE),
        ("minus 2", short_answers.OUTSIDE),
        ("100", short_answers.OUTSIDE),
        ("6 or 7", short_answers.SEVERAL),
        ("between four and five", short_answers.SEVERAL),
        ("not great", short_answers.UNCLEAR),
        ("no one knows", short_answers.UNCLEAR),
        ("", short_answers.UNCLEAR),
    ],
)
def test_what_is_no_number_from_0_to_10_says_why(text: str, problem: str) -> None:
    assert short_answers.score(text) == problem


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", short_answers.YES),
        ("Yeah, on the sofa", short_answers.YES),
        ("i'm safe", short_answers.YES),
        ("yes, no worries", short_answers.YES),
        ("no", short_answers.NO),
        ("nope", short_answers.NO),
        ("i'm not", short_answers.NO),
        ("I’m not safe", short_answers.NO),
        ("no thanks", short_answers.NO),
        ("safe? no", short_answers.NO),
        ("not sure", short_answers.UNSURE),
        ("I think so", short_answers.UNSURE),
        ("kind of", short_answers.UNSURE),
        ("i don't know", short_answers.UNSURE),
        ("a blue door", None),
    ],
)
def test_yes_no_and_unsure_are_told_apart(text: str, answer: str | None) -> None:
    assert short_answers.choice(text) == answer


def in_berlin() -> datetime:
    return datetime.now(ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("text", "weekday", "hour"),
    [
        ("friday at 2", 4, 14), ("next friday at 10", 4, 10), ("this coming thursday 2pm", 3, 14),
        ("Monday morning", 0, None),
        ("it's on tuesday at 9:30", 1, 9), ("weds at noon", 2, None), ("my session is on sat at 6", 5, 18),
    ],
)  # fmt: skip
def test_a_weekday_is_the_coming_one_in_their_timezone(text: str, weekday: int, hour: int | None) -> None:
    day = short_answers.day(text, BERLIN)
    assert day is not None
    assert day.moment.weekday() == weekday
    assert timedelta(days=-1) < day.moment - in_berlin() <= timedelta(days=8)
    assert (day.moment.hour if day.to_the_hour else None) == hour


@pytest.mark.parametrize(("text", "days"), [("tomorrow at 3pm", 1), ("tmrw", 1), ("in two weeks", 14), ("tonight", 0)])
def test_a_day_is_counted_from_today(text: str, days: int) -> None:
    day = short_answers.day(text, BERLIN)
    assert day is not None
    assert (day.moment.date() - in_berlin().date()).days == days


@pytest.mark.parametrize("text", ["soon", "yesterday", "i hope it goes well", "11", "next week", "", "who knows"])
def test_what_names_no_coming_day_is_left_in_their_words(text: str) -> None:
    assert short_answers.day(text, BERLIN) is None


def test_an_unknown_timezone_is_read_as_utc() -> None:
    assert short_answers.day("tomorrow at 3pm", "Mars/Olympus") is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the last one", 1),
        ("number 3", 3),
        ("the second one", 2),
        ("open two", 2),
        ("my journal", None),
        ("this one", None),
    ],
)
def test_which_entry_is_meant(text: str, number: int | None) -> None:
    assert short_answers.which(text) == number


@pytest.mark.parametrize(
    "text", ["i'm 16", "I’m only 15", "im under 18", "not yet 18", "i am a minor", "i turn 18 in may"]
)
def test_somebody_who_says_so_is_under_age(text: str) -> None:
    assert short_answers.says_under_age(text)


@pytest.mark.parametrize(
    "text", ["i'm 30", "14", "friday at 2", "i am 15 minutes late", "8/10", "i'm 17 weeks pregnant"]
)
def test_a_number_alone_is_no_age(text: str) -> None:
    assert not short_answers.says_under_age(text)


@pytest.mark.parametrize(
    "text", ["like a 3. up since 5 with the dog", "3, we have 2 cats now", "3! and 10 missed calls"]
)
def test_of_several_numbers_the_first_clause_says_the_score(text: str) -> None:
    assert short_answers.score(text) == 3


@pytest.mark.parametrize("text", ["3 or 4", "yesterday a 3, today a 5", "it was 8 before. now 2"])
def test_numbers_of_which_either_may_be_meant_are_asked_about(text: str) -> None:
    assert short_answers.score(text) == short_answers.SEVERAL


@pytest.mark.parametrize("text", ["i don't know, i'm bad at this", "idk", "um, no idea honestly", "dunno really"])
def test_somebody_without_an_answer_says_so(text: str) -> None:
    assert short_answers.knows_none(text)


@pytest.mark.parametrize(
    "text",
    ["i don't know how to rest", "to not know is fine", "i do not know who i am without the pain and want to find out"],
)
def test_not_knowing_something_is_an_answer(text: str) -> None:
    assert not short_answers.knows_none(text)


@pytest.mark.parametrize(
    ("text", "answer"), [("yeh worn off", "yes"), ("mostly, a bit wavy", "unsure"), ("aye", "yes")]
)
def test_whether_it_has_worn_off_is_heard_in_their_words(text: str, answer: str) -> None:
    assert short_answers.choice(text) == answer
