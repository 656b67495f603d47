"""Calibration by coaches' verdicts: a few move little, silence is bought dearly, and nothing changes unasked."""

import io
import json

import numpy
import pytest

from bot.triage import Tier
from bot.triage.encoder.session import MOST_DOWN, MOST_UP
from bot.triage.evaluation import calibrate
from bot.triage.evaluation.calibrate import BadFeedback, TooFew, offsets, read


def verdict(text: str, tier: str) -> str:
    return json.dumps({"text": text, "before": [], "coach_tier": tier})


def test_without_verdicts_nothing_moves_and_few_move_little() -> None:
    likely = numpy.full((3, 3), 0.6)
    assert offsets(likely[:0], []) == [0.0, 0.0, 0.0]
    assert -MOST_DOWN <= offsets(likely, [Tier.NONE] * 3)[0] < 0


def test_many_verdicts_move_up_further_than_down() -> None:
    low, high = numpy.full((400, 3), 0.05), numpy.full((400, 3), 0.95)
    assert offsets(low, [Tier.IMMINENT] * 400) == pytest.approx([MOST_UP] * 3, abs=1e-3)
    assert offsets(high, [Tier.NONE] * 400) == pytest.approx([-MOST_DOWN] * 3, abs=1e-3)


def test_offsets_that_are_in_use_are_not_counted_twice() -> None:
    likely = 1 / (1 + numpy.exp(-(numpy.zeros((60, 3)) + 0.5)))
    half = [Tier.IMMINENT, Tier.NONE] * 30
    assert offsets(likely, half, (0.5, 0.5, 0.5)) == pytest.approx([0.0] * 3, abs=1e-3)


def test_too_few_verdicts_and_a_line_that_is_none_are_said() -> None:
    with pytest.raises(TooFew, match="2 verdicts"):
        calibrate.run([verdict("a", "none"), verdict("b", "high")], io.StringIO())
    with pytest.raises(BadFeedback, match="Line 2"):
        read([verdict("a", "none"), '{"text": "b"}'])


def test_what_would_change_is_shown_and_kept_only_when_asked(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate, "SAMPLE", 40)
    monkeypatch.setenv("TRIAGE_CALIBRATION", str(tmp_path / "kept.json"))
    lines = [verdict(f"the {n}th day was long and grey", "elevated") for n in range(25)]
    out = io.StringIO()
    calibrate.run(lines, out)
    assert "verdicts that it agrees with" in out.getvalue() and "Nothing was changed" in out.getvalue()
    assert not (tmp_path / "kept.json").exists()
    calibrate.run(lines, out, write=True)
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert kept["offsets"][0] > 0 and kept["verdicts"] == 25
