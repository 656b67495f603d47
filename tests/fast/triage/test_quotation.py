"""What may be said back of a message: true alone, letter for letter, and never what could hurt or betray somebody."""

import pytest

from bot.care.safety.episodes import course
from bot.triage.mentions.quotation import MOST, spans
from bot.triage.mentions.said_back import TONES, Choice, said_back
from bot.triage.mentions.training.quotes import alike, read

HOSTILE = (
    "i counted the pills twice today",
    "its all in the bathroom drawer with the blades",
    "i just want to not be here anymore",
    "they would be better off without me",
    "im such a worthless idiot",
    "he pushed me against the wall again",
    "my number is 07700900123 and i live at 12 Elm Road",
    "the voices say i am chosen",
    "he told me a secret about the affair",
    "you are a useless robot",
    "stop asking me that",
    "how many would it take",
    "i took ketamine with a lot of wine",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_hurt_or_betray_is_never_said_back(text: str) -> None:
    assert said_back(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i don't think my mother still loves me",
        "if my brother comes home we can sleep",
        "i wish my house was quiet at night",
        "she never said i could stay with her",
        "they asked whether i was eating well enough",
    ],
)
def test_no_span_leaves_out_the_word_that_turns_it_around(text: str) -> None:
    for span in spans(text):
        assert any(word in span.split() for word in ("don't", "if", "wish", "never", "whether")) or text.startswith(
            span
        )


def test_there_are_texts_for_each_tone() -> None:
    assert TONES == course.TONES


def test_every_span_is_a_few_words_of_the_message_letter_for_letter() -> None:
    for one in read():
        for span in spans(one["text"]):
            assert span in one["text"]
            assert 2 <= len(span.split()) <= MOST
            assert "?" not in span and "\n" not in span


def test_what_a_listener_would_say_back_is_mostly_found() -> None:
    choice, found, wanted = Choice(), 0, 0
    for one in read():
        best = choice.best(one["text"]) if one["back"] else None
        wanted += one["back"] is not None
        found += best is not None and alike(best.words, one["back"]) >= 0.4
        assert best is None or best.tone in TONES
    assert found / wanted > 0.5


def test_what_hurts_is_no_good_news() -> None:
    found = said_back("my sister hung up on me and i sat on the stairs for an hour")
    assert found is None or found.tone != "good"


@pytest.mark.parametrize(
    "text",
    [
        "no sleep for three days now",
        "i was happy before he left us",
        "i can rest when he's not here",
        "maybe i love him still",
        "i felt better until the evening came",
        "its in the cabinet right above my head",
        '"theres a lot in that" lol ok',
    ],
)
def test_what_would_be_another_thing_without_its_neighbours_is_left(text: str) -> None:
    found = spans(text)
    assert not any(span in ("sleep for three days", "i was happy", "i can rest", "i love him still") for span in found)
    assert not any(span.startswith(("i felt better", "its in the", "theres a lot")) and span != text for span in found)
