"""The safety protocol as data: questions, strands, states and answer classes, read from `content/safety`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.safety.escalations import TIERS
from bot.settings import PROJECT

FOLDER = PROJECT / "content" / "safety"
REASSURING, WORRYING = "reassuring", "worrying"  # what an answer is, seen from the question that was asked
WORSE, PLAN = "worse", "plan"  # buttons of "is it any different?" that are no classes; worse is not reassuring
# Where an answer leads, besides a state.
MOVES = ("next", "again", "hold", "release", "beside", "medical", "third", "stop")
RESTING = ("BESIDE", "CLOSED")
HUMAN = "HUMAN"  # the state in which a coach holds the conversation; `handover` leads in and out
RETURN = "return"  # what stands under its `then`: back to where the talk stood


class BadProtocol(ValueError):
    """The protocol cannot be used; says which file and what is wrong with it."""


@dataclass(frozen=True)
class Question:
    """A question: the classes that are clearly good news after it, and the buttons as (class, title).

    `safety` says that a clearly good answer to it is believed in words of its own; `label` stands on the plan's card.
    """

    id: str
    reassuring: frozenset[str]
    buttons: Sequence[tuple[str, str]]
    safety: bool = False
    label: str = ""


@dataclass(frozen=True)
class Strand:
    """What the alarm is about: its categories of triage, where it begins for each tier, its questions per state."""

    id: str
    categories: Sequence[str]
    tier: str
    enters: Mapping[str, str]
    asks: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class State:
    """A state: whether the gateway holds the conversation in it, its own questions, and where each answer leads.

    `by_question` has the answers that lead elsewhere after one question. In a `silent` state nothing is ever said.
    """

    id: str
    about: str
    holds: bool
    asks: Sequence[str]
    then: str
    answers: Mapping[str, str]
    by_question: Mapping[str, Mapping[str, str]]
    silent: bool = False

    def leads(self, question: str | None, answer: str) -> str:
        """Where an answer leads; what the table does not have is asked again."""
        special = self.by_question.get(question or "", {})
        return special.get(answer) or self.answers.get(answer, "again")


@dataclass(frozen=True)
class Protocol:
    """The whole tree. `classes` maps each class to what it means; `risks` are those that are bad news by themselves."""

    classes: Mapping[str, str]
    risks: frozenset[str]
    questions: Mapping[str, Question]
    strands: Mapping[str, Strand]
    states: Mapping[str, State]

    def strand_of(self, tier: str, categories: Sequence[str]) -> str:
        """The first strand that fits an assessment; the last one when none does."""
        for strand in self.strands.values():
            if set(strand.categories) & set(categories) and TIERS.index(tier) >= TIERS.index(strand.tier):
                return strand.id
        return list(self.strands)[-1]

    def is_before(self, strand: str, other: str) -> bool:
        """Whether a strand goes before another one."""
        order = list(self.strands)
        return order.index(strand) < order.index(other)

    def asks(self, state: str, strand: str) -> Sequence[str]:
        """The questions of a state, in order: its own, or those that the strand has for it."""
        return self.states[state].asks or self.strands[strand].asks.get(state, ())


@lru_cache(maxsize=1)
def protocol() -> Protocol:
    """The protocol that is in use. Raises `BadProtocol`."""
    return read(FOLDER)


def read(folder: Path) -> Protocol:
    """The protocol of a folder. Raises `BadProtocol` when a file or an entry is missing or of the wrong kind."""
    try:
        classes = _load(folder / "classes.yml")["classes"]
        tree = _load(folder / "protocol.yml")
        questions = {
            str(name): Question(
                str(name),
                frozenset(map(str, one["reassuring"])),
                tuple((str(said), str(title)) for said, title in one["buttons"]),
                bool(one.get("safety")),
                str(one.get("label", "")),
            )
            for name, one in tree["questions"].items()
        }
        strands = {
            str(name): Strand(
                str(name),
                tuple(one["categories"]),
                str(one.get("tier", "none")),
                dict(one["enters"]),
                {state: tuple(asked) for state, asked in one["asks"].items()},
            )
            for name, one in tree["strands"].items()
        }
        states = {
            str(name): State(
                str(name),
                str(one["about"]),
                bool(one["holds"]),
                tuple(one.get("asks", ())),
                str(one["then"]),
                {str(said): str(leads) for said, leads in one["answers"].items()},
                {str(asked): dict(leads) for asked, leads in one.get("by_question", {}).items()},
                bool(one.get("silent")),
            )
            for name, one in tree["states"].items()
        }
        return Protocol(
            {str(name): str(one["means"]) for name, one in classes.items()},
            frozenset(str(name) for name, one in classes.items() if one.get("risk")),
            questions,
            strands,
            states,
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadProtocol(f"The safety protocol in {folder} cannot be read: {problem!r}") from problem


def _load(file: Path) -> Any:
    # "yes" and "no" are classes here, and YAML 1.1 would read them as true and false
    content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader without booleans
    return content


class _Loader(yaml.SafeLoader):
    """YAML where `yes` and `no` are words, and only `true` and `false` are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tfTF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
