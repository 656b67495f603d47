"""`landfall safety check`: every problem is a line, and the exit code says whether there is one."""

import pytest
from click.testing import CliRunner, Result

from bot.care.safety.episodes import check, texts
from bot.care.safety.episodes.protocol import BadProtocol
from bot.cli import main


def checked(*options: str) -> Result:
    return CliRunner().invoke(main, ["safety", "check", *options])


def finds(monkeypatch: pytest.MonkeyPatch, *problems: str) -> None:
    """What the checker finds; what it really finds is the matter of test_protocol.py."""
    monkeypatch.setattr(check, "problems", lambda *_: list(problems))


def test_without_a_problem_it_ends_well_and_counts_what_nobody_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch)
    result = checked()
    waiting = len(check.unreviewed(texts.texts()))
    assert result.exit_code == 0
    assert f"{len(texts.texts().by_id)} texts: no problem." in result.output
    assert result.output.endswith(f"Texts that no clinician has reviewed: {waiting}.\n")
    assert result.output.count("\n") == 1


def test_each_problem_is_a_line_and_the_exit_code_is_1(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch, "There is no text stay.", "wait.1 is empty.")
    result = checked()
    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == ["There is no text stay.", "wait.1 is empty."]
    assert "2 problems" in result.output
    finds(monkeypatch, "wait.1 is empty.")
    assert "1 problem." in checked().output


def test_texts_without_a_review_are_named_when_asked_for_and_are_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    finds(monkeypatch)
    result = checked("--unreviewed")
    assert result.exit_code == 0
    named = [line for line in result.output.splitlines() if line.startswith("Not reviewed: ")]
    assert named == [f"Not reviewed: {text_id}" for text_id in check.unreviewed(texts.texts())]


def test_files_that_cannot_be_read_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BadProtocol("course.yml: the id stay.1 is there twice.")

    monkeypatch.setattr(check, "problems", broken)
    result = checked()
    assert (result.exit_code, result.output) == (1, "Error: course.yml: the id stay.1 is there twice.\n")
