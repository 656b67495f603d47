"""Evaluation of encoder and rules together, on what was held out from training: bounds a little below the measured.

`landfall eval` prints the whole table (docs/triage.md). When triage gets better, raise the bounds.
"""

from collections.abc import Sequence

import pytest

from bot.triage import Tier, assess
from bot.triage.evaluation import cases, table
from bot.triage.evaluation.cases import Set
from bot.triage.evaluation.table import Graded

EVERY = 4  # of the held-out messages: enough to see a break, and quick


def share(graded: Sequence[Graded], least: Tier, of: set[Tier]) -> float:
    """How many of the cases of these tiers are found as `least` or above."""
    some = [row for row in graded if row.case.tier in of]
    return sum(row.found.tier >= least for row in some) / len(some)


@pytest.fixture(scope="module")
def graded() -> list[Graded]:
    return [row for some in cases.own() for row in table.grade(Set(some.name, some.cases[::EVERY]), assess)]


def test_most_of_what_needs_a_human_is_found(graded: list[Graded]) -> None:
    acute = {Tier.HIGH, Tier.IMMINENT}
    assert share(graded, Tier.ELEVATED, acute) >= 0.85
    assert share(graded, Tier.HIGH, acute) >= 0.7
    assert share(graded, Tier.ELEVATED, {Tier.ELEVATED}) >= 0.7


def test_most_of_what_only_sounds_like_it_is_left_alone(graded: list[Graded]) -> None:
    assert share(graded, Tier.ELEVATED, {Tier.NONE}) <= 0.2
