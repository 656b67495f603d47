"""The labelled answers: readable, of many voices, and the ones that the classifier's files were made from."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.triage.answers import CLASSES, classifier
from bot.triage.answers.answer import ASKED
from bot.triage.answers.network import Network
from bot.triage.answers.training.examples import BadAnswer, Example, fingerprint, read, voices
from bot.triage.answers.training.table import table

VOICES, EACH = 8, 250


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return read()


@pytest.fixture(scope="module")
def card() -> dict[str, object]:
    found: dict[str, object] = json.loads((classifier.FILES / classifier.CARD).read_text(encoding="utf-8"))
    return found


def test_there_is_enough_of_every_class_from_many_voices(examples: list[Example]) -> None:
    counted = Counter(one.cls for one in examples)
    assert set(counted) == set(CLASSES)
    assert min(counted.values()) >= EACH
    assert len(voices(examples)) >= VOICES


def test_every_answer_belongs_to_a_question_of_the_protocol(examples: list[Example]) -> None:
    assert {one.question for one in examples} <= set(ASKED)


def test_the_same_words_after_the_same_question_have_one_class(examples: list[Example]) -> None:
    given = defaultdict(set)
    for one in examples:
        given[one.question, one.text.lower()].add(one.cls)
    two = {said: classes for said, classes in given.items() if len(classes) > 1}
    assert not {said for said, classes in two.items() if classes != {"yes", "done"} and classes != {"no", "wont_call"}}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"q": "life", "text": "no"}',
        '{"q": "life", "cls": "nay", "text": "no"}',
        '{"q": "life", "cls": "no", "text": " "}',
    ],
)
def test_a_broken_line_says_where_it_is(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"q": "life", "cls": "no", "text": "no"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadAnswer, match=r"a\.jsonl:2"):
        read(tmp_path)


def test_the_files_were_made_from_these_answers(examples: list[Example], card: dict[str, object]) -> None:
    assert card["data"] == fingerprint(examples), "train again: bot/triage/answers/README.md says how"
    assert card["model"] == Network(classifier.FILES).digest()


def test_the_files_are_small_enough_to_ship() -> None:
    assert all(file.stat().st_size < 25_000_000 for file in classifier.FILES.iterdir())


def test_the_table_counts_a_danger_that_was_read_as_good_news() -> None:
    import numpy

    sure = numpy.array([float(cls == "yes") for cls in CLASSES], dtype=numpy.float32)
    lines = table([Example("a", "safe_tonight", "no", "i would say i can")], sure[None, :]).splitlines()
    assert lines[1].split()[-1] == "1"
    assert "no, not safe as yes 1" in lines[-1]
