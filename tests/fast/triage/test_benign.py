"""Benign sentences raise no alarm, and nothing that only begins like one is taken for one."""

import pytest

from bot.triage import Tier, assess


@pytest.mark.parametrize(
    "text",
    [
        "not gonna kill myself yet",
        "i wont kill myself until friday",
        "i'm not going to kill myself tonight",
        "i want my shame to end and me too",
        "let my ego die. i want to die too",
        "i don't want to die, i just can't do this any longer",
        "my ego died and i want to stay dead with it",
    ],
)
def test_a_denial_or_an_ego_that_goes_on_to_say_something_else_is_not_calmed(text: str) -> None:
    assert assess(text).tier > Tier.NONE


@pytest.mark.parametrize("text", ["I don't want to die.", "let the old me die", "i do not want to hurt anyone"])
def test_a_plain_denial_or_an_old_self_that_may_die_raises_nothing_and_says_why(text: str) -> None:
    assert assess(text).tier == Tier.NONE, assess(text)


def test_after_a_benign_sentence_the_rest_is_read_by_its_own_words() -> None:
    for rest in ("i never wrote anything of the kind, i am on the bus with my shopping", "i want to die"):
        found = assess(f"suicide hotline?? wait. {rest}")
        assert "triage failed" not in found.evidence
        assert (found.tier > Tier.NONE) is (rest == "i want to die"), found


def test_a_denial_before_another_clause_leaves_that_clause_to_its_own() -> None:
    assert "harm_to_others" not in assess("nobody is ill and i'm not going to hurt him, relax").by_rules
    assert "harm_to_others" in assess("nobody believes me and i'm going to hurt him").by_rules


def test_being_shut_in_is_violence_and_being_kept_in_hospital_is_not() -> None:
    assert "abuse" in assess("he got cross and put me in the shed and held the door").by_rules
    assert "abuse" not in assess("what if they kept me in overnight, who feeds the hens").by_rules


@pytest.mark.parametrize(
    "text",
    [
        "he throws it and the dog brings it back",
        "my brother shut me out of his life",
        "i locked the door so i could sleep",
    ],
)
def test_what_only_sounds_like_being_shut_in_is_no_violence(text: str) -> None:
    assert "abuse" not in assess(text).by_rules
    assert "abuse" in assess("they kept me locked in the cellar").by_rules


@pytest.mark.parametrize(
    "text", ["she did not hit me, she put her arms around me", "i thought he would beat me, and he laughed"]
)
def test_violence_that_is_denied_or_was_only_feared_is_none(text: str) -> None:
    assert "abuse" not in assess(text).by_rules
    assert "abuse" in assess("he would beat me when he had been drinking").by_rules
