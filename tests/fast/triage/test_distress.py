"""Encoder and rules together: distress has its tier and category, and look-alikes raise nothing."""

import pytest

from bot.triage import Tier, assess
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
