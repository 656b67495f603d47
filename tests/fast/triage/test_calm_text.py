"""Calm text never hides what is dangerous: whatever harmless sentences stand around it, its tier does not fall."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.triage import Tier, assess, by_rules
from bot.triage.encoder import loader
from bot.triage.encoder_assessment import MAX_STRETCHES, stretches, tier_of
from bot.triage.examples import apart
from bot.triage.text.matches import split_sentences
from bot.triage.thresholds import FIRST

CALM = (Path(__file__).parent / "calm_sentences.txt").read_text(encoding="utf-8").splitlines()
EVERY = 3  # of the examples


def _clear(text: str) -> bool:
    """Whether its tier is that of a rule, or of the encoder from `FIRST.stretch` on.

    Below it the encoder takes too many single sentences of harmless messages for distress (docs/triage.md).
    """
    encoder = loader.encoder()
    assert encoder is not None
    read = encoder.predict(text)
    by_encoder = tier_of(read, FIRST.tiers) if read.tiers[0] >= FIRST.stretch else Tier.NONE
    return Tier.NONE < assess(text).fresh <= max(by_rules(text).fresh, by_encoder)


def _alarming() -> list[str]:
    texts = [example.text.strip() for example in apart()[::EVERY] if example.tier > Tier.NONE and not example.before]
    whole = [text if text[-1] in ".!?" else f"{text}." for text in texts]
    return [text for text in whole if len(split_sentences(text).windows) <= 3 and _clear(text)]


ALARMING = _alarming()
calm = st.lists(st.sampled_from(CALM), max_size=4, unique=True).map(" ".join)


def test_there_are_enough_examples() -> None:
    assert len(CALM) == 60
    assert len(ALARMING) >= 80


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(example=st.sampled_from(ALARMING), before=calm, after=calm)
@example(
    example="i was doing so bad last week you remember. well today i feel so calm. i finally picked the day, its "
    "tomorrow, before my roommate gets back.",
    before="I had soup and bread for lunch. The bus was late again this morning.",
    after="My sister sent me a picture of her garden. It rained most of the afternoon. I finally fixed the shelf.",
)
def test_calm_sentences_before_and_after_do_not_lower_a_tier(example: str, before: str, after: str) -> None:
    found = assess(f"{before} {example} {after}".strip(), explain=False)
    assert found.fresh >= assess(example).fresh, (found, example)


@pytest.mark.parametrize(
    "text",
    [
        "the letters are written and after friday nobody has to carry me. the soup was good",
        "we had pancakes. the letters are written and after friday nobody has to carry me. it rained.",
        "the letters are written. the soup was good. after friday nobody has to carry me",
    ],
)
def test_one_harmless_sentence_does_not_hide_a_farewell(text: str) -> None:
    assert assess(text).fresh >= Tier.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "last year and again these days i want to die. it is good that the tomatoes are ripe.",
        "my husband hit me with a belt. after the session i felt calm and warm.",
        "my brother wants to kill himself. my aunt died, the funeral was last year.",
    ],
)
def test_another_sentence_does_not_suppress_a_rule(text: str) -> None:
    alone = by_rules(text.split(". ")[0] + ".")
    assert alone.fresh > Tier.NONE
    assert by_rules(text).fresh >= alone.fresh


def test_the_stretches_of_a_message_are_its_sentences_and_neighbours_as_they_were_typed() -> None:
    text = 'It rained. "We stayed in!" Then tea?'
    found = stretches(text, split_sentences(text).windows)
    assert found == [
        "It rained.",
        'We stayed in!"',
        "Then tea?",
        'It rained. "We stayed in!"',
        'We stayed in!" Then tea?',
    ]
    assert stretches("It rained.", split_sentences("It rained.").windows) == []


def test_of_a_very_long_text_both_ends_are_read_in_stretches() -> None:
    text = " ".join(f"On day {n} we went out." for n in range(500))
    found = stretches(text, split_sentences(text).windows)
    assert len(found) == MAX_STRETCHES
    assert found[0] == "On day 0 we went out."
    assert found[-1] == "On day 499 we went out."
