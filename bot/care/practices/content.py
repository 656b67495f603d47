"""Content of the practices: the calming ones step by step, and the seven for between treatment sessions.

All texts come from `content/practices.yml`, each with its source and reviewer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.settings import PROJECT


@dataclass(frozen=True)
class CalmingStep:
    """One step of a calming practice: its text, and about how many seconds it takes."""

    text: str
    seconds: int


@dataclass(frozen=True)
class PracticeContent:
    """What all practices have: a name, a title for buttons, and a pattern that finds them in lower-case text."""

    name: str
    title: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class CalmingPractice(PracticeContent):
    """A calming practice, in steps."""

    steps: Sequence[CalmingStep]


@dataclass(frozen=True)
class BetweenPractice(PracticeContent):
    """A practice for between treatment sessions: a reflection, a question, and options for a small commitment."""

    reflection: str
    question: str
    options: Sequence[str]


@lru_cache(maxsize=1)
def calming() -> Mapping[str, CalmingPractice]:
    """The calming practices by name. Raises `OSError`, `yaml.YAMLError`, `KeyError` if the content is broken."""
    return {
        name: CalmingPractice(
            *_common(name, entry),
            [CalmingStep(str(step["text"]).strip(), int(step["seconds"])) for step in entry["steps"]],
        )
        for name, entry in _content()["calming"].items()
    }


@lru_cache(maxsize=1)
def between() -> Mapping[str, BetweenPractice]:
    """The practices for between treatment sessions by name, cached. Raises as `calming` does."""
    return {
        name: BetweenPractice(*_common(name, entry), entry["reflection"], entry["question"], entry["options"])
        for name, entry in _content()["between"].items()
    }


def named(text: str, among: Iterable[PracticeContent]) -> list[str]:
    """Keyword matching: the names of the practices whose words are in `text`, most matches first."""
    plain = text.casefold().replace("’", "'")
    found = {one.name: len(one.pattern.findall(plain)) for one in among}
    return sorted((name for name, count in found.items() if count), key=lambda name: -found[name])


def title(name: str) -> str | None:
    """The title of a practice; None if there is none with this name."""
    found = calming().get(name) or between().get(name)
    return found.title if found else None


def _common(name: str, entry: Mapping[str, Any]) -> tuple[str, str, re.Pattern[str]]:
    words = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"\b") for word in entry["heard"])
    return name, str(entry["title"]), re.compile(rf"\b(?:{words})")


@lru_cache(maxsize=1)
def _content() -> Any:
    return yaml.safe_load((PROJECT / "content" / "practices.yml").read_text(encoding="utf-8"))
