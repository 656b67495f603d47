"""Lint of the dialogue: errors that `rasa data validate` does not find, and that clients would meet.

Each check yields plain sentences, one for each thing that is wrong. `landfall lint` prints them.
"""

import subprocess
from collections.abc import Callable, Iterator

import yaml

from bot.dialogue.lint.dialogue import Dialogue, read
from bot.dialogue.lint.questions import (
    flows_are_known,
    forms_ignore_distress,
    questions_can_be_asked,
    text_fills_only_the_asked_slot,
)
from bot.dialogue.lint.understanding import (
    actions_exist,
    distress_has_one_rule,
    every_intent_is_answered,
    every_intent_is_in_the_table,
    intents_can_be_told_apart,
    questions_can_come_first,
)
from bot.dialogue.lint.words import (
    FORBIDDEN,
    buttons_lead_somewhere,
    practices_are_complete,
    responses_are_in_one_place,
    responses_exist,
    words_are_safe,
)
from bot.flows import BadTable

__all__ = ["CHECKS", "FORBIDDEN", "Dialogue", "main", "problems", "read"]

Check = Callable[[Dialogue], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    forms_ignore_distress,
    text_fills_only_the_asked_slot,
    distress_has_one_rule,
    intents_can_be_told_apart,
    every_intent_is_in_the_table,
    every_intent_is_answered,
    questions_can_come_first,
    actions_exist,
    responses_exist,
    responses_are_in_one_place,
    questions_can_be_asked,
    flows_are_known,
    words_are_safe,
    practices_are_complete,
    buttons_lead_somewhere,
)


def problems(it: Dialogue) -> list[str]:
    """Everything that is wrong, in plain sentences."""
    return [sentence for check in CHECKS for sentence in check(it)]


def main() -> int:
    """Check the dialogue of this project. Returns 0 when nothing is wrong, and 1 after saying what is."""
    try:
        found = problems(read())
    except BadTable as problem:
        found = [str(problem)]
    except subprocess.CalledProcessError as failed:
        reason = str(failed.stderr).strip().splitlines() or ["no reason was given"]
        found = [f"actions/ cannot be loaded: {reason[-1]} (`python -m actions --list` says where)."]
    except yaml.YAMLError as problem:
        found = [f"A file of the dialogue is no YAML: {' '.join(str(problem).split())}"]
    for sentence in found:
        print(sentence)
    if not found:
        print("The dialogue is sound.")
    return 1 if found else 0
