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
