"""The library: what is in it can be used, is safe to read, and says where it is from; what is wrong is said."""

from pathlib import Path

import pytest

from bot.dialogue.lint import FORBIDDEN
from bot.library import FOLDER, BadLibrary, library, read

ENTRY = """- id: one
  title: One?
  asks: ["one?"]
  answer: Yes.
  source: [{title: A book, url: "https://example.org"}]"""


def test_there_are_at_least_sixty_answers_each_with_several_ways_of_asking_and_a_source() -> None:
    entries = library().values()
    assert len(entries) >= 60
    assert all(len(entry.asks) >= 6 for entry in entries)
    assert all(source.title for entry in entries for source in entry.sources)


def test_no_way_of_asking_leads_to_two_answers() -> None:
    asks = [ask.casefold().strip(" ?!.") for entry in library().values() for ask in entry.asks]
    assert sorted(asks) == sorted(set(asks))


@pytest.mark.parametrize("entry", library().values(), ids=list(library()))
def test_an_answer_is_short_safe_and_calls_treatment_sessions_by_their_name(entry) -> None:  # type: ignore[no-untyped-def]
    assert len(entry.answer.split()) <= 100
    assert not FORBIDDEN.search(entry.answer)
    assert " mg" not in entry.answer, "no doses"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- id: [", "is no YAML"),
        ("id: one", "has to be a list"),
        (ENTRY + "\n" + ENTRY, "the id one is there twice"),
        (ENTRY.replace('  asks: ["one?"]\n', ""), "one needs id, title, asks"),
        (ENTRY.replace('asks: ["one?"]', "asks: []"), "at least one way of asking"),
        (ENTRY.replace("One?", "One" * 30), "too long for a button"),
        (ENTRY + "\n  see: [two]\n", "refers to two"),
        ("- nothing", "an entry needs id"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_name(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "topic.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadLibrary, match=told) as problem:
        read(tmp_path)
    assert "topic.yml" in str(problem.value)


def test_who_reviewed_an_answer_and_when_is_known(tmp_path: Path) -> None:
    (tmp_path / "topic.yml").write_text(ENTRY + "\n  reviewed: {by: Dr. A. Bell, on: 2026-01-05}\n", encoding="utf-8")
    assert read(tmp_path)["one"].is_reviewed
    (tmp_path / "topic.yml").write_text(ENTRY, encoding="utf-8")
    assert not read(tmp_path)["one"].is_reviewed
    assert FOLDER.is_dir()
