"""The lint of the dialogue: what `rasa data validate` lets pass, and a client would pay for.

Each check yields plain sentences, one for each thing that is wrong. `landfall lint` prints them.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.settings import PROJECT

SAFETY = ("safety_imminent", "safety_high", "safety_elevated")
# Intents that nobody types: set by a gate, by Rasa, by the gateway, or carried by a button.
NEVER_TYPED = frozenset({*SAFETY, "open_chat", "needs_consent", "nlu_fallback"}) | {
    "delete_now",
    "keep_it",
    "let_coach_know",
    "not_in_library",
    "share_page",
    "hide_page",
    "delete_page",
    "really_delete_page",
    "measures_not_now",
    "more_to_do",
}
MOST_WORDS = 60
MOST_WORDS_OF_A_STEP = 50  # of a practice; what stands around it comes on top
# Words that reports on suicide and self-harm, and a chat about them, should not use: https://reportingonsuicide.org/
FORBIDDEN = re.compile(
    r"\b(commit(s|ted|ting)? suicide|(successful|failed|unsuccessful|completed) (suicide|attempt)\w*|"
    r"(suicide|attempt)\w* (succeeded|failed)|attention[- ]seeking|crazy|insane|junkie|addict)\b",
    re.IGNORECASE,
)
RASA_NAMES = frozenset({"utter_message", "utter_action"})  # of rasa_sdk, not of a response
BUILT_IN_ACTIONS = frozenset({"action_listen", "action_deactivate_loop", "action_default_fallback"})


@dataclass(frozen=True)
class Dialogue:
    """What the checks look at. `known` is what the action server says of itself (`python -m actions --list`)."""

    domain: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]]
    examples: Mapping[str, Sequence[str]]
    sources: str
    known: Mapping[str, Any]
    content: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def intents(self) -> list[str]:
        """All intents of the domain."""
        return [next(iter(intent)) if isinstance(intent, dict) else intent for intent in self.domain["intents"]]

    @property
    def responses(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All responses, by name."""
        found: Mapping[str, Sequence[Mapping[str, Any]]] = self.domain["responses"]
        return found

    @property
    def actions(self) -> list[str]:
        """The custom actions that the domain names."""
        return list(self.domain["actions"])

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """All forms, by name."""
        found: Mapping[str, Mapping[str, Any]] = self.domain["forms"]
        return found

    @cached_property
    def steps(self) -> list[tuple[str, Mapping[str, Any]]]:
        """All steps of all rules, each with its rule's name; the parts of an `or` one by one."""
        return [
            (str(rule["rule"]), part)
            for rule in self.rules
            for step in rule["steps"]
            for part in step.get("or", [step])
        ]


Check = Callable[[Dialogue], Iterator[str]]


def forms_ignore_distress(it: Dialogue) -> Iterator[str]:
    """A form that does not ignore a safety intent would file a cry for help away as an answer."""
    for name, form in it.forms.items():
        for intent in SAFETY:
            if intent not in (form.get("ignored_intents") or []):
                yield f"The form {name} has to list {intent} under ignored_intents."


def text_fills_only_the_asked_slot(it: Dialogue) -> Iterator[str]:
    """A from_text mapping without a condition takes every message, anywhere."""
    for name, slot in it.domain["slots"].items():
        for mapping in slot.get("mappings", []):
            if mapping.get("type") != "from_text":
                continue
            conditions = mapping.get("conditions") or []
            if not conditions or not all(
                one.get("active_loop") and one.get("requested_slot") == name for one in conditions
            ):
                yield f"The from_text mapping of {name} needs a condition with active_loop and requested_slot: {name}."
            if set(SAFETY) & set(mapping.get("intent") or []):
                yield f"The from_text mapping of {name} takes a safety intent for an answer."


def distress_has_one_rule(it: Dialogue) -> Iterator[str]:
    """One rule for each safety intent that holds everywhere, and no other rule."""
    for intent in SAFETY:
        rules = [rule for rule in it.rules if any(step.get("intent") == intent for step in _parts(rule))]
        if len(rules) != 1:
            yield f"{intent} needs exactly one rule, and has {len(rules)}."
        for rule in rules:
            if rule.get("condition") or rule.get("conversation_start"):
                yield f'The rule "{rule["rule"]}" for {intent} must not have a condition.'


def intents_can_be_told_apart(it: Dialogue) -> Iterator[str]:
    """Rasa mistakes an intent whose name begins with another's name; and one without examples is never found."""
    for intent in it.intents:
        for other in it.intents:
            if other != intent and other.startswith(intent):
                yield f"The intent {intent} is the beginning of {other}: rename one of them."
        if intent not in NEVER_TYPED and not it.examples.get(intent):
            yield f"The intent {intent} has no examples in data/nlu."
    for intent in it.examples:
        if intent not in it.intents:
            yield f"data/nlu has examples for {intent}, which the domain does not know."


def every_intent_is_answered(it: Dialogue) -> Iterator[str]:
    """Each intent has a rule, and each rule's intent exists."""
    used = {step["intent"] for _, step in it.steps if "intent" in step}
    for intent in sorted(set(it.intents) - used):
        yield f"No rule says what happens on {intent}."
    for intent in sorted(used - set(it.intents)):
        yield f"A rule uses the intent {intent}, which the domain does not know."


def actions_exist(it: Dialogue) -> Iterator[str]:
    """The domain's actions are those of the action server, and rules use only what exists."""
    here, there = set(it.actions), set(it.known["actions"])
    for name in sorted(here - there):
        yield f"The domain names the action {name}, and actions/ has none of that name."
    for name in sorted(there - here):
        yield f"actions/ has the action {name}, and the domain does not name it."
    usable = here | set(it.responses) | set(it.forms) | BUILT_IN_ACTIONS
    for rule, step in it.steps:
        if "action" in step and step["action"] not in usable:
            yield f'The rule "{rule}" uses {step["action"]}, which does not exist.'


def responses_exist(it: Dialogue) -> Iterator[str]:
    """Whatever an action says is in the domain, and whatever is in the domain is said somewhere."""
    said = set(re.findall(r"\butter_\w+(?![\w{])", it.sources)) - RASA_NAMES
    beginnings = tuple(re.findall(r"\b(utter_\w+)\{", it.sources))  # f"utter_number_{...}"
    for name in sorted(said - set(it.responses)):
        if not name.startswith(beginnings or ("-",)) and not (name + "_").startswith(beginnings or ("-",)):
            yield f"An action says {name}, which the domain does not have."
    said |= {step["action"] for _, step in it.steps if "action" in step}
    said |= {f"utter_ask_{slot}" for form in it.forms.values() for slot in form["required_slots"]}
    for name in it.responses:
        if name not in said and not (beginnings and name.startswith(beginnings)):
            yield f"Nothing ever says {name}."


def questions_can_be_asked(it: Dialogue) -> Iterator[str]:
    """Each question of a form has words, a slot, and something that hears the answer; in the same order everywhere."""
    for name, form in it.forms.items():
        slots = list(form["required_slots"])
        for slot in slots:
            asked = {f"action_ask_{slot}", f"action_ask_{name}_{slot}"} & set(it.actions)
            asked |= {f"utter_ask_{slot}", f"utter_ask_{name}_{slot}"} & set(it.responses)
            if not asked:
                yield f"{name} asks for {slot}, and there is neither utter_ask_{slot} nor action_ask_{slot}."
            if slot not in it.domain["slots"]:
                yield f"{name} asks for {slot}, which is no slot."
        if f"validate_{name}" not in it.actions:
            yield f"{name} has no validate_{name}, so nothing would be stored."
        if it.known["questions"].get(name) != slots:
            yield f"The questions of {name} differ between domain.yml and actions/."


def words_are_safe(it: Dialogue) -> Iterator[str]:
    """What clients read: short, and without words that hurt."""
    for name, variations in it.responses.items():
        for variation in variations:
            text = str(variation.get("text") or "")
            if len(text.split()) > MOST_WORDS:
                yield f"{name} has {len(text.split())} words; more than {MOST_WORDS} is too long to read at once."
            yield from _forbidden(name, text)
            for button in variation.get("buttons") or []:
                yield from _forbidden(name, str(button.get("title")))
    for name, inside in it.content.items():
        for text in _texts(inside):
            yield from _forbidden(f"content/{name}", text)


def practices_are_complete(it: Dialogue) -> Iterator[str]:
    """What guides clients step by step is short, says where it is from, and leaves room for who reviewed it."""
    content = it.content.get("practices.yml") or {}
    for group in ("calming", "between"):
        for name, guide in (content.get(group) or {}).items():
            for field_ in ("title", "heard", "source", "reviewed"):
                if not guide.get(field_):
                    yield f"The practice {name} needs a {field_}."
            said = [str(step["text"]) for step in guide.get("steps", [])]
            if group == "between":
                said += [f"{guide['reflection']} {guide['question']}", " ".join(guide["options"])]
            for text in said:
                if len(text.split()) > MOST_WORDS_OF_A_STEP:
                    yield f"The practice {name} says {len(text.split())} words at once: “{text[:30].strip()} …”"


def buttons_lead_somewhere(it: Dialogue) -> Iterator[str]:
    """Each button means an intent that exists, and is short enough for a phone."""
    for name, variations in it.responses.items():
        for variation in variations:
            for button in variation.get("buttons") or []:
                payload = str(button["payload"])
                intent = re.match(r"/(\w+)", payload)
                if intent is None or intent[1] not in it.intents:
                    yield f'The button "{button["title"]}" of {name} leads to {payload}, which does not exist.'


CHECKS: tuple[Check, ...] = (
    forms_ignore_distress,
    text_fills_only_the_asked_slot,
    distress_has_one_rule,
    intents_can_be_told_apart,
    every_intent_is_answered,
    actions_exist,
    responses_exist,
    questions_can_be_asked,
    words_are_safe,
    practices_are_complete,
    buttons_lead_somewhere,
)


def problems(it: Dialogue) -> list[str]:
    """Everything that is wrong, in plain sentences."""
    return [sentence for check in CHECKS for sentence in check(it)]


def read(project: Path = PROJECT) -> Dialogue:
    """The dialogue of a project folder. Raises `yaml.YAMLError`, `OSError`, `subprocess.CalledProcessError`."""
    listed = subprocess.run(  # its own process: what lies above the dialogue is not imported from here
        [sys.executable, "-m", "actions", "--list"], cwd=project, capture_output=True, text=True, check=True
    )
    domain = _load(project / "domain.yml")
    rules = [rule for file in sorted((project / "data" / "rules").glob("*.yml")) for rule in _load(file)["rules"]]
    nlu = [part for file in sorted((project / "data" / "nlu").glob("*.yml")) for part in _load(file)["nlu"]]
    examples = {part["intent"]: str(part["examples"]).splitlines() for part in nlu if "intent" in part}
    sources = "\n".join(file.read_text() for file in sorted((project / "actions").rglob("*.py")))
    content = {file.name: _load(file) for file in sorted((project / "content").glob("*.yml"))}
    return Dialogue(domain, rules, examples, sources, json.loads(listed.stdout.splitlines()[-1]), content)


def main() -> int:
    """Check the dialogue of this project. Returns 0 when nothing is wrong, and 1 after saying what is."""
    found = problems(read())
    for sentence in found:
        print(sentence)
    if not found:
        print("The dialogue is sound.")
    return 1 if found else 0


def _load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _parts(rule: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for step in rule["steps"]:
        yield from step.get("or", [step])


def _texts(inside: Any) -> Iterator[str]:
    if isinstance(inside, str):
        yield inside
    elif isinstance(inside, Mapping):
        for one in inside.values():
            yield from _texts(one)
    elif isinstance(inside, Sequence):
        for one in inside:
            yield from _texts(one)


def _forbidden(where: str, text: str) -> Iterator[str]:
    found = FORBIDDEN.search(text)
    if found:
        yield f'{where} says "{found[0]}"; find other words.'


if __name__ == "__main__":
    sys.exit(main())
