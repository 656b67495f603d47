"""What the context of a match takes back, and what it must not hide."""

import pytest

from bot.triage import Tier, assess, by_rules
from bot.triage.context.suppression import ALL as SUPPRESSIONS
from bot.triage.rules import ALL as RULES


def test_risk_taken_back_in_the_next_sentence_still_counts():
    assert assess("i want to die. just kidding, forget it").tier == Tier.HIGH


def test_a_denial_beside_a_wish_does_not_hide_the_wish():
    assert assess("i'm not suicidal. but i keep thinking about killing myself").tier == Tier.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "the ego death was beautiful but i still want to kill myself when i get home",
        "i used to cut years ago and i cut myself again today",
        "my friend died by suicide and i want to join him",
        "years ago i wanted to die and the feeling is back, i want to die",
        "nobody knows i want to kill myself",
        "lol i want to kill myself",
        "i listen to sad songs and want to die",
        "is it normal to want to die after a session",
        "my doctor asked if i want to kill myself and i lied and said no",
        "i no longer want to live",
        "i'd be lying if i said i wasn't suicidal",
        "he used to hit me years ago and yesterday he hit me again",
        "i had chest pain after the infusion and it is still there",
    ],
)
def test_a_suppression_nearby_does_not_hide_a_crisis(text):
    assert assess(text).tier >= Tier.HIGH


def test_what_was_suppressed_says_why():
    found = assess("i don't want to die")
    assert found.tier == Tier.NONE
    assert any(line.startswith("spared suicide.") and "negated" in line for line in found.evidence)


def test_no_suppression_is_left_over():
    assert {name for rule in RULES for name in rule.suppressed_by} == set(SUPPRESSIONS)


def test_what_others_may_take_one_for_is_nobodys_wish() -> None:
    assert by_rules("will my coach think im suicidal now").fresh < Tier.HIGH
    assert by_rules("they might think i want to die. i do want to die").fresh >= Tier.HIGH
