"""The types of triage."""

from bot.triage import Tier


def test_tiers_are_ordered():
    assert Tier.NONE < Tier.ELEVATED < Tier.HIGH < Tier.IMMINENT
    assert [tier.rank for tier in Tier] == [0, 1, 2, 3]
    assert max(Tier.HIGH, Tier.ELEVATED) is Tier.HIGH
