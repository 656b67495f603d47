"""Training and held-out answers: reading the files in `data/` and `held_out/`, whose form README.md describes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.listening.reflections.classes import CLASSES

HERE = Path(__file__).resolve().parent.parent
DATA, HELD_OUT = HERE / "data", HERE / "held_out"


class BadExample(ValueError):
    """A line that is not in the form; says the file and the line."""


@dataclass(frozen=True)
class Example:
    """An answer, the name of its question, and its classes, the leading one first."""

    question: str | None
    text: str
    classes: tuple[str, ...]


def read(folder: Path) -> Sequence[Example]:
    """All answers of the files in a folder. Raises `BadExample`."""
    return [example for file in sorted(folder.glob("*.txt")) for example in _of(file)]


def _of(file: Path) -> Iterator[Example]:
    question = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("? "):
            question = line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            labels, tab, text = line.partition("\t")
            classes = tuple(labels.split())
            if not tab or not text.strip() or not classes or not set(classes) <= set(CLASSES):
                raise BadExample(f"{file.name}, line {number}: {line[:60]!r} is no class, a tab and an answer")
            yield Example(question, text.strip(), classes)
