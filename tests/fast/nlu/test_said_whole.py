"""Whether a text is worded as the intent that the classifier hears in it."""

import pytest

from bot.dialogue.intents import is_said_whole, is_worded_so


@pytest.mark.parametrize("text", ["draw them both", "draw both birds", "ring both brothers"])
def test_words_that_no_example_has_are_no_reply(text: str) -> None:
    assert not is_worded_so("dont_know", text)


@pytest.mark.parametrize("text", ["no idea, really", "i don't know yet", "can't say"])
def test_words_of_the_examples_in_another_order_are_one(text: str) -> None:
    assert is_worded_so("dont_know", text)


def test_an_example_counts_with_a_typo_or_a_please_and_not_with_more_around_it() -> None:
    assert is_said_whole("stop_for_now", "stpo please")
    assert not is_said_whole("stop_for_now", "i wanted it to stop")
