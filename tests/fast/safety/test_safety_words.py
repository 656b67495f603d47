"""The first words in a crisis where there is no database: always there, and promising nothing that is not so."""

import re
from pathlib import Path

import pytest

from bot.care.safety import safety_words as module
from bot.care.safety.episodes.protocol import read
from bot.care.safety.safety_words import BUILT_IN, built_in, safety_words
from bot.triage.model import CATEGORIES as CATEGORIES_OF_TRIAGE

TIERS = ("imminent", "high", "elevated")
CATEGORIES = (*CATEGORIES_OF_TRIAGE, "unheard_of")


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_tier_and_category_has_words_with_one_question_at_most(tier: str, category: str) -> None:
    texts = safety_words(tier, [category], "GB")
    assert 1 <= len(texts) <= 3
    assert all(text.strip() and "{" not in text for text in texts)
    assert sum(text.count("?") for text in texts) <= 1
    assert "999" in " ".join(texts)


def test_none_gets_no_words_and_an_unknown_tier_counts_as_elevated() -> None:
    assert safety_words("none", [], "GB") == []
    assert safety_words("purple", [], "GB") == safety_words("elevated", [], "GB")


@pytest.mark.parametrize("country", [None, "", "XX", "??", "international"])
def test_an_unknown_country_gets_international_words_and_never_those_of_one_country(country: str | None) -> None:
    words = " ".join(safety_words("high", ["suicide"], country))
    assert "findahelpline.com" in words
    assert "988" not in words
    assert "911" not in words


def test_a_medical_emergency_puts_the_emergency_number_first_and_asks_nothing_about_suicide() -> None:
    texts = safety_words("imminent", ["medical"], "FR")
    assert "15 or 112" in " ".join(texts)
    assert not any("thinking about" in text or "ending your life" in text for text in texts)


@pytest.mark.parametrize("category", ["suicide", "hopelessness"])
def test_elevated_asks_the_direct_question_last(category: str) -> None:
    assert safety_words("elevated", [category], "US")[-1] == "Are you thinking about ending your life?"


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_no_human_is_promised(tier: str, category: str) -> None:
    words = " ".join(safety_words(tier, [category], "US"))
    assert not re.search(r"\b(is|are) (reading|watching|here)|will (read|see|call|write)", words)


@pytest.mark.parametrize("text", [text for group in BUILT_IN.values() for text in group])
def test_the_built_in_words_are_brief_and_safe(text: str) -> None:
    assert len(text) < 300
    assert not re.search(r"commit|successful|failed|pills|knife|overdose|diagnos|promise|session", text, re.IGNORECASE)


def test_a_broken_protocol_still_gives_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "protocol", lambda: read(tmp_path))
    for tier in TIERS:
        assert safety_words(tier, ["suicide"], "GB") == built_in(tier, "GB")
    assert "999" in safety_words("imminent", ["suicide"], "GB")[0]
