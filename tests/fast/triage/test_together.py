"""Encoder and rules together, on what was held out from training: bounds a little below what was measured.

`landfall eval` prints the whole table (docs/triage.md). When triage gets better, raise the bounds.
"""

from collections.abc import Sequence

import pytest

from bot.triage import Tier, assess
from bot.triage.evaluation import cases, table
from bot.triage.evaluation.cases import BadFile, Set
from bot.triage.evaluation.table import Graded, Line
from tests.support.distress import DISTRESS, LOOK_ALIKES

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


@pytest.mark.parametrize("distress", DISTRESS, ids=lambda distress: distress.text[:40])
def test_distress_has_its_tier_and_its_category(distress) -> None:
    found = assess(distress.text)
    assert found.tier >= Tier(distress.tier), found
    assert distress.category in found.categories, found


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_raises_nothing(text: str) -> None:
    found = assess(text)
    assert found.tier == Tier.NONE, found


def test_the_interval_is_wilsons() -> None:
    low, high = Line("set", "none", "flagged", 5, 100).interval
    assert (low, high) == (pytest.approx(0.0215, abs=0.0005), pytest.approx(0.1118, abs=0.0005))


def test_a_folder_or_a_line_that_cannot_be_measured_on_is_named(tmp_path) -> None:
    with pytest.raises(BadFile, match=r"no \*\.jsonl"):
        cases.outside(tmp_path)
    (tmp_path / "some.jsonl").write_text('{"text": "fine", "label": 0}\n{"txt": "?"}\n', encoding="utf-8")
    with pytest.raises(BadFile, match=r"some\.jsonl, line 2"):
        cases.outside(tmp_path)


def test_lines_without_a_label_are_left_out(tmp_path) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "fine", "label": 0}\n{"text": "unclear"}\n', encoding="utf-8")
    (found,) = cases.outside(tmp_path)
    assert [case.text for case in found.cases] == ["fine"]


@pytest.mark.parametrize(
    "text",
    [
        "not gonna kill myself yet",
        "i wont kill myself until friday",
        "i'm not going to kill myself tonight",
        "i want my shame to end and me too",
        "let my ego die. i want to die too",
        "i don't want to die, i just can't do this any longer",
        "my ego died and i want to stay dead with it",
    ],
)
def test_a_denial_or_an_ego_that_goes_on_to_say_something_else_is_not_calmed(text: str) -> None:
    assert assess(text).tier > Tier.NONE


@pytest.mark.parametrize("text", ["I don't want to die.", "let the old me die", "i do not want to hurt anyone"])
def test_a_plain_denial_or_an_old_self_that_may_die_raises_nothing_and_says_why(text: str) -> None:
    assert assess(text).tier == Tier.NONE, assess(text)
