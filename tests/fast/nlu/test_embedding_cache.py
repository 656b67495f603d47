"""What the encoder read for the model is read once, and never taken for what another encoder would read."""

from pathlib import Path

import numpy
import pytest

from bot import triage
from bot.dialogue.embedding_cache import embed, load, save

ASKS = ["can i drive afterwards?", "will i see things"]


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    embeddings = embed(ASKS)
    assert embeddings is not None
    save(embeddings, tmp_path / "readings.npz")
    again = load(tmp_path / "readings.npz")
    assert list(again) == ASKS
    assert all(numpy.array_equal(again[text], embeddings[text]) for text in ASKS)


def test_only_what_is_new_is_read() -> None:
    known = {ASKS[0]: numpy.full(384, 7, numpy.float32)}
    embeddings = embed(ASKS, known)
    assert embeddings is not None
    assert embeddings[ASKS[0]][0] == 7
    assert numpy.allclose(embeddings[ASKS[1]], triage.vector(ASKS[1]))


def test_readings_of_another_encoder_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(embed(ASKS) or {}, tmp_path / "readings.npz")
    monkeypatch.setattr(triage, "encoder_digest", lambda: "another")
    assert load(tmp_path / "readings.npz") == {}


def test_a_model_without_readings_means_that_all_is_read_now(tmp_path: Path) -> None:
    assert load(tmp_path / "readings.npz") == {}
    save({}, tmp_path / "none.npz")
    assert load(tmp_path / "none.npz") == {}
