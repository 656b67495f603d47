"""The encoder: what it finds beyond the rules, and that a missing or damaged file is refused."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from bot.triage import ContextMessage, Tier, assess, problem, vector
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.encoder.session import FILES, Encoder, EncoderUnavailable
from bot.triage.encoder_assessment import WHOLE, chunks
from bot.triage.text.normalization import windows

CALM = "I walked along the canal and watched a heron stand still for the longest time. "


def test_it_is_used() -> None:
    assert problem() is None
    assert assess("hello").model.startswith("encoder-")


def test_its_words_are_those_of_the_message() -> None:
    text = "the garden is fine and the cat is fed and i have decided to be gone before the weekend, nobody has to know"
    found = assess(text)
    assert found.tier > Tier.NONE
    encoded = [line for line in found.evidence if line.startswith("encoder: ")]
    assert encoded
    quoted = encoded[0].removeprefix("encoder: ").split(" ", 1)[1]
    assert quoted in text and len(quoted) < len(text) / 2


def test_risk_in_the_middle_of_a_long_entry_is_found() -> None:
    risk = "And I keep thinking that I want to kill myself when I get home. "
    assert assess(CALM * 30).tier == Tier.NONE
    assert assess(CALM * 15 + risk + CALM * 15).tier >= Tier.HIGH


def test_a_long_text_is_read_to_its_end_in_overlapping_chunks() -> None:
    text = " ".join(f"On day {n} we went out to see the boats come in." for n in range(60))
    pieces = chunks(text, windows(text))
    assert len(pieces) > 5
    assert all(len(piece.split()) <= WHOLE for piece in pieces)
    assert pieces[0].startswith("On day 0") and pieces[-1].endswith("boats come in")
    for earlier, later in pairwise(pieces):
        assert later.split(".")[0] in earlier, "a sentence at a border is read with what stands on either side"


def test_turns_are_read_together() -> None:
    context = [
        ContextMessage("user", "i gave the dog to my sister this morning"),
        ContextMessage("assistant", "How was that?"),
    ]
    alone = assess("she will be fine without me. thank you for being so kind to me, goodbye")
    together = assess("she will be fine without me. thank you for being so kind to me, goodbye", context)
    assert together.tier >= max(alone.tier, Tier.ELEVATED)


def test_what_was_said_in_earnest_stands_but_is_no_new_alarm() -> None:
    context = [ContextMessage("user", "i'm going to kill myself tonight"), ContextMessage("assistant", "I am here.")]
    found = assess("jk im fine, ignore that", context)
    assert found.tier >= Tier.HIGH
    assert found.fresh == Tier.NONE


def test_an_emoji_is_read_by_its_name() -> None:
    assert preprocess("so tired 💊💊") == "so tired pill pill"
    assert preprocess("noooooooo\u200b  why") == "nooo why"


def test_a_vector_has_length_one_and_follows_the_meaning() -> None:
    def likeness(one: str, other: str) -> float:
        return sum(a * b for a, b in zip(vector(one) or (), vector(other) or (), strict=True))

    assert likeness("hello", "hello") == pytest.approx(1, abs=0.01)
    assert likeness("when is my next session", "what day is the next treatment") > likeness(
        "when is my next session", "my dog ate the curtain"
    )


def test_a_folder_without_files_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"card\.json"):
        Encoder(tmp_path)


def test_a_damaged_file_is_missing_too(tmp_path: Path) -> None:
    for file in FILES.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "model.onnx").write_bytes((FILES / "model.onnx").read_bytes()[:100_000])
    with pytest.raises(EncoderUnavailable):
        Encoder(tmp_path)
