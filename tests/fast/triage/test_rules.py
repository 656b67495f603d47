"""The rules are complete: ids, reasons, categories, patterns."""

from bot.triage import Tier
from bot.triage.context.suppression import ALL as SUPPRESSIONS
from bot.triage.model import CATEGORIES
from bot.triage.rules import ALL as RULES


def test_every_rule_has_an_id_of_its_own_a_reason_and_known_suppressions():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.reason
        assert rule.category in CATEGORIES
        assert rule.tier > Tier.NONE
        assert rule.patterns or rule.structure
        assert set(rule.suppressed_by) <= set(SUPPRESSIONS), rule.id
    assert all(suppression.reason for suppression in SUPPRESSIONS.values())
