"""Short answers about a practice: how it went, and whether it is kept, changed or let go."""

import pytest
from rasa_sdk import Tracker

from actions.core.context import ActionContext
from actions.practices.outcomes import outcome, what_next


def turn(text: str, intent: str = "answer") -> ActionContext:
    return ActionContext(Tracker("c", {}, {"text": text, "intent": {"name": intent}}, [], False, None, {}, "x"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("done", "done"),
        ("yes every day", "done"),
        ("it went really well", "done"),
        ("did it, later than planned", "done"),
        ("half of it", "partly"),
        ("i did it once", "partly"),
        ("not every day", "partly"),
        ("I tried but gave up", "partly"),
        ("no", "not"),
        ("i didn’t", "not"),
        ("forgot", "not"),
        ("too tired", "not"),
        ("i went swimming instead", "changed"),
        ("something else came of it", "changed"),
        ("not now", "later"),
        ("later please", "later"),
        ("the moon is round", None),
    ],
)
def test_how_it_went(text: str, meant: str | None) -> None:
    assert outcome(turn(text)) == meant


def test_what_the_classifier_understood_decides_where_words_do_not() -> None:
    assert outcome(turn("called the woman from the list", "practice_done")) == "done"
    assert outcome(turn("let it slide", "practice_not_done")) == "not"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("keep it", "keep"),
        ("no, keep it", "keep"),
        ("don't change it", "keep"),
        ("same again", "keep"),
        ("yes", "keep"),
        ("something smaller", "change"),
        ("change it please", "change"),
        ("let it go", "let go"),
        ("i'd like to drop it", "let go"),
        ("no", "let go"),
        ("not sure", None),
        ("mango", None),
    ],
)
def test_what_becomes_of_it(text: str, meant: str | None) -> None:
    assert what_next(turn(text)) == meant
