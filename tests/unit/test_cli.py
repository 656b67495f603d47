"""The `landfall` command: quick, and clear about what went wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

HEAVY = {"rasa", "tensorflow", "spacy", "sqlalchemy", "aiohttp", "pydantic"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANDFALL_HOME", str(tmp_path / "var"))
    return tmp_path / "var"


def landfall(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def modules_after(arguments: list[str], given: str = "") -> set[str]:
    """Which packages a command has loaded by its end."""
    code = (
        "import json, sys\nfrom bot.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], input=given, capture_output=True, text=True, env=os.environ
    )
    return set(json.loads(ended.stderr.splitlines()[-1]))


def test_help_loads_nothing_heavy() -> None:
    assert modules_after(["--help"]) & HEAVY == set()


def test_triage_loads_no_rasa_and_no_database() -> None:
    loaded = modules_after(["triage"], json.dumps({"id": 1, "text": "I feel calm today"}) + "\n")
    assert loaded & {"rasa", "tensorflow", "sqlalchemy", "aiohttp"} == set()


def test_help_names_what_an_operator_does_and_not_what_only_the_supervisor_does() -> None:
    _, text = landfall("--help")
    for name in ("up", "train", "migrate", "doctor", "triage", "lint", "coach"):
        assert f"  {name} " in text
    assert "gateway" not in text


@pytest.mark.parametrize("command", [["up"], ["migrate"], ["train"], ["coach", "add", "Ann", "--email", "a@b.c"]])
def test_a_wrong_setting_is_one_sentence_and_exit_code_1(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDFALL_PORT", "http")
    code, text = landfall(*command)
    assert code == 1
    assert text.startswith("Error: The variable LANDFALL_PORT cannot be used: value is not a valid integer.")
    assert text.count("\n") == 1


def test_a_broken_database_is_one_sentence_and_exit_code_1(home: Path) -> None:
    home.mkdir()
    (home / "landfall.db").write_text("The dog ate it. " * 100)
    for command in (["migrate"], ["coach", "add", "Ann", "--email", "ann@clinic.example"]):
        code, text = landfall(*command)
        assert code == 1
        assert text.startswith("Error: The database ")
        assert text.count("\n") == 1
        assert "Traceback" not in text


def test_a_coach_is_added_with_a_password_that_is_shown_once(home: Path) -> None:
    assert landfall("migrate") == (0, "The database is up to date.\n")
    code, text = landfall("coach", "add", "Ann", "--email", "ann@clinic.example")
    assert code == 0
    assert text.startswith("One-time password for ann@clinic.example (shown only now): ")
    password = text.split()[-1]
    assert password.encode() not in (home / "landfall.db").read_bytes()


def test_a_coach_whose_email_is_taken_is_one_sentence() -> None:
    landfall("migrate")
    landfall("coach", "add", "Ann", "--email", "ann@clinic.example")
    code, text = landfall("coach", "add", "Ann", "--email", "ann@clinic.example")
    assert (code, text) == (1, "Error: There is a coach with the email ann@clinic.example already.\n")
