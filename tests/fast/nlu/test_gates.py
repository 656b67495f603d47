"""The gates after the classifier: distress wins, nothing goes on without consent, an answer stays an answer."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.answer_gate import CLASSIFIER_ONLY, AnswerGate
from bot.dialogue.consent_gate import ConsentGate
from bot.dialogue.triage_gate import TriageGate

ASKING = {"asking": "integration_form.hard", "consented": True, "tier": "none"}


def message(text: str, intent: str = "", confidence: float = 0.9, **metadata: Any) -> Message:
    content: dict[str, Any] = {"text": text, "metadata": metadata}
    if intent:
        content["intent"] = {"name": intent, "confidence": confidence}
    return Message(data=content)


def after(gate: Any, said: Message) -> str:
    gate.process([said])
    return str((said.get("intent") or {}).get("name"))


@pytest.fixture
def answers(tmp_path: Path) -> AnswerGate:
    """An answer gate that was trained, stored and loaded again."""
    examples = [
        ("stop", "stop_for_now"), ("i want to stop", "stop_for_now"), ("start over", "start_over"),
        ("done", "done_writing"), ("ok please i am done", "done_writing"),
        ("are you a person", "are_you_a_bot"), ("skip this question", "skip_question"), ("yes", "affirm"),
        ("i want to talk to a person", "wants_person"), ("go on", "resume_flow"), ("how can i stop", "ask_weather"),
        ("calm me", "calm_me"), ("breathing", "calm_me"), ("i did it", "practice_done"),
    ]  # fmt: skip
    classifier_only = [
        ("go on a little, and then a little more", "resume_flow"),
        ("could anyone from the clinic ring me", "wants_person"), ("urgent help", "emergency_help"),
    ]  # fmt: skip
    storage = LocalModelStorage(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="gate")
    plain = [Message.build(text, intent) for text, intent in examples]
    data = TrainingData(
        plain + [Message.build(text, intent, None, {CLASSIFIER_ONLY: True}) for text, intent in classifier_only]
    )
    resource = AnswerGate.create({}, storage, Resource("gate"), context).train(data)
    return AnswerGate.load({}, storage, resource, context)


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


@pytest.mark.parametrize("text", ["stop", "i want to stop", "STOP!", "stpo"])
def test_a_short_clear_command_is_one_in_the_middle_of_a_question(answers: AnswerGate, text: str) -> None:
    assert after(answers, message(text, "stop_for_now", **ASKING)) == "stop_for_now"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i wanted it to stop and it did not", "stop_for_now"),
        ("start over with my sister", "start_over"),
        ("a person i used to love", "wants_person"),
        ("something else entirely", "unheard_of"),
    ],
)
def test_an_answer_that_only_looks_like_a_command_stays_an_answer(answers: AnswerGate, text: str, intent: str) -> None:
    assert after(answers, message(text, intent, **ASKING)) == "answer"


@pytest.mark.parametrize(
    ("text", "intent"), [("person", "wants_person"), ("a person.", "wants_person"), ("question", "skip_question")]
)
def test_one_or_two_words_are_a_command_only_when_they_are_all_of_an_example(
    answers: AnswerGate, text: str, intent: str
) -> None:
    assert after(answers, message(text, intent, **ASKING)) == "answer"


@pytest.mark.parametrize("text", ["done", "ok done", "done please", "donne"])
def test_what_adds_nothing_to_a_command_does_not_count(answers: AnswerGate, text: str) -> None:
    assert after(answers, message(text, "done_writing", **ASKING)) == "done_writing"


def test_what_is_said_when_nothing_is_asked_teaches_the_gate_nothing(answers: AnswerGate) -> None:
    assert after(answers, message("a little more, then", "resume_flow", **ASKING)) == "answer"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("could anyone ring me", "wants_person"), ("urgent help", "emergency_help"), ("urgent help!!", "emergency_help")],
)
def test_but_whoever_asks_for_help_is_heard_however_they_say_it(answers: AnswerGate, text: str, intent: str) -> None:
    assert after(answers, message(text, intent, **ASKING)) == intent


def test_a_guess_of_the_classifier_is_no_command(answers: AnswerGate) -> None:
    assert after(answers, message("stop", "stop_for_now", 0.3, **ASKING)) == "answer"


def test_a_question_has_to_look_like_one(answers: AnswerGate) -> None:
    assert after(answers, message("are you a person?", "are_you_a_bot", **ASKING)) == "are_you_a_bot"
    assert after(answers, message("you are a person", "are_you_a_bot", **ASKING)) == "answer"


def test_without_an_open_question_the_gate_has_no_say(answers: AnswerGate) -> None:
    assert after(answers, message("i wanted it to stop and it did not", "stop_for_now")) == "stop_for_now"


def test_in_the_journal_almost_everything_is_writing(answers: AnswerGate) -> None:
    journal = {"asking": "journal_form.journal_more", "consented": True}
    assert after(answers, message("yes", "affirm", **journal)) == "answer"
    assert after(answers, message("start over", "start_over", **journal)) == "answer"
    assert after(answers, message("skip this question", "skip_question", **journal)) == "answer"
    assert after(answers, message("done", "done_writing", **journal)) == "done_writing"


def test_in_a_practice_going_on_means_the_next_step(answers: AnswerGate) -> None:
    step = {"asking": "calming_form.calm_step", "consented": True}
    assert after(answers, message("go on", "resume_flow", **step)) == "answer"
    assert after(answers, message("stop", "stop_for_now", **step)) == "stop_for_now"


def test_one_word_about_calming_is_an_answer_and_more_are_a_wish(answers: AnswerGate) -> None:
    assert after(answers, message("breathing", "calm_me", **ASKING)) == "answer"
    assert after(answers, message("calm me", "calm_me", **ASKING)) == "calm_me"


def test_where_a_practice_is_looked_back_at_what_would_be_a_wish_is_the_answer(answers: AnswerGate) -> None:
    went = {"asking": "look_back_form.practice_went", "consented": True}
    assert after(answers, message("done", "done_writing", **went)) == "answer"
    assert after(answers, message("i did it", "practice_done", **went)) == "practice_done"
    assert after(answers, message("i did it", "practice_done", **ASKING)) == "answer"
    following = {"asking": "look_back_form.practice_next", "consented": True}
    assert after(answers, message("go on", "resume_flow", **following)) == "answer"
    assert after(answers, message("stop", "stop_for_now", **following)) == "stop_for_now"


def test_a_typed_slash_is_text_and_never_a_wish(answers: AnswerGate) -> None:
    assert after(answers, message("\u200b/stop", "stop_for_now", **ASKING)) == "answer"
    assert after(answers, message("\u200b/stop", "stop_for_now", consented=True)) == "nlu_fallback"


def test_rasa_trains_the_gate_again_when_the_table_of_interruptions_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "interruptions.yml"
    monkeypatch.setattr("bot.dialogue.answer_gate.FILE", table)
    table.write_text("interruptions: {greet: {kind: small_talk, words: 4}}")
    before = AnswerGate.fingerprint_addon({})
    table.write_text("interruptions: {greet: {kind: small_talk, words: 5}}")
    assert AnswerGate.fingerprint_addon({}) != before
