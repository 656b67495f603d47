"""The fallback of triage to its rules, in a process of its own whose encoder files are missing or damaged."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import PROJECT


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[[list[str]], list[dict[str, object]]]:
    """Grades messages with a copy of the project's code whose encoder files a test may break."""
    shutil.copytree(PROJECT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", "data"))

    def grade(texts: list[str]) -> list[dict[str, object]]:
        lines = "".join(json.dumps({"id": place, "text": text}) + "\n" for place, text in enumerate(texts))
        done = subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main(['triage'])"],
            input=lines,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            check=False,
        )
        grade.log = done.stderr  # type: ignore[attr-defined]
        return [json.loads(line) for line in done.stdout.splitlines()]

    return grade


def test_without_the_encoder_rules_alone_run_and_it_is_logged_once(
    elsewhere: Callable[[list[str]], list[dict[str, object]]], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "bot" / "triage" / "encoder" / "files")
    risk, calm = elsewhere(["i want to kill myself", "the tea was good"])
    assert (risk["tier"], calm["tier"]) == ("high", "none")
    assert risk["model"] == "rules-2"
    assert elsewhere.log.count("rules alone") == 1  # type: ignore[attr-defined]


def test_where_the_encoder_fails_on_a_message_a_human_should_look_and_it_is_given_up_after_three(
    elsewhere: Callable[[list[str]], list[dict[str, object]]], tmp_path: Path
) -> None:
    words = tmp_path / "bot" / "triage" / "encoder" / "files" / "tokenizer.json"
    table = json.loads(words.read_text(encoding="utf-8"))
    table["model"]["vocab"]["tea"] = 10_000_000  # a word that the model's table does not have
    words.write_text(json.dumps(table), encoding="utf-8")
    fine, first, second, third, later = elsewhere(["hello", "tea", "tea then", "more tea", "tea with milk"])
    assert fine["tier"] == "none" and fine["model"] != "rules-2"
    assert [row["tier"] for row in (first, second, third)] == ["elevated"] * 3
    assert (later["tier"], later["model"]) == ("none", "rules-2")
