"""What the encoder read for the model is read once, and never taken for what another encoder would read."""

from pathlib import Path

import numpy
import pytest

from bot import triage
from bot.dialogue.embedding_cache import keep, kept, read

ASKS = ["can i drive afterwards?", "will i see things"]


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    readings = read(ASKS)
    assert readings is not None
    keep(readings, tmp_path / "readings.npz")
    again = kept(tmp_path / "readings.npz")
    assert list(again) == ASKS
    assert all(numpy.array_equal(again[text], readings[text]) for text in ASKS)


def test_only_what_is_new_is_read() -> None:
    known = {ASKS[0]: numpy.full(384, 7, numpy.float32)}
    readings = read(ASKS, known)
    assert readings is not None
    assert readings[ASKS[0]][0] == 7
    assert numpy.allclose(readings[ASKS[1]], triage.vector(ASKS[1]))


def test_readings_of_another_encoder_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read(ASKS) or {}, tmp_path / "readings.npz")
    monkeypatch.setattr(triage, "encoder_digest", lambda: "another")
    assert kept(tmp_path / "readings.npz") == {}


def test_a_model_without_readings_means_that_all_is_read_now(tmp_path: Path) -> None:
    assert kept(tmp_path / "readings.npz") == {}
    keep({}, tmp_path / "none.npz")
    assert kept(tmp_path / "none.npz") == {}
