"""The labelled messages under `data/`: one file a voice, JSON Lines with `q`, `text` and `has`, the labels in it.

To them come the phrasings under `asks` in content/safety/texts, each of which asks for its topic.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "data"
TEXTS = Path(__file__).parents[4] / "content" / "safety" / "texts"
KINDS = ("topic.", "theme.", "fact.")
# Spoken in one strand only, in the place of another topic (bot/care/safety/episodes/course.py).
IN_THE_PLACE_OF_ANOTHER = frozenset({"words_for_them", "words_about_it", "who_to_ring_for_them", "they_drank"})


class BadMessage(ValueError):
    """A line of the data that cannot be used; says the file, the line and what to do."""


@dataclass(frozen=True)
class Example:
    """One message, the question before it, the labels in it, and whose voice it is."""

    voice: str
    question: str | None
    text: str
    has: frozenset[str]


def read(folder: Path = FOLDER) -> list[Example]:
    """The messages of every `*.jsonl` of `folder`, each text of a file once, and the phrasings of the topics.

    Raises:
        BadMessage: a line is no JSON object with these keys, or a label is of no known kind.
    """
    found: dict[tuple[str, str], Example] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                example = _example(line, file.stem, f"{file.name}:{number}")
                found.setdefault((example.voice, example.text.lower()), example)
    if folder == FOLDER:
        found |= {("phrasings", one.text.lower()): one for one in _phrasings(TEXTS)}
    return list(found.values())


def labels(examples: Iterable[Example]) -> list[str]:
    """All labels, in order."""
    return sorted({label for one in examples for label in one.has})


def fingerprint(examples: Iterable[Example]) -> str:
    """SHA-256 over all that a network could learn from, in any order."""
    lines = sorted(f"{one.question}\t{sorted(one.has)}\t{one.text}\n" for one in examples)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def voices(examples: Sequence[Example]) -> list[str]:
    """The voices, in order."""
    return sorted({example.voice for example in examples})


def _example(line: str, voice: str, place: str) -> Example:
    try:
        content = json.loads(line)
        question, text, has = content["q"], str(content["text"]).strip(), [str(label) for label in content["has"]]
    except (ValueError, KeyError, TypeError) as problem:
        raise BadMessage(f'{place}: write {{"q": "life", "text": "the message", "has": ["theme.debt"]}}.') from problem
    unknown = [label for label in has if not label.startswith(KINDS)]
    if unknown:
        raise BadMessage(f"{place}: {unknown[0]} is no label. Labels begin with {', '.join(KINDS)}.")
    if not text:
        raise BadMessage(f"{place}: the text is empty. Remove the line.")
    return Example(voice, None if question in (None, "open") else str(question), " ".join(text.split()), frozenset(has))


def _phrasings(folder: Path) -> list[Example]:
    """What asks for each topic, as clinicians wrote it beside the answer."""
    asked: dict[str, Example] = {}
    for file in sorted(folder.glob("*.yml")):
        topics = yaml.safe_load(file.read_text(encoding="utf-8")).get("topic", {})
        for topic, content in topics.items():
            for one in content["asks"] if topic not in IN_THE_PLACE_OF_ANOTHER and isinstance(content, dict) else ():
                text = " ".join(str(one).split())
                asked.setdefault(text.lower(), Example("phrasings", None, text, frozenset({f"topic.{topic}"})))
    return list(asked.values())
