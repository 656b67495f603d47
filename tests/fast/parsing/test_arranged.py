"""Which of the five items of the space are open: said in numbers, in words, by what is missing, or by what is there."""

import pytest

from actions.parsing.arranged import arranged
from actions.preparation.space import NAMED

LIE, QUIET, TIME, NOTES, COMPANY = NAMED
EVERY = set(NAMED)


@pytest.mark.parametrize(
    ("said", "still_open"),
    [
        ("all done", set()),
        ("yes", set()),
        ("yep all five", set()),
        ("everything's arranged", set()),
        ("everything but the ride", {COMPANY}),
        ("all except 3 and 5", {TIME, COMPANY}),
        ("yes but nobody will be with me", {COMPANY}),
        ("no i work at 6 that day", {TIME}),
        ("haven't read the notes yet", {NOTES}),
        ("havent found a sitter and the kids are home still", {COMPANY, QUIET}),
        ("just the ride is missing", {COMPANY}),
        ("1 2 3 are fine, 4 not yet", {NOTES}),
        ("not 2", {QUIET}),
        ("Number 5 is not. My sister was going to come but she works the afternoon of the 12th.", {COMPANY}),
    ],
)
def test_what_is_open_is_heard_and_the_rest_is_settled(said: str, still_open: set[str]) -> None:
    found = arranged(said, NAMED, asked_for_open=False)
    assert found.open == still_open
    assert found.settled == EVERY - still_open


@pytest.mark.parametrize("said", ["not yet", "no", "hm", "...", "what a list", "not sure"])
def test_what_says_nothing_of_an_item_ticks_none(said: str) -> None:
    found = arranged(said, NAMED, asked_for_open=False)
    assert not found.open
    assert not found.settled


def test_who_tells_of_one_thing_that_is_there_has_settled_that_one() -> None:
    assert arranged("my sister sits with me", NAMED, asked_for_open=False).settled == {COMPANY}


@pytest.mark.parametrize(
    ("said", "still_open"),
    [
        ("3", {TIME}),
        ("3 and 5", {TIME, COMPANY}),
        ("the ride", {COMPANY}),
        ("i dont have a sofa", {LIE}),
        ("hm", set()),
    ],
)
def test_asked_for_what_is_open_a_name_is_enough(said: str, still_open: set[str]) -> None:
    assert arranged(said, NAMED, asked_for_open=True).open == still_open


def test_asked_for_what_is_open_none_settles_all() -> None:
    assert arranged("none of them actually", NAMED, asked_for_open=True).settled == EVERY
