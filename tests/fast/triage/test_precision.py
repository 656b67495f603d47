"""A rule that is right too seldom asks instead of alarming, unless the encoder hears an alarm too."""

import pytest

from bot.triage import Tier, assess, engine
from bot.triage.evaluation.cases import Case
from bot.triage.evaluation.precision import Precision, measured
from bot.triage.rules import precision


def test_a_rule_is_seldom_right_only_from_some_hits_on() -> None:
    assert Precision("a", 3, 10).seldom
    assert not Precision("a", 8, 10).seldom
    assert not Precision("a", 0, 5).seldom


def test_precision_counts_each_rule_that_stands() -> None:
    some = [Case("i want to kill myself", (), True, Tier.HIGH), Case("i want to kill myself", (), False, Tier.NONE)]
    found = measured(some)
    assert found and all((one.right, one.hits) == (1, 2) for one in found)


def test_a_missing_file_leaves_every_rule_an_alarm(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "FILE", tmp_path / "none.json")
    precision.seldom_right.cache_clear()
    assert precision.seldom_right() == frozenset()
    precision.seldom_right.cache_clear()


def test_alone_such_a_rule_asks_and_with_the_encoder_it_alarms(monkeypatch: pytest.MonkeyPatch) -> None:
    every = frozenset(rule.id for rule in engine.ALL)
    monkeypatch.setattr("bot.triage.encoder_assessment.seldom_right", lambda: every)
    assert assess("i want to kill myself tonight").tier >= Tier.HIGH
