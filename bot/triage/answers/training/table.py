"""The table of a measurement: each class, how often it is right, and how often a danger is read as good news."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import CLASSES, reassuring
from bot.triage.answers.listener import classified
from bot.triage.answers.training.examples import Example

DANGER = ("done", "time", "means", "howto")
NOT_SAFE = {"safe_tonight", "safe_where", "and_you"}


def table(examples: Sequence[Example], probabilities: NDArray[numpy.float32]) -> str:
    """One line a class: how many, right, sure, right where sure, sure good news by error; then most of the errors."""
    counts: dict[str, Counter[str]] = {}
    errors: Counter[tuple[str, str]] = Counter()
    for example, odds in zip(examples, probabilities, strict=True):
        found, sure, _ = classified(example.text, example.question, partial(_same, odds))
        kind = row_of(example)
        right = found == example.cls
        good = found in reassuring(example.question) and example.cls not in reassuring(example.question)
        counts.setdefault(kind, Counter()).update(
            n=1, right=right, sure=sure, sure_right=sure and right, unsafe=sure and good
        )
        errors.update([] if right else [(kind, found)])
    lines = ["class               n  right   sure  right if sure  read as reassuring"]
    for kind in [*CLASSES, "no, not safe", "all"]:
        one = counts.get(kind) if kind != "all" else sum(counts.values(), Counter())
        if one:
            lines.append(
                f"{kind:17} {one['n']:4}  {one['right'] / one['n']:.3f}  {one['sure'] / one['n']:.3f}"
                f"  {one['sure_right'] / max(1, one['sure']):13.3f}  {one['unsafe']:4}"
            )
    return "\n".join([*lines, ", ".join(f"{a} as {b} {n}" for (a, b), n in errors.most_common(25))])


def _same(odds: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    return odds


def row_of(example: Example) -> str:
    """The class, with those that say "not safe" in a row of their own."""
    return "no, not safe" if example.cls == "no" and example.question in NOT_SAFE else example.cls
