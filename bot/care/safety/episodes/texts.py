"""The texts of the safety conversation, read from `content/safety/texts`: groups of alternatives, each with an id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.safety.episodes.protocol import FOLDER, BadProtocol

LONG_SENTENCE = 8  # words; a sentence so long is never said twice in an episode


@dataclass(frozen=True)
class Text:
    """One reviewed text, with who reviewed it and when where somebody did."""

    id: str
    text: str
    reviewed: str | None = None


@dataclass(frozen=True)
class Texts:
    """All texts by group (`question.life`, `reply.fear.now`), the phrasings of each topic, and the strands of some.

    `answering` are the themes that answer a question; they go before saying that there is no answer.
    """

    groups: Mapping[str, Sequence[Text]]
    topics: Mapping[str, Sequence[str]]
    by_id: Mapping[str, Text]
    themes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    strands: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answering: frozenset[str] = frozenset()

    def is_for(self, group: str, strand: str) -> bool:
        """Whether a group of texts may be said in a strand; one that names no strands may in any."""
        return strand in self.strands.get(group, (strand,))

    def theme_of(self, text: str) -> str | None:
        """The first theme whose words are in a message; None where there is none."""
        return next((theme for theme, words in self.themes.items() if words.search(text)), None)

    def last_asked(self, question: str, used: Sequence[str]) -> Text | None:
        """The text in which a question was asked last; its first one where that is gone from the texts since."""
        asked = self.groups.get(question if question == "step_when" else f"question.{question}", ())
        by_id = {text.id: text for text in asked}
        return next((by_id[one] for one in reversed(used) if one in by_id), next(iter(asked), None))

    def pick(self, group: str, used: Sequence[str]) -> Text | None:
        """The first text of a group that was not used yet; None when all were, or there is no such group."""
        return next((text for text in self.groups.get(group, ()) if text.id not in used), None)


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The texts that are in use. Raises `BadProtocol`."""
    return read(FOLDER / "texts")


def read(folder: Path) -> Texts:
    """The texts of a folder. Raises `BadProtocol` when a file is broken or an id is there twice."""
    groups: dict[str, list[Text]] = {}
    topics: dict[str, list[str]] = {}
    by_id: dict[str, Text] = {}
    themes: dict[str, re.Pattern[str]] = {}
    strands: dict[str, list[str]] = {}
    answering: set[str] = set()
    for file in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            content.pop("reviewed", None)
            for group, items in _groups(content, ""):
                if isinstance(items, dict) and items.get("answers"):
                    answering.add(group.removeprefix("theme."))
                if isinstance(items, dict) and "strands" in items:
                    strands[group] = list(map(str, items["strands"]))
                if isinstance(items, dict) and "words" in items:
                    themes[group.removeprefix("theme.")] = _words(items["words"])
                    items = items["texts"]
                elif isinstance(items, dict) and "asks" not in items:
                    items = items["texts"]
                elif isinstance(items, dict):
                    topics[group.removeprefix("topic.")] = [str(one) for one in items["asks"]]
                    items = items["texts"]
                for item in items:
                    text = Text(str(item["id"]), str(item["text"]).strip(), _reviewed(item.get("reviewed")))
                    if text.id in by_id:
                        raise BadProtocol(f"{file.name}: the id {text.id} is there twice.")
                    by_id[text.id] = text
                    groups.setdefault(group, []).append(text)
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as problem:
            raise BadProtocol(f"{file.name} cannot be read: {problem!r}") from problem
    return Texts(groups, topics, by_id, themes, strands, frozenset(answering))


def sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to be heard as a repetition, without case and punctuation."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        words = re.findall(r"[\w'{}]+", sentence.casefold())
        if len(words) >= LONG_SENTENCE:
            found.append(" ".join(words))
    return found


def _groups(content: Mapping[Any, Any], path: str) -> Iterator[tuple[str, Any]]:
    """The lists of a file with their path, and the topics as they are."""
    for key, value in content.items():
        name = f"{path}.{_name(key)}" if path else _name(key)
        if isinstance(value, list) or (isinstance(value, dict) and "texts" in value):
            yield name, value
        elif isinstance(value, dict):
            yield from _groups(value, name)


def _words(ways: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(str, ways))})\b", re.IGNORECASE)


def _name(key: Any) -> str:
    """A key as written: YAML reads bare yes and no as true and false, and here they are classes."""
    return {True: "yes", False: "no"}.get(key, str(key)) if isinstance(key, bool) else str(key)


def _reviewed(entry: Any) -> str | None:
    if not isinstance(entry, dict) or not entry.get("by"):
        return None
    return f"{entry['by']}, {entry.get('on') or 'no date'}"
