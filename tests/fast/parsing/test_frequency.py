"""How often, in people's own words: read as points where it is plain, and asked again where it is not."""

import pytest

from actions.parsing.frequency import how_often, how_often_first

SAID = {
    0: "not at all | never | nope | no | none | zero | 0 | Not once | no, never | i haven't | no not at all",
    1: "several days | some days | sometimes | a few days | once or twice | now and then | 1 | a couple of days"
    " | not very often | rarely | 3 days | not much | here and there | two days a week | one day | a bit",
    2: "more than half the days | most days | 2 | a 2 | most of the time | often | more often than not | 9 days"
    " | five days a week | every other day | usually | more then half | probably 2",
    3: "nearly every day | pretty much every day | every day | daily | all the time | 3 | always | every single night"
    " | almost everyday, i can't fall asleep until three | Nearly every day. | 13 days | constantly",
}
NOT_PLAIN = (
    "i never sleep | yes | idk | 4 | 7 out of 10 | not every day | every day or most days"
    " | what does that mean? | how often do people say every day? | since my mother died i do not feel like myself"
    " | i never feel like i am good enough | 20 days | not really | "
)


@pytest.mark.parametrize(
    ("text", "points"), [(text, points) for points, all in SAID.items() for text in all.split(" | ")]
)
def test_how_often_is_understood(text: str, points: int) -> None:
    assert how_often(text) == points


@pytest.mark.parametrize("text", NOT_PLAIN.split(" | "))
def test_what_is_not_plain_is_asked_again(text: str) -> None:
    assert how_often(text) is None


def test_a_single_day_counts_so_that_no_thought_of_death_is_read_as_none() -> None:
    assert how_often("just one day") == 1
    assert how_often("once") == 1


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("nearly every day i think of dying", 3),
        ("every day, i want to die", 3),
        ("more than half the days", 2),
        ("i just took all of my pills at once", None),
        ("i keep hitting my head until it goes quiet, did it twice today", None),
        ("relapsed after 200 days, burned my arm", None),
    ],
)
def test_an_answer_that_goes_on_is_one_only_where_it_begins_with_how_often(text: str, points: int | None) -> None:
    assert how_often_first(text) == points
