"""Lint of forms: each question has a response, a slot that only its answer fills, and an action that validates it."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.dialogue.lint.dialogue import SAFETY, Dialogue


def forms_ignore_distress(it: Dialogue) -> Iterator[str]:
    """Each form ignores the safety intents; otherwise it would store a cry for help as an answer."""
    for name, form in it.forms.items():
        for intent in SAFETY:
            if intent not in (form.get("ignored_intents") or []):
                yield f"The form {name} has to list {intent} under ignored_intents."


def text_fills_only_the_asked_slot(it: Dialogue) -> Iterator[str]:
    """Each `from_text` slot mapping has a condition; otherwise any message would fill the slot."""
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


def questions_can_be_asked(it: Dialogue) -> Iterator[str]:
    """Each question has a response, a slot and a validation action, in the same order in domain and actions."""
    for name, form in it.forms.items():
        slots = list(form["required_slots"])
        for slot in slots:
            asked = {f"action_ask_{slot}", f"action_ask_{name}_{slot}"} & set(it.actions)
            asked |= {f"utter_ask_{slot}", f"utter_ask_{name}_{slot}"} & set(it.responses)
            if not asked:
                yield f"{name} asks for {slot}, and there is neither utter_ask_{slot} nor action_ask_{slot}."
            if slot not in it.domain["slots"]:
                yield f"{name} asks for {slot}, which is no slot."
            elif name not in _filled_in(it.domain["slots"][slot]):
                yield f"{name} asks for {slot}, and no from_text mapping fills that slot in {name}."
        if f"validate_{name}" not in it.actions:
            yield f"{name} has no validate_{name}, so nothing would be stored."
        handled = list(it.known["questions"].get(name) or [])
        if handled != slots:
            yield f"The questions of {name} differ between domain.yml and actions/: {_difference(slots, handled)}."


def flows_are_known(it: Dialogue) -> Iterator[str]:
    """Each form has an entry in `data/flows.yml`, and that table names only forms, slots and intents that exist."""
    for name in it.forms:
        if name not in it.flows:
            yield f"data/flows.yml has no entry for {name}: say what a client reads who comes back to it (where)."
    for name, flow in it.flows.items():
        if name not in it.forms:
            yield f"data/flows.yml has an entry for {name}, which is no form of the domain."
            continue
        for slot in flow.questions:
            if slot not in it.forms[name]["required_slots"]:
                yield f"data/flows.yml has the question {slot} under {name}, which does not ask it."
        places = {name: flow.answers_there} | {slot: one.answers_there for slot, one in flow.questions.items()}
        for place, intents in places.items():
            for intent in sorted(intents - set(it.intents)):
                yield f"data/flows.yml names {intent} as an answer to {place}, and the domain does not know it."


def _difference(slots: list[str], handled: list[str]) -> str:
    """How two lists of questions differ, in words."""
    only = [
        f"only {place} has {', '.join(names)}"
        for place, names in (
            ("domain.yml", [slot for slot in slots if slot not in handled]),
            ("actions/", [slot for slot in handled if slot not in slots]),
        )
        if names
    ]
    return "; ".join(only) or "they are in another order"


def _filled_in(slot: Mapping[str, Any]) -> set[str]:
    """The forms in which what a client writes can fill a slot."""
    texts = [mapping for mapping in slot.get("mappings") or [] if mapping.get("type") == "from_text"]
    return {str(one.get("active_loop")) for mapping in texts for one in mapping.get("conditions") or []}
