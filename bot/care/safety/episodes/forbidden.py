"""What no text may say: words and phrases by reason, from `content/safety/forbidden.yml`, and where one is allowed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.care.safety.episodes.protocol import FOLDER, BadProtocol

FILE = FOLDER / "forbidden.yml"


@dataclass(frozen=True)
class Phrase:
    """A word or a phrase that is not to be said, why, and the ids and groups of texts in which it is unavoidable."""

    said: str
    why: str
    allowed: Sequence[str]

    def is_allowed(self, text_id: str) -> bool:
        """Whether a text may say it."""
        return any(text_id == place or text_id.startswith(f"{place}.") for place in self.allowed)

    def is_in(self, text: str) -> bool:
        """Whether a text says it: as whole words, in upper or lower case, with any ending where it ends in `*`."""
        return _pattern(self.said).search(text.replace("’", "'")) is not None


def read(file: Path = FILE) -> Sequence[Phrase]:
    """The phrases of a file. Raises `BadProtocol` when it cannot be read or an entry is of the wrong kind."""
    try:
        content: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return tuple(_phrases({why: said for why, said in content.items() if why != "reviewed"}))
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as problem:
        raise BadProtocol(f"{file.name} cannot be read: {problem!r}") from problem


def said_in(phrases: Sequence[Phrase], text_id: str, text: str) -> list[Phrase]:
    """The phrases that a text says although it may not. Ids begin with the group of their text."""
    return [one for one in phrases if not one.is_allowed(text_id) and one.is_in(text)]


@cache
def _pattern(said: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in said.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _phrases(content: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Phrase]:
    for why, said in content.items():
        for phrase, allowed in said.items():
            if not isinstance(phrase, str) or not isinstance(allowed, list):
                raise TypeError(f"{why}: {phrase!r}")
            yield Phrase(phrase, why.replace("_", " "), tuple(map(str, allowed)))
