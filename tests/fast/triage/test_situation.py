"""What was asked before a message, and which thresholds count: a number or a day is what it looks like."""

import pytest

from bot.triage import ContextMessage
from bot.triage.context.situation import asked, is_parsed, is_ticked, thresholds
from bot.triage.thresholds import ASKED, BRIEF, FIRST, PARSED, SHORT

QUESTION = ContextMessage("assistant", "When is your treatment session?")


@pytest.mark.parametrize(
    "text", ["7", "thursday at 10", "Yes.", "no thanks", "in two weeks", "on the 12th", "next friday, 3pm", "skip"]
)
def test_a_number_a_day_a_yes_or_a_no_is_parsed(text: str) -> None:
    assert is_parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "friday, it will all be over then",
        "yes with the pills",
        "no i am not safe",
        "tonight i go",
        "",
        "?!",
        "i want it to end",
        "3. nobody would notice",
    ],
)
def test_whatever_says_more_is_not(text: str) -> None:
    assert not is_parsed(text)


def test_the_question_is_what_the_bot_said_last_and_only_until_the_client_speaks() -> None:
    assert asked([QUESTION]) == QUESTION.content
    assert asked([QUESTION, ContextMessage("user", "friday")]) == ""
    assert asked([]) == ""


def test_each_situation_has_its_thresholds() -> None:
    assert thresholds("i am done", []) is FIRST
    assert thresholds("i am done with it", [QUESTION]) is BRIEF
    assert thresholds("i am done with all of it by now", [QUESTION]) is SHORT
    assert thresholds("i am done with it " * 4, [QUESTION]) is ASKED
    assert thresholds("friday at 2", [QUESTION]) is PARSED


LIST = """Five things help:

1. a bed, a sofa or a chair to lean back in
2. nobody disturbing you, your phone off
3. someone with you

Is all of that arranged?"""


@pytest.mark.parametrize("text", ["i have the big chair", "everything is arranged", "phone's off", "all ready"])
def test_after_a_list_a_few_words_that_take_up_an_item_are_what_they_look_like(text: str) -> None:
    assert is_ticked(text, LIST)
    assert thresholds(text, [ContextMessage("assistant", LIST)]) is PARSED
    assert not is_ticked(text, "What do you hope for?")


@pytest.mark.parametrize(
    "text", ["the letters are written and everything is arranged", "i have someone to say goodbye to", "the rope"]
)
def test_after_a_list_whatever_says_more_is_heard_as_before(text: str) -> None:
    assert not is_ticked(text, LIST)
