"""What an action takes for the answer: all that was written, but for what the listener surely heard beside it."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.core.context import ActionContext


def context(
    *parts: tuple[str, str], intent: str = "answer", sure: float = 0.9, served_by: str = "ask_library"
) -> ActionContext:
    """A message of these (role, words); what stands beside an answer is served by the same intent."""
    text, dicts = "", []
    for role, said in parts:
        start = len(text) + bool(text)
        text = f"{text} {said}".strip()
        dicts.append({"role": role, "start": start, "end": len(text), "sure": sure, "kind": None})
        dicts[-1]["intent"] = served_by if role not in ("answer", "fact") else ""
    latest: dict[str, Any] = {"text": text, "intent": {"name": intent}, "parts": dicts}
    return ActionContext(Tracker("c", {}, latest, [], False, None, {}, "x"))


def test_a_question_beside_it_is_no_part_of_the_answer() -> None:
    asked = context(("answer", "a quiet week."), ("question", "may i have tea?"))
    assert (asked.text, asked.whole) == ("a quiet week.", "a quiet week. may i have tea?")


@pytest.mark.parametrize("role", ["fact", "correction", "nothing"])
def test_whatever_may_belong_to_the_answer_stays_with_it(role: str) -> None:
    assert context(("answer", "a quiet week."), (role, "it's my third one")).text.endswith("third one")


def test_what_stands_in_the_middle_of_an_answer_stays_there() -> None:
    told = context(
        ("answer", "the lantern,"), ("wish", "and i want to write that down,"), ("answer", "because it swung")
    )
    assert told.text == told.whole
    assert [part["role"] for part in told.beside] == ["wish"], "it is served all the same"


def test_what_no_intent_serves_is_not_taken_out() -> None:
    told = context(("answer", "it went on for long."), ("wish", "number 1"), served_by="")
    assert told.text == told.whole
    assert not told.beside


def test_where_the_listener_is_not_sure_all_of_it_is_the_answer() -> None:
    unsure = context(("answer", "a quiet week."), ("question", "what will come"), sure=0.5)
    assert unsure.text == unsure.whole


def test_where_nothing_would_be_left_all_of_it_is_the_answer() -> None:
    assert context(("question", "what am i afraid of")).text == "what am i afraid of"


def test_a_wish_that_leads_is_read_whole() -> None:
    found = context(("answer", "anyway,"), ("wish", "what did i write in may"), intent="find_entry")
    assert found.text == found.whole


def test_a_correction_in_the_same_breath_is_what_counts() -> None:
    assert context(("answer", "8."), ("correction", "no wait, 7")).corrected == "no wait, 7"
    assert context(("correction", "no wait, 7")).corrected is None, "there is nothing before it"
