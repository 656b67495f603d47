"""Encoder and rules together: distress has its tier and category, and look-alikes raise nothing."""

import pytest

from bot.triage import Tier, assess
from bot.triage.evaluation import cases
from bot.triage.evaluation.cases import BadFile
from bot.triage.evaluation.table import Line
from tests.support.distress import DISTRESS, LOOK_ALIKES


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
