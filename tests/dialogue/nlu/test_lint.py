"""The lint of the dialogue: sound as it is, and it says so when somebody breaks a promise."""

import copy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import intents, lint
from bot.dialogue.lint import Dialogue
from bot.flows import BadTable, Flow, Question, read


@pytest.fixture(scope="module")
def sound() -> Dialogue:
    return lint.read()


def test_the_dialogue_is_sound(sound: Dialogue) -> None:
    assert lint.problems(sound) == []


def test_a_question_that_is_handled_nowhere_is_named(sound: Dialogue) -> None:
    domain = copy.deepcopy(sound.domain)
    domain["forms"]["preparation_form"]["required_slots"].append("hard")
    found = lint.problems(replace(sound, domain=domain))
    assert any("preparation_form differ" in each and "only domain.yml has hard" in each for each in found), found


def test_a_question_that_cannot_be_the_first_on_coming_back_is_named(sound: Dialogue) -> None:
    rules = [rule for rule in sound.rules if not str(rule["rule"]).startswith("Welcome back")]
    found = lint.problems(replace(sound, rules=rules))
    assert any("Welcome back" in each and "ask_is_it_private" in each for each in found), found


def test_a_question_without_a_response_of_its_own_name_is_named(sound: Dialogue) -> None:
    domain = copy.deepcopy(sound.domain)
    domain["responses"]["utter_privacy"] = domain["responses"].pop("utter_ask_is_it_private")
    found = lint.problems(replace(sound, domain=domain))
    assert any("hears utter_ask_is_it_private" in each for each in found), found


def forget_distress(domain: Any) -> None:
    domain["forms"]["journal_form"]["ignored_intents"] = ["safety_high"]


def take_any_text(domain: Any) -> None:
    domain["slots"]["hope"]["mappings"] = [{"type": "from_text"}]


def take_text_for_another(domain: Any) -> None:
    domain["slots"]["hope"]["mappings"][0]["conditions"] = [
        {"active_loop": "preparation_form", "requested_slot": "kindness"}
    ]


def take_distress_for_an_answer(domain: Any) -> None:
    domain["slots"]["hope"]["mappings"][0]["intent"] = ["answer", "safety_high"]


def let_nothing_fill_a_slot(domain: Any) -> None:
    domain["slots"]["hope"]["mappings"] = [{"type": "custom"}]


def take_text_in_another_form(domain: Any) -> None:
    domain["slots"]["hope"]["mappings"][0]["conditions"] = [{"active_loop": "plan_form", "requested_slot": "hope"}]


def name_a_prefix(domain: Any) -> None:
    domain["intents"].append("ask_why")


def name_an_action_that_is_not_there(domain: Any) -> None:
    domain["actions"].append("action_dance")


def lose_a_response(domain: Any) -> None:
    del domain["responses"]["utter_rest"]


def add_a_response_that_nobody_says(domain: Any) -> None:
    domain["responses"]["utter_nobody"] = [{"text": "Hello?"}]


def lose_a_question(domain: Any) -> None:
    del domain["responses"]["utter_ask_feelings"]


def swap_two_questions(domain: Any) -> None:
    domain["forms"]["integration_form"]["required_slots"].reverse()


def say_words_that_hurt(domain: Any) -> None:
    domain["responses"]["utter_rest"] = [{"text": "Some people committed suicide."}]


def talk_too_much(domain: Any) -> None:
    domain["responses"]["utter_rest"] = [{"text": "word " * 61}]


def lead_nowhere(domain: Any) -> None:
    domain["responses"]["utter_rest"] = [{"text": "Hi", "buttons": [{"title": "Go", "payload": "/nowhere"}]}]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (forget_distress, "journal_form has to list safety_imminent"),
        (take_any_text, "mapping of hope needs a condition"),
        (take_text_for_another, "mapping of hope needs a condition"),
        (take_distress_for_an_answer, "mapping of hope takes a safety intent"),
        (let_nothing_fill_a_slot, "no from_text mapping fills that slot in preparation_form"),
        (take_text_in_another_form, "no from_text mapping fills that slot in preparation_form"),
        (name_a_prefix, "ask_why is the beginning of ask_why_this_question"),
        (name_an_action_that_is_not_there, "actions/ has none of that name"),
        (lose_a_response, "says utter_rest, which the domain does not have"),
        (add_a_response_that_nobody_says, "Nothing ever says utter_nobody"),
        (lose_a_question, "asks for feelings, and there is neither"),
        (swap_two_questions, "questions of integration_form differ"),
        (say_words_that_hurt, 'utter_rest says "committed suicide"'),
        (talk_too_much, "utter_rest has 61 words"),
        (lead_nowhere, "leads to /nowhere"),
    ],
)
def test_what_is_broken_is_said(sound: Dialogue, harm: Callable[[Any], None], told: str) -> None:
    domain = copy.deepcopy(dict(sound.domain))
    harm(domain)
    assert any(told in sentence for sentence in lint.problems(replace(sound, domain=domain)))


def test_a_condition_on_a_safety_rule_is_said(sound: Dialogue) -> None:
    rules = copy.deepcopy(list(sound.rules))
    for rule in rules:
        if any(step.get("intent") == "safety_high" for step in rule["steps"]):
            rule["condition"] = [{"active_loop": "journal_form"}]
    assert any("must not have a condition" in sentence for sentence in lint.problems(replace(sound, rules=rules)))


def test_a_missing_safety_rule_is_said(sound: Dialogue) -> None:
    rules = [r for r in sound.rules if not any(s.get("intent") == "safety_imminent" for s in r["steps"])]
    told = lint.problems(replace(sound, rules=rules))
    assert "safety_imminent needs exactly one rule, and has 0." in told


def test_words_in_the_content_folder_are_read_too(sound: Dialogue) -> None:
    content = {"notices.yml": {"late": "He committed suicide."}}
    assert 'content/notices.yml says "committed suicide"; find other words.' in lint.problems(
        replace(sound, content=content)
    )


def test_an_intent_that_the_table_forgot_is_said(sound: Dialogue) -> None:
    table = {intent: row for intent, row in sound.table.items() if intent != "go_back"}
    told = lint.problems(replace(sound, table=table))
    assert told == ["data/listening.yml has no entry for go_back: say what it is for the listener."]


def test_an_entry_for_an_intent_that_is_not_there_is_said(sound: Dialogue) -> None:
    table = {**sound.table, "dance": sound.table["go_back"]}
    told = lint.problems(replace(sound, table=table))
    assert told == ["data/listening.yml has an entry for dance, which the domain does not know."]


def test_an_intent_that_people_type_needs_examples(sound: Dialogue) -> None:
    table = {**sound.table, "delete_now": sound.table["delete_something"]}
    assert lint.problems(replace(sound, table=table)) == ["The intent delete_now has no examples in data/nlu."]


def test_a_form_that_has_no_name_for_clients_is_said(sound: Dialogue) -> None:
    table = {form: flow for form, flow in sound.flows.items() if form != "plan_form"}
    told = lint.problems(replace(sound, flows=table))
    assert told == ["data/flows.yml has no entry for plan_form: say what a client reads who comes back to it (where)."]


@pytest.mark.parametrize(
    ("form", "flow", "told"),
    [
        ("dance_form", Flow(where="dancing"), "has an entry for dance_form, which is no form"),
        ("plan_form", Flow(where="planning", questions={"hope": Question()}), "has the question hope under plan_form"),
        ("plan_form", Flow(where="planning", answers_there={"dance"}), "names dance as an answer to plan_form"),
        (
            "plan_form",
            Flow(where="planning", questions={"plan_right": Question(answers_there={"dance"})}),
            "names dance as an answer to plan_right",
        ),
    ],
)
def test_an_entry_of_something_that_is_not_there_is_said(sound: Dialogue, form: str, flow: Flow, told: str) -> None:
    (sentence,) = lint.problems(replace(sound, flows={**sound.flows, form: flow}))
    assert told in sentence


def test_a_response_in_two_files_is_said(sound: Dialogue) -> None:
    files = {**sound.response_files, "data/responses/twice.yml": ["utter_rest"]}
    told = lint.problems(replace(sound, response_files=files))
    assert told == [
        "The response utter_rest is in data/responses/integration.yml and data/responses/twice.yml: keep one of them."
    ]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{kind: dancing}", "go_back: kind: unexpected value"),
        ("{kind: steering, wish: dance}", "wish: dance is no wish of the listener"),
        ("{kind: steering, begins: perhaps}", "begins: value could not be parsed to a boolean"),
        ("{kind: steering, words: 4}", "words: extra fields not permitted"),
    ],
)
def test_an_entry_that_cannot_be_understood_says_its_file_and_name(tmp_path: Path, entry: str, told: str) -> None:
    file = tmp_path / "listening.yml"
    file.write_text(f"intents:\n  go_back: {entry}\n")
    with pytest.raises(BadTable, match=r"^listening.yml, go_back: ") as broken:
        intents.read(file)
    assert told in str(broken.value)


@pytest.mark.parametrize("text", ["", "flows: 3", "forms:\n  plan_form: {where: planning}", "flows: {"])
def test_a_table_that_is_none_says_what_it_needs(tmp_path: Path, text: str) -> None:
    file = tmp_path / "flows.yml"
    file.write_text(text)
    with pytest.raises(BadTable, match="needs a list of entries by name under `flows`"):
        read(file)


def test_what_is_wrong_with_a_table_is_printed_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Dialogue:
        raise BadTable("flows.yml, plan_form: where: field required.")

    monkeypatch.setattr(lint, "read", broken)
    assert lint.main() == 1
    assert capsys.readouterr().out == "flows.yml, plan_form: where: field required.\n"
