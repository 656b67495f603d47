"""The words about the client's country in an alarm: they ask nothing, frighten nobody, and fit every country."""

import pytest

from bot.care.accounts import countries
from bot.care.safety import crisis_lines
from bot.care.safety.episodes.texts import texts

OFFERS = ("offered", "offered_unknown", "elsewhere", "noted_here", "here", "another", "choose")


@pytest.mark.parametrize("kind", OFFERS)
def test_none_of_them_is_a_question_beside_the_safety_question(kind: str) -> None:
    words = [text.text.replace('"Need help now?"', "") for text in texts().groups[f"country.{kind}"]]
    assert all("?" not in said for said in words)


def test_no_button_can_be_mistaken_for_an_answer_to_the_safety_question() -> None:
    for kind in ("here", "another", "choose"):
        assert "yes" not in texts().groups[f"country.{kind}"][0].text.casefold().split()


@pytest.mark.parametrize(
    ("code", "name"),
    [("GB", "the United Kingdom"), ("NL", "the Netherlands"), ("DO", "the Dominican Republic"), ("IE", "Ireland")],
)
def test_a_country_has_its_article_in_a_sentence(code: str, name: str) -> None:
    assert countries.in_words(code) == name


def test_the_words_of_a_button_written_by_hand_name_its_country() -> None:
    for code in crisis_lines.codes():
        if code not in ("GE", "JE", "VI"):  # names that may mean two places, or are written otherwise
            assert countries.only(f"I'm in {countries.in_words(code)}") == code, code


@pytest.mark.parametrize("text", ["Japan is far away", "not Japan", "no", "my mother is in Japan", "Georgia", ""])
def test_what_says_more_or_less_than_a_country_is_not_only_one(text: str) -> None:
    assert countries.only(text) is None


@pytest.mark.parametrize(
    ("timezone", "nearest"), [("Europe/London", "GB"), ("Asia/Calcutta", "IN"), ("America/New_York", "US")]
)
def test_countries_nearby_begin_with_the_one_the_timezone_lies_in(timezone: str, nearest: str) -> None:
    assert countries.nearby(timezone, crisis_lines.codes(), 3)[0] == nearest


@pytest.mark.parametrize("timezone", ["UTC", "", None, "Mars/Olympus"])
def test_a_timezone_that_lies_nowhere_has_none_nearby(timezone: str | None) -> None:
    assert countries.nearby(timezone, crisis_lines.codes(), 3) == []


def test_only_somebodys_word_counts_as_stated() -> None:
    assert {how for how in countries.HOW if countries.is_stated(how)} == {"host", "identity", "chosen", "said"}
    assert not countries.is_stated(None)
