"""Lint of responses: each is used, short and safe messaging; each button has an intent that exists."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.dialogue.lint.dialogue import Dialogue

MOST_WORDS = 60
MOST_WORDS_OF_A_STEP = 50  # of a practice; what stands around it comes on top
# Words that reports on suicide and self-harm, and a chat about them, should not use: https://reportingonsuicide.org/
FORBIDDEN = re.compile(
    r"\b(commit(s|ted|ting)? suicide|(successful|failed|unsuccessful|completed) (suicide|attempt)\w*|"
    r"(suicide|attempt)\w* (succeeded|failed)|attention[- ]seeking|crazy|insane|junkie|addict)\b",
    re.IGNORECASE,
)
RASA_NAMES = frozenset({"utter_message", "utter_action"})  # of rasa_sdk, not of a response


def responses_exist(it: Dialogue) -> Iterator[str]:
    """Each response that an action says is in the domain, and no response of the domain is unused."""
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


def responses_are_in_one_place(it: Dialogue) -> Iterator[str]:
    """Of two responses with one name Rasa would say only one."""
    count = Counter(name for names in it.response_files.values() for name in names)
    for name, times in count.items():
        if times > 1:
            files = " and ".join(file for file, names in it.response_files.items() if name in names)
            yield f"The response {name} is in {files}: keep one of them."


def words_are_safe(it: Dialogue) -> Iterator[str]:
    """Safe messaging: what clients read is short, and has none of the forbidden words."""
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
    """Each practice has its source, a field for the reviewer, and short steps."""
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
    """Each button's payload names an intent that exists."""
    for name, variations in it.responses.items():
        for variation in variations:
            for button in variation.get("buttons") or []:
                payload = str(button["payload"])
                intent = re.match(r"/(\w+)", payload)
                if intent is None or intent[1] not in it.intents:
                    yield f'The button "{button["title"]}" of {name} leads to {payload}, which does not exist.'


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
