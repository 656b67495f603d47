"""The lint of the dialogue: sound as it is, and it says so when somebody breaks a promise."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.dialogue import lint
from bot.dialogue.lint import Dialogue


@pytest.fixture(scope="module")
def sound() -> Dialogue:
    return lint.read()


def test_the_dialogue_is_sound(sound: Dialogue) -> None:
    assert lint.problems(sound) == []


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
