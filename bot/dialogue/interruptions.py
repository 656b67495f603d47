"""Interruptions as data: whether an intent can interrupt an open question, by a threshold on its length in words.

Read from `data/interruptions.yml`, with the kinds of questions from `data/flows.yml`; both files explain themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import root_validator, validator

from bot import flows as table_of_flows
from bot.dialogue.token_overlap import QUESTION
from bot.flows import Flow, Kind, Question, Strict, entries

if TYPE_CHECKING:
    Pattern = re.Pattern[str]
else:
    Pattern = re.Pattern  # pydantic 1 knows no other

FILE = table_of_flows.FILE.with_name("interruptions.yml")
NEVER = -1  # no message has so few words
WITH_WORDS = frozenset({"steering", "small_talk", "question", "reply", "outcome"})
NEVER_TYPED = frozenset({"button", "set"})  # kinds of intents that have no examples


class Interruption(Strict):
    """One row of the table: whether an intent can interrupt, and in at most how many words."""

    kind: Literal["steering", "small_talk", "question", "reply", "outcome", "outside", "button", "set"]
    words: int = NEVER
    at_least: int = 0
    while_writing: int = NEVER
    while_changing: int = NEVER
    at_a_step: int = NEVER
    only_if: Pattern | None = None
    unless: Mapping[Kind, Pattern] = {}
    all_examples: frozenset[Literal["words", "whole"]] = frozenset()

    @root_validator(pre=True)
    def _defaults(cls, given: dict[str, Any]) -> dict[str, Any]:
        steering = given.get("kind") == "steering"
        return {
            "while_changing": given.get("while_writing", NEVER),
            "at_a_step": given.get("words", NEVER) if steering else NEVER,
        } | given

    @validator("words", "while_writing", "while_changing", "at_a_step", pre=True)
    def _never(cls, value: Any) -> Any:
        return NEVER if value == "never" else value

    @validator("only_if", pre=True)
    def _in_any_case(cls, value: Any) -> Any:
        return _pattern(value)

    @validator("unless", pre=True)
    def _each_in_any_case(cls, value: Any) -> Any:
        return {kind: _pattern(one) for kind, one in value.items()} if isinstance(value, Mapping) else value

    @root_validator(skip_on_failure=True)
    def _counted(cls, read: dict[str, Any]) -> dict[str, Any]:
        if (read["words"] > NEVER) != (read["kind"] in WITH_WORDS):
            needed = (
                "needs `words`" if read["kind"] in WITH_WORDS else "counts nowhere in a question, so it has no `words`"
            )
            raise ValueError(f"the kind {read['kind']} {needed}")
        return read


def _pattern(value: Any) -> Any:
    try:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value
    except re.error as problem:
        raise ValueError(f"is no regular expression ({problem})") from problem


UNKNOWN = Interruption(kind="outside")


@dataclass(frozen=True)
class Interruptions:
    """Both tables, and the one decision that the answer gate makes with them."""

    intents: Mapping[str, Interruption]
    flows: Mapping[str, Flow]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions of all forms that have an entry in `data/flows.yml`, by their slot."""
        return {slot: question for flow in self.flows.values() for slot, question in flow.questions.items()}

    @property
    def never_typed(self) -> frozenset[str]:
        """The intents that nobody types: a button carries them, or a gate, the gateway or Rasa sets them."""
        return frozenset(intent for intent, row in self.intents.items() if row.kind in NEVER_TYPED)

    def of(self, intent: str) -> Interruption:
        """The row of an intent; one that is not in the table never interrupts."""
        return self.intents.get(intent, UNKNOWN)

    def kind_of(self, asking: str) -> Kind | None:
        """The kind of the question "form.slot", where the table has one."""
        question = self.questions.get(asking.partition(".")[2])
        return question.kind if question else None

    def can_interrupt(self, intent: str, text: str, asking: str) -> bool:
        """Whether a message classified as `intent` can interrupt the question "form.slot" at all."""
        row, kind, length = self.of(intent), self.kind_of(asking), len(text.split())
        if row.only_if and not row.only_if.search(text):
            return False
        if length < row.at_least and kind != "step":
            return False
        if kind == "writing":
            return length <= row.while_writing
        if kind == "changing":
            return length <= row.while_changing
        if row.kind == "question":
            return length <= row.words and bool(QUESTION.search(text))
        if kind == "step":
            return length <= row.at_a_step
        if self._is_the_answer(intent, asking) or (row.kind == "outcome" and kind != "outcome"):
            return False
        otherwise = row.unless.get(kind) if kind else None
        return length <= row.words and not (otherwise and otherwise.search(text))

    def _is_the_answer(self, intent: str, asking: str) -> bool:
        form, _, slot = asking.partition(".")
        places = (self.questions.get(slot), self.flows.get(form))
        return any(place is not None and intent in place.answers_there for place in places)


@lru_cache(maxsize=1)
def interruptions() -> Interruptions:
    """The tables of this project. Raises `BadTable`, as `read`."""
    return Interruptions(read(FILE), table_of_flows.flows())


def read(file: Path) -> Mapping[str, Interruption]:
    """The interruptions of a file, by intent.

    Raises:
        BadTable: the file is not there, or an entry cannot be understood.
    """
    return entries(file, "interruptions", Interruption)
