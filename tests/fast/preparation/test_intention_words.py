"""The words of an intention in a sentence about it."""

import pytest

from actions.preparation.intention import is_to_be_changed, worded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No, that is rubbish. My intention: let the tide carry me", "let the tide carry me"),
        ("my intention is to listen", "to listen"),
        ("change my intention to let the tide carry me", "let the tide carry me"),
        ("make it: “softer with my son”", "softer with my son"),
        ("put it to rest", None),
        ("make it through the winter", None),
        ("to be gentle", None),
    ],
)
def test_what_is_worded_stands_behind_what_is_said_about_it(text: str, words: str | None) -> None:
    assert worded(text) == words


@pytest.mark.parametrize("text", ["I changed my mind about the intention", "can we go back to the intention"])
def test_a_wish_to_change_it_is_heard(text: str) -> None:
    assert is_to_be_changed(text)


def test_naming_an_intention_changes_none() -> None:
    assert not is_to_be_changed("i have my intention on a card by the door")
