"""Chat language is normalised, and its word tables are validated."""

from pathlib import Path

import pytest

from bot.triage import assess
from bot.triage.text.normalization import windows
from bot.triage.text.spellings import FILE, BadSpellings, load


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("i wanna kms", "i want to kill myself"),
        ("im unaliving myself", "i am killing myself"),
        ("sewer slide", "suicide"),
        ("su1c1de", "suicide"),
        ("s u i c i d e", "suicide"),
        ("sui\u200bcide", "suicide"),
        ("𝓼𝓾𝓲𝓬𝓲𝓭𝓮", "suicide"),
        ("I CAN’T", "i can not"),
        ("overdoze", "overdose"),
        ("killlll", "kill"),
        ("i am homeless", "i am homeless"),
        ("i just really want to sleep", "i want to sleep"),
    ],
)
def test_chat_language_is_made_regular(typed, read):
    assert " ".join(window.flat for window in windows(typed)) == read


def test_the_evidence_quotes_the_words_as_they_were_typed():
    assert any(line == "suicide.intent: wanna kms" for line in assess("i wanna kms").evidence)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("filler: >-", "fillers: >-", "filler, fillers is missing or unknown"),
        ('  "im": "i am"', "  im: no", "put quotes around 'im' and False"),
        ('  "im": "i am"', "  im: I am", "is not in lower case"),
        ("  sue side:", "  sue-side:", "'sue-side' is not two words"),
        ('  "😅":', '  "😅😅":', "is more than one character"),
        ("holes:", "holes: [", "spellings.yml: "),
        ("double_letters: >-", "double_letters:\n  - too\nold: >-", "old is missing or unknown"),
    ],
)
def test_a_word_table_that_cannot_be_used_is_named(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    broken = tmp_path / "spellings.yml"
    broken.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(BadSpellings, match=said):
        load(broken)
