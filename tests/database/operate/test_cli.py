"""The `landfall` command: quick, and clear about what went wrong."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from bot.care import Store, audit
from bot.care.safety import verdicts
from bot.cli import main
from bot.settings import Settings
from tests.support.clinic import Clinic

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


# ---- triage, and what coaches say of it


def graded(*lines: str) -> Result:
    return CliRunner().invoke(main, ["triage"], input="".join(f"{line}\n" for line in lines))


def test_triage_without_a_subcommand_grades_standard_input() -> None:
    result = graded('{"id": 1, "text": "i wanna kms"}', '{"id": 2, "text": "I feel calm today"}')
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], answer["tier"] == "none") for answer in answers] == [(1, False), (2, True)]


def test_triage_of_what_it_cannot_read_ends_with_1_as_ever() -> None:
    result = graded("nonsense")
    assert (result.exit_code, json.loads(result.stdout)["error"]) == (1, "not JSON")


@pytest.fixture
def clinic_home(store_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The command works on this database, once of each kind."""
    monkeypatch.setenv("LANDFALL_HOME", str(store_settings.home))
    monkeypatch.setenv("LANDFALL_DATABASE_URL", store_settings.database_url)
    return store_settings


def at_the_clinic(settings: Settings, act: Callable[[Clinic], Awaitable[None]]) -> None:
    """What happened before the operator came."""

    async def happen() -> None:
        async with Store.open(settings) as store:
            await act(await Clinic.founded(store))

    asyncio.run(happen())


async def an_evening(clinic: Clinic) -> None:
    """Sam says something that triage finds worrying, and something worse that it does not."""
    conversation = await clinic.client("Sam")
    await clinic.says(conversation, "none", text="sam here, call me on 0170 1234567")
    wrong = await clinic.says(conversation, "high", text="the film was to die for, says Maria")
    missed = await clinic.says(conversation, "none", text="I gave my dog to a neighbour in Lisbon")
    await _say(clinic, wrong, "none")
    await _say(clinic, missed, "high")


async def _say(clinic: Clinic, message: UUID, tier: str) -> None:
    async with clinic.store.begin() as work:
        await verdicts.say(work, message, clinic.maria, tier)


def feedback(*options: str) -> Result:
    return CliRunner().invoke(main, ["triage", "feedback", *options])


def test_feedback_is_every_verdict_with_names_places_and_numbers_taken_out(clinic_home: Settings) -> None:
    at_the_clinic(clinic_home, an_evening)
    result = feedback()
    assert result.exit_code == 0
    wrong, missed = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(wrong) == ["id", "text", "before", "triage", "coach_tier", "verdict", "at"]
    assert wrong["text"] == "the film was to die for, says [name]"
    assert wrong["before"] == ["[name] here, call me on [number]"]
    assert wrong["triage"] == {"tier": "high", "categories": ["suicide"], "score": 0.9, "model": "rules-1"}
    assert (wrong["coach_tier"], wrong["verdict"]) == ("none", "wrong")
    assert missed["text"] == "I gave my dog to a neighbour in [place]"
    assert missed["before"] == [*wrong["before"], wrong["text"]]
    assert (missed["triage"]["tier"], missed["coach_tier"], missed["verdict"]) == ("none", "high", "missed")
    assert result.stderr.startswith("2 verdicts written. A machine took out names")


def test_feedback_as_it_was_said_only_when_asked_for_and_both_are_on_record(clinic_home: Settings) -> None:
    at_the_clinic(clinic_home, an_evening)
    feedback()
    result = feedback("--whole")
    assert json.loads(result.stdout.splitlines()[0])["before"] == ["sam here, call me on 0170 1234567"]
    assert "as clients wrote them" in result.stderr

    async def latest() -> list[tuple[str, str, str]]:
        async with Store.open(clinic_home) as store, store.read() as work:
            return [(entry.actor, entry.act, entry.detail["texts"]) for entry in await audit.latest(work, most=2)]

    assert asyncio.run(latest()) == [
        ("operator", "verdicts.exported", "whole"),
        ("operator", "verdicts.exported", "redacted"),
    ]


def test_feedback_of_nothing_is_an_empty_file_and_says_so(clinic_home: Settings) -> None:
    result = feedback()
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 verdicts written.\n")
    at_the_clinic(clinic_home, an_evening)
    result = feedback("--since", "2999-01-01")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 verdicts written.\n")
    assert len(feedback("--since", "2020-01-01").stdout.splitlines()) == 2


def test_feedback_says_on_standard_error_what_to_do(home: Path) -> None:
    result = feedback("--since", "last week")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "does not match the format '%Y-%m-%d'" in result.stderr
    result = feedback()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The database cannot be used now")
    assert "`landfall migrate`" in result.stderr
    assert "Traceback" not in result.stderr
