"""Test cases: our held-out messages, those that were written apart, and files from outside."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot.triage import examples
from bot.triage.evaluation.places import PLACES, asked_before, place_of
from bot.triage.examples import Example
from bot.triage.model import ContextMessage, Tier

SHORT = 15  # words of a short message


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


@lru_cache(maxsize=1)
def own() -> tuple[Set, ...]:
    """The held-out part of our messages, and those that were written apart, each after a question as in life.

    Then the same with nothing asked, the short ones alone, and those of the flow by their place.
    """
    _, held = examples.split(examples.written())
    apart = examples.apart()
    files: dict[str, list[Example]] = {}
    places: dict[str, list[Example]] = {}
    for example in apart:
        files.setdefault(example.place.split(":")[0].removesuffix(".txt"), []).append(example)
        if example.asked is not None:
            places.setdefault(place_of(example.asked), []).append(example)
    short = [example for example in (*held, *apart) if len(example.text.split()) <= SHORT]
    return (
        _of("held out", held),
        *(_of(f"apart: {name}", some) for name, some in files.items()),
        *(_of(f"in flow, {place}", places[place]) for place in PLACES if place in places),
        _of(f"all of {SHORT} words or fewer", short),
        _of("held out, nothing asked", held, asked=False),
        _of("apart, nothing asked", [example for example in apart if example.asked is None], asked=False),
    )


def outside(folder: Path) -> list[Set]:
    """The `*.jsonl` files of a folder. A line is `{"text", "label": 0|1, "tier"?, "context"?}`.

    A line without a label is left out. Each file is measured twice: after a question of the dialogue, and as it is.

    Raises:
        BadFile: there is no such file, or a line is not like that.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise BadFile(f"{folder} has no *.jsonl file.")
    sets: list[Set] = []
    for file in files:
        found = _lines(file)
        asked = [case if case.context else replace(case, context=_asked(case.text)) for case in found]
        sets += [Set(file.stem, tuple(asked)), Set(f"{file.stem}, nothing asked", tuple(found))]
    return sets


def _asked(text: str) -> tuple[ContextMessage, ...]:
    return (ContextMessage("assistant", asked_before(text)),)


def _of(name: str, some: Sequence[Example], *, asked: bool = True) -> Set:
    return Set(name, tuple(_case(example, asked) for example in some))


def _case(example: Example, asked: bool) -> Case:
    turns = tuple(ContextMessage("user", turn) for turn in example.before)
    question = asked_before(example.text) if example.asked is None else example.asked
    said = (ContextMessage("assistant", question),) if asked and question else ()
    return Case(example.text, (*turns, *said), example.tier is not Tier.NONE, example.tier)


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
