"""The fixed words in a crisis: always there, in the right order, and promising nothing that is not so."""

import re
import string

import pytest
import yaml

from bot.care.safety import safety_words as module
from bot.care.safety.safety_words import all_fixed_texts, countries, safety_words

TIERS = ("imminent", "high", "elevated")
_CATEGORIES = """
    suicide self_harm harm_to_others abuse psychosis_mania medical misuse dissociation panic
    hopelessness trauma third_party asks_for_human unheard_of
"""
CATEGORIES = _CATEGORIES.split()
_WANTED = """
    US CA GB IE AU NZ DE AT CH FR ES IT NL BE SE NO DK FI PT PL IN ZA BR MX JP
"""
WANTED = _WANTED.split()


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("online", [True, False])
def test_every_tier_and_category_has_one_to_three_texts(tier, category, online):
    texts = safety_words(tier, [category], "GB", online)
    assert 1 <= len(texts) <= 3
    assert all(text.strip() and "{" not in text for text in texts)
    assert sum(text.count("?") for text in texts) <= 1


def test_none_gets_no_words_and_an_unknown_tier_counts_as_elevated():
    assert safety_words("none", [], "GB", False) == []
    assert safety_words("purple", [], "GB", False) == safety_words("elevated", [], "GB", False)


@pytest.mark.parametrize("country", WANTED)
def test_every_country_names_its_emergency_number_and_a_crisis_line(country):
    entry = yaml.safe_load((module.CONTENT / "crisis_lines.yml").read_text())[country]
    first = safety_words("imminent", ["suicide"], country, False)[0]
    assert entry["emergency"] in first
    assert entry["lines"][0]["name"] in first
    assert entry["lines"][0]["call"] in first
    assert country in countries()


def test_every_number_has_its_source_and_a_place_for_who_reviewed_it():
    for name, entry in yaml.safe_load((module.CONTENT / "crisis_lines.yml").read_text()).items():
        assert isinstance(name, str)  # NO is Norway, not false
        assert set(entry["reviewed"]) == {"by", "on"}
        assert entry["emergency_source"].startswith("https://")
        for line in entry["lines"]:
            assert line["source"].startswith("https://")
            assert line["call"] or line["text"] or line["url"]


@pytest.mark.parametrize("country", [None, "", "XX", "??", "international"])
def test_an_unknown_country_gets_the_international_entry(country):
    assert "findahelpline.com" in safety_words("high", ["suicide"], country, False)[0]


def test_small_letters_are_fine():
    assert safety_words("high", [], "gb", False) == safety_words("high", [], "GB", False)


def test_imminent_gives_numbers_then_company_and_distance_then_the_human():
    first, second, third = safety_words("imminent", ["suicide"], "GB", False)
    assert first.index("999") < first.index("116 123")
    assert "someone you trust" in second
    assert "distance" in second
    assert "alerted" in third


def test_a_medical_emergency_puts_the_emergency_number_first_and_asks_nothing_about_suicide():
    texts = safety_words("imminent", ["medical"], "FR", True)
    assert "15 or 112" in texts[0]
    assert "3114" not in " ".join(texts)
    assert "?" not in " ".join(texts)


def test_the_most_pressing_category_chooses_the_words():
    assert safety_words("imminent", ["medical", "suicide"], "GB", False) == safety_words(
        "imminent", ["suicide"], "GB", False
    )
    assert safety_words("elevated", ["asks_for_human", "hopelessness"], "GB", False)[-1].endswith("ending your life?")


@pytest.mark.parametrize("category", ["suicide", "hopelessness"])
def test_elevated_asks_the_direct_question_last(category):
    assert safety_words("elevated", [category], "US", False)[-1] == "Are you thinking about ending your life?"


def test_high_gives_the_line_then_one_question_then_the_human():
    line, question, human = safety_words("high", ["suicide"], "NZ", False)
    assert "1737" in line
    assert question.endswith("?")
    assert "alerted" in human


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_no_human_is_promised_when_none_is_there(tier, category):
    away = " ".join(safety_words(tier, [category], "US", False))
    here = " ".join(safety_words(tier, [category], "US", True))
    assert "online now" not in away
    assert not re.search(r"\b(is|are) (reading|watching|here)|will (read|see|call) (this|you)", away)
    assert "can't say when" in away
    assert "online now" in here


@pytest.mark.parametrize("text", all_fixed_texts())
def test_the_words_are_brief_safe_and_only_use_known_placeholders(text):
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    assert names <= {"emergency", "crisis_line", "coach_now"}
    assert len(text) < 300
    assert not re.search(
        r"commit|successful|failed|gun|rope|pills|knife|blade|bridge|jump|hang|overdose|diagnos|\bmg\b|promise|session",
        text,
        re.I,
    )


@pytest.mark.parametrize("broken", ["", "[]", "imminent: {}", "a: [", "imminent: {first: [], default: ['{nothing}']}"])
def test_broken_content_still_gives_words(broken, tmp_path, monkeypatch):
    (tmp_path / "safety_words.yml").write_text(broken)
    (tmp_path / "crisis_lines.yml").write_text(broken)
    monkeypatch.setattr(module, "CONTENT", tmp_path)
    texts = safety_words("imminent", ["suicide"], "GB", False)
    assert len(texts) == 3
    assert "112" in texts[0]


def test_missing_content_still_gives_words(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CONTENT", tmp_path / "nowhere")
    for tier in TIERS:
        assert safety_words(tier, ["suicide"], "GB", True)
