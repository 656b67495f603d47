"""How often each rule is right: `landfall eval rules`, on messages that were held out or written apart.

Those that are right too seldom are kept in `bot/triage/rules/precision.json`: where the encoder hears nothing, they ask
one gentle question instead of raising an alarm.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.triage import engine
from bot.triage.evaluation import cases
from bot.triage.evaluation.cases import Case
from bot.triage.rules import ALL
from bot.triage.rules.precision import FEWEST, FILE, LEAST


@dataclass(frozen=True)
class Precision:
    """How often a rule stood on a message, and how often that message was worrying."""

    rule: str
    right: int
    hits: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.hits if self.hits else 0.0

    @property
    def seldom(self) -> bool:
        """Whether it is right too seldom, as far as that can be told."""
        return self.hits >= FEWEST and self.share < LEAST


def measured(some: Iterable[Case]) -> Sequence[Precision]:
    """Each rule that stands on any of the cases, the least precise first."""
    counts = {rule.id: [0, 0] for rule in ALL}
    for case in some:
        for rule in engine.standing(case.text):
            counts[rule][0] += case.worrying
            counts[rule][1] += 1
    found = [Precision(rule, right, hits) for rule, (right, hits) in counts.items() if hits]
    return sorted(found, key=lambda one: (one.share, -one.hits))


def run(folders: Sequence[Path], out: TextIO, *, write: bool = False) -> None:
    """Print each rule's precision; with `write`, keep those that are right too seldom.

    Raises:
        cases.BadFile: a folder has no file that can be measured on.
    """
    sets = [*cases.own(), *(one for folder in folders for one in cases.outside(folder))]
    once = {case.text: case for one in sets for case in one.cases}  # each text, whatever was asked before it
    found = measured(once.values())
    print("| rule | right | hits | share |\n|---|---:|---:|---:|", file=out)
    for one in found:
        print(
            f"| {one.rule}{' (asks only)' if one.seldom else ''} | {one.right} | {one.hits} | {one.share:.0%} |",
            file=out,
        )
    right, hits = sum(one.right for one in found), sum(one.hits for one in found)
    print(f"| all | {right} | {hits} | {right / max(1, hits):.0%} |", file=out)
    if write:
        kept = {one.rule: [one.right, one.hits] for one in sorted(found, key=lambda one: one.rule) if one.seldom}
        FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
