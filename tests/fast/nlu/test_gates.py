"""The gates after the classifier: distress wins, and nothing goes on without consent."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.consent_gate import ConsentGate
from bot.dialogue.triage_gate import TriageGate


def message(text: str, intent: str = "", confidence: float = 0.9, **metadata: Any) -> Message:
    content: dict[str, Any] = {"text": text, "metadata": metadata}
    if intent:
        content["intent"] = {"name": intent, "confidence": confidence}
    return Message(data=content)


def after(gate: Any, said: Message) -> str:
    gate.process([said])
    return str((said.get("intent") or {}).get("name"))


@pytest.mark.parametrize("tier", ["imminent", "high", "elevated"])
def test_distress_wins_over_whatever_was_understood(tier: str) -> None:
    assert after(TriageGate({}), message("skip", "skip_question", tier=tier)) == f"safety_{tier}"


def test_distress_wins_over_a_pressed_button_too() -> None:
    said = message('/answer{"value": "no"}', tier="high")
    assert after(TriageGate({}), said) == "safety_high"
    assert not said.get("text").startswith("/"), "Rasa would read the button's own intent after the gates"


def test_an_unknown_tier_counts_as_elevated() -> None:
    assert after(TriageGate({}), message("hm", "greet", tier="purple")) == "safety_elevated"


def test_a_calm_message_passes() -> None:
    assert after(TriageGate({}), message("hello", "greet", tier="none")) == "greet"


@pytest.mark.parametrize("consented", [None, False, "true", 1])
def test_without_consent_nothing_but_the_opening_goes_on(consented: object) -> None:
    said = message("prepare", "start_preparation", consented=consented)
    assert after(ConsentGate({}), said) == "needs_consent"
    assert said.get("entities") == [{"entity": "meant", "value": "start_preparation"}]


def test_a_button_of_old_does_not_open_the_door() -> None:
    said = message("/start_journal")
    assert after(ConsentGate({}), said) == "needs_consent"
    assert not said.get("text").startswith("/")


@pytest.mark.parametrize("intent", ["agree", "decline", "under_age", "affirm", "wants_person", "emergency_help"])
def test_what_belongs_to_the_opening_passes_without_consent(intent: str) -> None:
    assert after(ConsentGate({}), message("whatever", intent)) == intent


def test_with_consent_the_door_is_open() -> None:
    assert after(ConsentGate({}), message("prepare", "start_preparation", consented=True)) == "start_preparation"


@pytest.mark.parametrize(
    ("sure", "served_by", "led"), [(0.9, "wants_person", False), (0.7, "wants_person", True), (0.9, "", True)]
)
def test_the_wish_for_a_person_leads_unless_it_is_served_beside_the_answer(
    sure: float, served_by: str, led: bool
) -> None:
    said = message("seven. can i talk to anna", "answer", tier="elevated", categories=["asks_for_human"])
    said.set("parts", [{"role": "wish", "kind": "person", "sure": sure, "intent": served_by}])
    assert (after(TriageGate({}), said) == "wants_person") is led
