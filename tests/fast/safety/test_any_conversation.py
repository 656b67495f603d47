"""Whatever is heard, in any order: something is said, one question at most, and nobody in danger is let go."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.care.safety.episodes.episode import Heard, Human, Stepped
from bot.care.safety.episodes.protocol import RESTING, protocol
from bot.care.safety.episodes.step import begin, step
from bot.care.safety.episodes.texts import sentences, texts

LINES = {"default": ("911", "a crisis line")}
CATEGORIES = sorted({one for strand in protocol().strands.values() for one in strand.categories} - {"asks_for_human"})
THEMES = sorted(group.removeprefix("theme.") for group in texts().groups if group.startswith("theme."))
FACTS = sorted(group.removeprefix("fact.") for group in texts().groups if group.startswith("fact."))
NEAR = ("done", "time", "means", "howto")


@st.composite
def heard(draw: st.DrawFn, /, **fixed: Any) -> Heard:
    """A message that was heard in any way."""
    tier = draw(st.sampled_from(["none", "none", "none", "elevated", "high", "imminent"]))
    found: dict[str, Any] = {
        "text": draw(st.sampled_from(["yes", "no", "a few words and then some more", "{step} {person}"])),
        "answer": draw(st.sampled_from(sorted(protocol().classes))),
        "tier": tier,
        "categories": () if tier == "none" else (draw(st.sampled_from(CATEGORIES)),),
        "topics": draw(st.sampled_from([(), (), *((one,) for one in sorted(texts().topics))])),
        "barrier": draw(st.sampled_from([None, None, "cost", "police", "burden"])),
        "step": draw(st.sampled_from([None, "i'll call tasha"])),
        "themes": draw(st.lists(st.sampled_from(THEMES), max_size=2)),
        "facts": draw(st.lists(st.sampled_from(FACTS), max_size=2)),
        "person": draw(st.sampled_from([None, None, "your sister", "Marcus"])),
        "help": draw(st.sampled_from([None, None, None, "called", "coming", "here"])),
        "about": draw(st.sampled_from([None, None, None, "abuse", "voices", "harm_to_others", "suicide", "heavy"])),
        "named_time": draw(st.sampled_from([None, "on Friday"])),
    }
    flags = ("minor", "veteran", "watched", "unclear", "taken", "wound", "small", "step_done", "they_safe", "doubtful")
    more = ("asks", "unheard", "away", "there", "driving", "neck", "denied", "safe")
    found |= {name: draw(st.sampled_from([False, False, False, True])) for name in (*flags, *more)}
    found |= {name: draw(st.booleans()) for name in ("firm", "explicit")}
    return Heard(**(found | fixed))


def _is_sound(stepped: Stepped) -> None:
    said = " ".join(bubble.text for bubble in stepped.says)
    assert said.strip()
    assert sum(bubble.text.count("?") for bubble in stepped.says if bubble.buttons) <= 1
    assert "{" not in said.replace("{step} {person}", ""), said


@settings(deadline=None, max_examples=300)
@given(first=heard(), following=st.lists(heard(), max_size=12))
def test_whatever_is_heard_something_is_said_and_no_long_sentence_twice(first: Heard, following: list[Heard]) -> None:
    stepped = begin(protocol(), first, Human(), LINES, None)
    said_before: set[str] = set()
    for each in following:
        _is_sound(stepped)
        for one in (one for bubble in stepped.says for text_id in bubble.ids for one in _sentences(text_id)):
            assert one not in said_before, one
            said_before.add(one)
        stepped = step(protocol(), stepped.episode, each, Human(), LINES)
    _is_sound(stepped)


@settings(deadline=None, max_examples=300)
@given(
    first=heard(tier="imminent", firm=True, explicit=True, denied=False, safe=False),
    following=st.lists(heard(denied=False, safe=False, they_safe=False), max_size=3),
)
def test_nobody_who_has_said_it_plainly_is_taken_for_a_mistake(first: Heard, following: list[Heard]) -> None:
    stepped = begin(protocol(), first, Human(), LINES, "a question")
    for each in following:
        stepped = step(protocol(), stepped.episode, each, Human(), LINES)
        assert not stepped.episode.mistaken


@settings(deadline=None, max_examples=200)
@given(before=heard(tier="high"), now=heard(tier="none", doubtful=False, there=False, help=None))
def test_a_danger_that_is_named_raises_the_alert_wherever_it_is_named(before: Heard, now: Heard) -> None:
    begun = begin(protocol(), before, Human(), LINES, None)
    if now.answer in NEAR and begun.episode.state not in RESTING and begun.episode.question != "step_when":
        stepped = step(protocol(), begun.episode, now, Human(), LINES)
        assert stepped.tier in ("high", "imminent")


def _sentences(text_id: str) -> list[str]:
    found = texts().by_id.get(text_id)
    return sentences(found.text) if found is not None and not text_id.startswith("numbers.") else []
