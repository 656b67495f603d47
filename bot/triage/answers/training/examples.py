"""The labelled answers under `data/`: one file a voice, JSON Lines with `q`, `cls` and `text`."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.triage.answers.answer import CLASSES, number_of

FOLDER = Path(__file__).parents[1] / "data"


class BadAnswer(ValueError):
    """A line of the data that cannot be used; says the file, the line and what to do."""


@dataclass(frozen=True)
class Example:
    """One answer as it was labelled by hand, and whose voice it is."""

    voice: str
    question: str
    cls: str
    text: str

    @property
    def number(self) -> int:
        """The question as the classifier sees it."""
        return number_of(self.question)

    @property
    def goal(self) -> int:
        """The place of its class."""
        return CLASSES.index(self.cls)


def read(folder: Path = FOLDER) -> list[Example]:
    """The answers of every `*.jsonl` of `folder`; of the same words after the same question in one file only the first.

    Raises:
        BadAnswer: a line is no JSON object with these three texts, or names an unknown class.
    """
    found: dict[tuple[str, str, str], Example] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                example = _example(line, file.stem, f"{file.name}:{number}")
                found.setdefault((example.voice, example.question, example.text.lower()), example)
    return list(found.values())


def fingerprint(examples: Iterable[Example]) -> str:
    """SHA-256 over all that a model could learn from."""
    whole = hashlib.sha256()
    for one in examples:
        whole.update(f"{one.question}\t{one.cls}\t{one.text}\n".encode())
    return whole.hexdigest()


def voices(examples: Sequence[Example]) -> list[str]:
    """The voices, in order."""
    return sorted({example.voice for example in examples})


def _example(line: str, voice: str, place: str) -> Example:
    try:
        content = json.loads(line)
        question, cls, text = (str(content[key]).strip() for key in ("q", "cls", "text"))
    except (ValueError, KeyError, TypeError) as problem:
        raise BadAnswer(f'{place}: write {{"q": "life", "cls": "no", "text": "the answer"}}.') from problem
    if cls not in CLASSES:
        raise BadAnswer(f"{place}: {cls} is no class. There are: {', '.join(CLASSES)}.")
    if not text:
        raise BadAnswer(f"{place}: the text is empty. Remove the line.")
    return Example(voice, question, cls, " ".join(text.split()))
