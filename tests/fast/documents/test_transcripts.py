"""Transcripts stay the same from one day to the next, and show every word all the same."""

import pytest

from bot.care.journal.prompts import prompts
from tests.support.steady import first_variation, steady, without_days
from tests.support.transcripts import bubble, later


@pytest.mark.parametrize(
    ("said", "steadied"),
    [
        ("I have Friday, December 4.", "I have (day)."),
        ("Friday, December 4 at 2:30 pm (Berlin time)", "(day and time) (Berlin time)"),
        ("My page\nMay 12, 2026", "My page\n(day)"),
        ("On May 2 it was 8, and you may say 5.", "On (day) it was 8, and you may say 5."),
        ("Say it as you would, like “Thursday after 5”.", "Say it as you would, like “Thursday after 5”."),
    ],
)
def test_days_are_left_out(said: str, steadied: str) -> None:
    assert without_days(said) == steadied


VARIATIONS = ["Until {day}:\n\n“{action}”\n\nI'll ask.", "I have it, until {day}:\n\n“{action}”"]


def test_whichever_variation_is_said_the_first_is_shown_with_what_was_filled_in() -> None:
    for said in ("Until Monday:\n\n“a walk”\n\nI'll ask.", "I have it, until Monday:\n\n“a walk”"):
        assert first_variation(said, VARIATIONS) == "Until Monday:\n\n“a walk”\n\nI'll ask."


def test_what_is_said_as_none_of_the_variations_is_found_out() -> None:
    with pytest.raises(AssertionError, match="none of its variations: 'Something else'"):
        first_variation("Something else", VARIATIONS)


def test_of_the_prompts_the_same_is_always_shown() -> None:
    of_theme = [prompt.text for prompt in prompts() if prompt.theme == "body"]
    assert {steady(f"{text} Take your time.", None) for text in of_theme} == {f"{of_theme[0]} Take your time."}


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1.5, "Two hours later."), (24, "One day later."), (240, "Ten days later."), (336, "14 days later.")],
)
def test_time_that_passes_is_said(hours: float, said: str) -> None:
    assert later(hours) == said


def test_client_and_landfall_look_different_and_words_are_no_markup() -> None:
    asked = {"author": "bot", "text": "First:\n\n#sleep <b>\n2. and", "buttons": [{"title": "Yes"}, {"title": "No"}]}
    assert (
        bubble(asked, None, pressed=False)
        == "> **Landfall:** First:\n>\n> \\#sleep &lt;b>\n>\n> 2\\. and\n>\n> [ Yes ] [ No ]"
    )
    assert bubble({"author": "client", "text": "hm"}, None, pressed=False) == "**Client:** hm"
    assert bubble({"author": "client", "text": "Yes"}, None, pressed=True) == "**Client** presses [ Yes ]"
