"""Long texts: cut into pieces without losing a word, read from both ends, and put together by the worst of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage import Assessment, Tier, assess, problem
from bot.triage.context.signals_over_turns import signals_in
from bot.triage.engine import MAX_EVIDENCE
from bot.triage.long_texts import PIECE, merged, pieces, reading_order
from bot.triage.text.normalization import windows

LONG = st.lists(st.text(alphabet="ab .!?\n", max_size=900), max_size=20).map("x".join)


def found(tier: Tier, *evidence: str, score: float = 0.1) -> Assessment:
    return Assessment(tier, ("suicide",) if tier > Tier.NONE else (), score, evidence, "rules-2", tier)


@given(LONG)
def test_every_character_is_in_a_piece_and_none_is_too_long(text: str) -> None:
    cut = pieces(text)
    assert all(len(piece) <= PIECE for piece in cut)
    place = 0
    for piece in cut:
        start = text.find(piece, max(0, place - PIECE), place + len(piece))
        assert 0 <= start <= place, "a gap between two pieces"
        place = start + len(piece)
    assert place == len(text)
    assert len(cut) <= 2 + 3 * len(text) // PIECE


def test_a_sentence_at_a_border_stands_whole_in_a_piece() -> None:
    text = "".join(f"On day {n} I walked to the harbour and back. " for n in range(300))
    cut = pieces(text)
    assert all(any(f"On day {n} I walked to the harbour and back." in piece for piece in cut) for n in range(300))


def test_both_ends_are_read_first() -> None:
    assert reading_order(5) == [0, 4, 1, 3, 2]
    assert sorted(reading_order(101)) == list(range(101))


def test_the_worst_piece_decides_and_its_evidence_stands_first() -> None:
    whole = merged([found(Tier.NONE, "calm"), found(Tier.HIGH, "dark", score=0.9), found(Tier.ELEVATED, "grey")])
    assert (whole.tier, whole.fresh, whole.score) == (Tier.HIGH, Tier.HIGH, 0.9)
    assert whole.categories == ("suicide",)
    assert whole.evidence == ("dark", "grey", "calm")
    many = merged([found(Tier.ELEVATED, f"line {n}") for n in range(100)])
    assert len(many.evidence) == MAX_EVIDENCE
    with pytest.raises(ValueError, match="at least one piece"):
        merged([])


def test_weak_signals_add_up_though_they_stand_far_apart() -> None:
    texts = ["i can't do this anymore", "i gave away my dog and said goodbye to everyone"]
    signals = [signal for text in texts for signal in signals_in(windows(text))]
    assert merged([found(Tier.NONE), found(Tier.NONE)], signals).fresh >= Tier.HIGH


def test_half_surrogates_do_not_take_the_encoder_away_from_others() -> None:
    for n in range(5):
        assert assess(f"the heron \ud800 number {n}").evidence != ("encoder failed",)
    assert problem() is None
