"""Understanding which of some offered times is meant, in the words people use."""

from datetime import date, datetime

import pytest

from actions.parsing.time_preferences import MORE, bare_hour, number, wish

TODAY = date(2026, 11, 25)  # a Wednesday
# "weekday hour" of the times on offer, from tomorrow on
OFFERED = [
    datetime(2026, 11, 26, 9),  # Thursday
    datetime(2026, 11, 26, 14),
    datetime(2026, 11, 26, 17),
    datetime(2026, 11, 27, 10, 30),  # Friday
    datetime(2026, 11, 30, 9),  # Monday
    datetime(2026, 12, 3, 14),  # Thursday
    datetime(2026, 12, 14, 18),  # Monday
]


def meant(text: str) -> list[str]:
    found = wish(text, TODAY)
    return [f"{time:%d %H:%M}" for time in OFFERED if found.fits(time)] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thursday afternoon", ["26 14:00", "03 14:00"]),
        ("Thurs afternoon?", ["26 14:00", "03 14:00"]),
        ("thu at 2", ["26 14:00", "03 14:00"]),
        ("after 5", ["26 17:00", "14 18:00"]),
        ("anything after five", ["26 17:00", "14 18:00"]),
        ("tomorrow after 5pm", ["26 17:00"]),
        ("tmrw morning", ["26 09:00"]),
        ("before 10", ["26 09:00", "30 09:00"]),
        ("not before 5 pm", ["26 17:00", "14 18:00"]),
        ("between 1 and 3", ["26 14:00", "03 14:00"]),
        ("from 9 to 11 on friday", ["27 10:30"]),
        ("10:30", ["27 10:30"]),
        ("friday at half past ten, or 10.30", ["27 10:30"]),
        ("2pm", ["26 14:00", "03 14:00"]),
        ("2 p.m. works", ["26 14:00", "03 14:00"]),
        ("at 9 am", ["26 09:00", "30 09:00"]),
        ("9 o'clock on monday", ["30 09:00"]),
        ("monday at 9 o'clock", ["30 09:00"]),
        ("14:00 tomorrow", ["26 14:00"]),
        ("next week", ["30 09:00", "03 14:00"]),
        ("in two weeks", []),
        ("in 2 weeks", ["14 18:00"]),
        ("the week after next", []),
        ("december 3", ["03 14:00"]),
        ("3rd of december", ["03 14:00"]),
        ("dec 14th in the evening", ["14 18:00"]),
        ("on the 3rd", ["03 14:00"]),
        ("the 14th", ["14 18:00"]),
        ("not thursday", ["27 10:30", "30 09:00", "14 18:00"]),
        ("i can't do thursdays, but mondays are fine", ["30 09:00", "14 18:00"]),
        ("evenings only, after work", ["26 17:00", "14 18:00"]),
        ("around lunch", []),
        ("a weekday morning", ["26 09:00", "27 10:30", "30 09:00"]),
        ("the weekend", []),
    ],
)
def test_a_wish_is_understood(text: str, expected: list[str]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text", ["the second one", "ok", "blue", "i don't know", "more", "what is this about?", "sure"]
)
def test_what_is_no_wish_is_none(text: str) -> None:
    assert not wish(text, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the second one", 2),
        ("2", 2),
        ("number 4", 4),
        ("1", 1),
        ("one", 1),
        ("the first", 1),
        ("3rd", 3),
        ("the last one", 5),
        ("any of them", 1),
        ("whatever is soonest", 1),
        ("i don't mind", 1),
        ("7", None),
        ("no idea", None),
        ("this one", None),
    ],
)
def test_a_place_in_the_list_is_understood(text: str, expected: int | None) -> None:
    assert number(text, 5) == expected


def test_a_number_beyond_the_list_is_an_hour() -> None:
    assert [time.hour for time in OFFERED if bare_hour("9").fits(time)] == [9, 9]
    assert not bare_hour("99") and not bare_hour("nine lives")


@pytest.mark.parametrize("text", ["more times", "none of these", "anything else", "others?", "those don't work"])
def test_more_is_asked_for_in_many_ways(text: str) -> None:
    assert MORE.search(text)
