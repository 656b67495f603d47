"""A wish to be called otherwise: the new name where the message has one, and none where it has not."""

import pytest

from actions.onboarding import name_said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("call me Liz from now on", "Liz"),
        ("You may call me Agnes, thank you. My late husband said Aggie", "Agnes"),
        ("stop calling me Robert, it's Rob", "Rob"),
        ("can you change my name to Ruth", "Ruth"),
        ("could you address me as Mrs Okafor", "Mrs Okafor"),
        ("i go by Max these days", "Max"),
        ("call me Ed", "Ed"),
        ("Ah no, just Nora will do", "Nora"),
    ],
)
def test_the_new_name_is_heard(said: str, name: str) -> None:
    assert name_said(said) == name


@pytest.mark.parametrize(
    "said",
    ["change my name", "that's not my name", "my name is wrong", "call me something else", "i go by my middle name"],
)
def test_where_there_is_none_it_is_asked_for(said: str) -> None:
    assert name_said(said) is None
