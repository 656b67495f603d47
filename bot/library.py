"""The library (FAQ): loads and validates the answers to clients' questions from `content/library/*.yml`.

The dialogue finds the entry that a question means, the actions say its answer, and the console and `landfall doctor`
say which entries no clinician has read yet. A change needs a restart and no training.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "content" / "library"
LONGEST_TITLE = 45  # characters: what fits on a button on a phone


class BadLibrary(ValueError):
    """A file or entry is invalid; the message says the file, the entry and what to do."""


@dataclass(frozen=True)
class Source:
    """The source of a fact. `url` is empty for what this project says of itself."""

    title: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One answer: `title` is what a button shows, `asks` are ways in which clients ask for it.

    `reviewed_by` and `reviewed_on` name the clinician who read it and the day; both are empty until one has.
    """

    id: str
    topic: str
    title: str
    asks: Sequence[str]
    answer: str
    sources: Sequence[Source]
    reviewed_by: str
    reviewed_on: str
    see: Sequence[str]

    @property
    def is_reviewed(self) -> bool:
        """Whether the names of a clinician and of the day are both there."""
        return bool(self.reviewed_by and self.reviewed_on)


@lru_cache(maxsize=1)
def library() -> Mapping[str, Entry]:
    """All entries of `content/library/` by id, in the order of the files; read once per process.

    Raises:
        BadLibrary: as `read`.
    """
    return read(FOLDER)


def read(folder: Path) -> dict[str, Entry]:
    """All entries of a folder's `*.yml` by id.

    Raises:
        BadLibrary: a file is no list of entries, an entry lacks something or is there twice, a title is too long for
            a button, or an entry refers to one that is not there.
    """
    found: dict[str, Entry] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise BadLibrary(f"{file.name} is no YAML: {error}") from error
        if not isinstance(rows, list):
            raise BadLibrary(f"{file.name} has to be a list of entries, each beginning with '- id:'.")
        for row in rows:
            entry = _entry(file, row)
            if entry.id in found:
                raise BadLibrary(f"{file.name}: the id {entry.id} is there twice. Give one of them another.")
            found[entry.id] = entry
    for entry in found.values():
        for other in entry.see:
            if other not in found:
                raise BadLibrary(f"{entry.topic}.yml: {entry.id} refers to {other}, which is not there.")
    return found


def _entry(file: Path, row: Any) -> Entry:
    try:
        reviewed = row.get("reviewed") or {}
        entry = Entry(
            id=str(row["id"]),
            topic=file.stem,
            title=str(row["title"]),
            asks=tuple(map(str, row["asks"])),
            answer=" ".join(str(row["answer"]).split()),
            sources=tuple(Source(str(one["title"]), str(one.get("url") or "")) for one in row["source"]),
            reviewed_by=str(reviewed.get("by") or ""),
            reviewed_on=str(reviewed.get("on") or reviewed.get(True) or ""),  # YAML reads a bare "on" as "yes"
            see=tuple(map(str, row.get("see") or ())),
        )
    except (AttributeError, KeyError, TypeError) as error:
        name = row.get("id", "an entry") if isinstance(row, dict) else "an entry"
        raise BadLibrary(f"{file.name}: {name} needs id, title, asks, answer and source ({error}).") from error
    if not entry.asks or not entry.answer or not entry.sources:
        raise BadLibrary(f"{file.name}: {entry.id} needs at least one way of asking, an answer and a source.")
    if len(entry.title) > LONGEST_TITLE:
        raise BadLibrary(
            f"{file.name}: the title of {entry.id} is over {LONGEST_TITLE} characters, too long for a button."
        )
    return entry
