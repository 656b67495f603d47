"""Test cases: our held-out messages, those that were written apart, and files from outside."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.triage import examples
from bot.triage.examples import Example
from bot.triage.model import ContextMessage, Tier


class BadFile(ValueError):
    """A file of test cases that cannot be read; says which line and what it should look like."""


@dataclass(frozen=True)
class Case:
    """One message with the tier that it should get. `tier` is None where only `worrying` is known."""

    text: str
    context: tuple[ContextMessage, ...]
    worrying: bool
    tier: Tier | None


@dataclass(frozen=True)
class Set:
    """The cases of one source."""

    name: str
    cases: tuple[Case, ...]


def own() -> list[Set]:
    """The held-out part of our messages, and those that were written apart."""
    _, held = examples.split(examples.written())
    files: dict[str, list[Example]] = {}
    for example in examples.apart():
        files.setdefault(example.place.split(":")[0].removesuffix(".txt"), []).append(example)
    return [_of("held out", held), *(_of(f"apart: {name}", some) for name, some in files.items())]


def outside(folder: Path) -> list[Set]:
    """The `*.jsonl` files of a folder. A line is `{"text", "label": 0|1, "tier"?, "context"?}`.

    A line without a label is left out.

    Raises:
        BadFile: there is no such file, or a line is not like that.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise BadFile(f"{folder} has no *.jsonl file.")
    return [Set(file.stem, tuple(_lines(file))) for file in files]


def _of(name: str, some: Sequence[Example]) -> Set:
    return Set(
        name,
        tuple(
            Case(e.text, tuple(ContextMessage("user", turn) for turn in e.before), e.tier is not Tier.NONE, e.tier)
            for e in some
        ),
    )


def _lines(file: Path) -> list[Case]:
    found: list[Case] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            label, tier = row.get("label"), row.get("tier")
            context = tuple(ContextMessage(turn["role"], turn["content"]) for turn in row.get("context") or ())
            case = Case(row["text"], context, bool(label), Tier(tier) if tier in list(Tier) else None)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise BadFile(
                f'{file.name}, line {number}: not like {{"text": "...", "label": 1, "tier": "high"}}.'
            ) from problem
        if label in (0, 1):
            found.append(case)
    return found
