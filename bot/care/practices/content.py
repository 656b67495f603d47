"""Practices as they are guided: the calming ones step by step, and the seven for between treatment sessions.

All their words come from `content/practices.yml`, each with its source and who reviewed it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.settings import PROJECT


@dataclass(frozen=True)
class Stage:
    """One step of a calming practice, and about how many seconds it takes."""

    text: str
    seconds: int


@dataclass(frozen=True)
class Guide:
    """What all practices have: a name, a title for buttons, and the pattern by which they are recognised."""

    name: str
    title: str
    heard: re.Pattern[str]


@dataclass(frozen=True)
class Calming(Guide):
    """A calming practice for any moment."""

    stages: Sequence[Stage]


@dataclass(frozen=True)
class Between(Guide):
    """Something to care for between treatment sessions, up to a small commitment."""

    reflection: str
    question: str
    options: Sequence[str]


@lru_cache(maxsize=1)
def calming() -> Mapping[str, Calming]:
    """The calming practices by name. Raises `OSError`, `yaml.YAMLError`, `KeyError` when the content is broken."""
    return {
        name: Calming(
            *_common(name, entry), [Stage(str(step["text"]).strip(), int(step["seconds"])) for step in entry["steps"]]
        )
        for name, entry in _content()["calming"].items()
    }


@lru_cache(maxsize=1)
def between() -> Mapping[str, Between]:
    """The practices for between treatment sessions by name. Raises as `calming` does."""
    return {
        name: Between(*_common(name, entry), entry["reflection"], entry["question"], entry["options"])
        for name, entry in _content()["between"].items()
    }


def named(text: str, among: Iterable[Guide]) -> list[str]:
    """The names of the practices whose words are in a text, the one with the most of them first."""
    plain = text.casefold().replace("’", "'")
    found = {guide.name: len(guide.heard.findall(plain)) for guide in among}
    return sorted((name for name, count in found.items() if count), key=lambda name: -found[name])


def title(name: str) -> str | None:
    """The title of a practice, or None if there is none of that name."""
    guide = calming().get(name) or between().get(name)
    return guide.title if guide else None


def _common(name: str, entry: Mapping[str, Any]) -> tuple[str, str, re.Pattern[str]]:
    words = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"\b") for word in entry["heard"])
    return name, str(entry["title"]), re.compile(rf"\b(?:{words})")


@lru_cache(maxsize=1)
def _content() -> Any:
    return yaml.safe_load((PROJECT / "content" / "practices.yml").read_text(encoding="utf-8"))
