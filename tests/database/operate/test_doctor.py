"""What can be wrong with a machine, each made really wrong: one sentence saying what it is and what to do."""

import asyncio
import os
import shutil
import socket
import sqlite3
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.care.accounts import clients
from bot.operate import checks, doctor
from bot.operate.checks import CHECKS, Concern
from bot.operate.errors import OperatorError, read_settings
from bot.operate.ports import ports, require_distinct, require_free
from bot.settings import Settings
from bot.store import Store, migrate
from tests.support.ports import free_ports


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    port, rasa_port, actions_port = free_ports(3)  # Landfall itself may run beside the tests
    return Settings(home=tmp_path / "var", port=port, rasa_port=rasa_port, actions_port=actions_port)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def found(name: str, settings: Settings) -> str:
    """What the check called `name` says, with how grave it is."""
    (check,) = [check for check in CHECKS if check.name == name]
    try:
        answer = check.ask(settings)
    except OperatorError as problem:
        return f"problem: {problem}"
    return f"warning: {answer.text}" if isinstance(answer, Concern) else f"ok: {answer}"


def test_a_port_in_use_is_named_with_the_variable_to_set_and_who_holds_it(settings: Settings, taken: int) -> None:
    sentence = found("ports", settings.copy(update={"rasa_port": taken}))
    assert sentence.startswith(f"problem: Port {taken}, meant for Rasa, is in use by ")
    assert f"(process {os.getpid()})" in sentence
    assert "set LANDFALL_RASA_PORT to a free port" in sentence


def test_a_port_is_in_use_too_when_somebody_holds_it_on_every_address(settings: Settings) -> None:
    with socket.create_server(("0.0.0.0", 0)) as server:
        port = ports(settings.copy(update={"port": server.getsockname()[1]}))[0]
        with pytest.raises(OperatorError, match="set LANDFALL_PORT"):
            require_free(port)


def test_an_address_of_another_machine_is_named(settings: Settings) -> None:
    with pytest.raises(OperatorError, match=r"192\.0\.2\.1 is not an address of this machine: set LANDFALL_HOST"):
        require_free(ports(settings.copy(update={"host": "192.0.2.1"}))[0])


def test_two_processes_cannot_share_a_port(settings: Settings) -> None:
    with pytest.raises(OperatorError, match=f"LANDFALL_PORT and LANDFALL_ACTIONS_PORT are both {settings.port}:"):
        require_distinct(ports(settings.copy(update={"actions_port": settings.port})))


def test_free_ports_are_well(settings: Settings) -> None:
    assert found("ports", settings).startswith("ok: ")


def test_a_setting_that_cannot_be_understood_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDFALL_PORT", "secret-by-mistake")
    monkeypatch.setenv("LANDFALL_COACH_HOURS", "1000")
    with pytest.raises(OperatorError, match="LANDFALL_PORT cannot be used") as problem:
        read_settings()
    assert "LANDFALL_COACH_HOURS" in str(problem.value)
    assert "secret-by-mistake" not in str(problem.value)


def test_a_misspelt_variable_is_found(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDFALL_PROT", "9000")
    assert "LANDFALL_PROT is not a setting (meant LANDFALL_PORT?)" in found("settings", settings)


def test_a_timezone_or_country_that_does_not_exist_is_a_problem(settings: Settings) -> None:
    assert "LANDFALL_TIMEZONE is Mars/Base" in found("settings", settings.copy(update={"timezone": "Mars/Base"}))
    assert "LANDFALL_COUNTRY is USA" in found("settings", settings.copy(update={"country": "USA"}))


def test_a_python_of_the_wrong_version_is_a_problem(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    assert found("Python", settings) == (
        "problem: Landfall needs Python 3.11, this is 3.12.1: install 3.11 and run `make up`."
    )


def test_a_state_folder_that_cannot_be_written_is_a_problem(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "LANDFALL_HOME" in found("state folder", settings.copy(update={"home": tmp_path / "file" / "var"}))


@pytest.mark.parametrize(("megabytes", "says"), [(10, "problem: Only 10 MB"), (500, "warning: "), (5000, "ok: ")])
def test_a_full_disk_is_a_problem_before_it_is_too_late(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, megabytes: int, says: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, megabytes * checks.MEGABYTE))
    assert found("disk", settings).startswith(says)


def test_a_database_that_is_not_there_yet_is_well(settings: Settings) -> None:
    assert found("database", settings) == "ok: will be made at the first start"
    assert found("keyring", settings) == "ok: will be made at the first start"
    assert not (settings.home / "landfall.db").exists()


def test_a_database_of_ours_is_well_and_asking_changes_nothing(settings: Settings) -> None:
    migrate(settings)
    before = (settings.home / "landfall.db").read_bytes()
    assert found("database", settings) == "ok: can be read and written"
    assert found("database file", settings) == "ok: undamaged"
    assert (settings.home / "landfall.db").read_bytes() == before


def test_a_file_that_is_no_database_is_a_problem(settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "landfall.db").write_text("The dog ate it. " * 100)
    assert "it is not a database: restore it from a backup" in found("database", settings)


def test_a_damaged_database_is_found(settings: Settings) -> None:
    migrate(settings)
    file = settings.home / "landfall.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as raw:
        raw.seek(8192)
        raw.write(b"\xff" * 4096 * 4)
    assert "is damaged: restore it from a backup" in found("database file", settings)


def test_a_database_that_may_not_be_opened_is_a_problem(settings: Settings) -> None:
    (settings.home / "landfall.db").mkdir(parents=True)
    assert "give this user the right to read and write it" in found("database", settings)


def test_a_database_that_another_program_keeps_locked_is_a_problem(settings: Settings) -> None:
    migrate(settings)
    holder = sqlite3.connect(settings.home / "landfall.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "another program has kept it locked" in found("database", settings)
    holder.close()


def test_a_database_server_that_does_not_answer_is_named_without_its_password(settings: Settings) -> None:
    url = f"postgresql+asyncpg://landfall:hunter2@127.0.0.1:{free_ports(1)[0]}/landfall"
    sentence = found("database", settings.copy(update={"database_url": url}))
    assert "cannot be used (ConnectionRefusedError): start it, or put LANDFALL_DATABASE_URL right." in sentence
    assert "hunter2" not in sentence


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/landfall", "postgresql://localhost/landfall"])
def test_a_database_address_of_another_kind_is_a_problem(settings: Settings, url: str) -> None:
    assert "problem: LANDFALL_DATABASE_URL" in found("database", settings.copy(update={"database_url": url}))


async def _a_client(settings: Settings) -> None:
    async with Store.open(settings) as store, store.begin() as work:
        await clients.create(work, country="US", timezone="UTC")


def test_a_lost_keyring_is_a_problem_as_soon_as_there_is_a_client(store_settings: Settings) -> None:
    assert found("keyring", store_settings) == "ok: will be made at the first start"
    asyncio.run(_a_client(store_settings))
    assert store_settings.keyring_file is not None
    store_settings.keyring_file.unlink()
    assert "the keyring that opens their texts is missing: restore" in found("keyring", store_settings)
    assert not store_settings.keyring_file.exists()


def test_a_database_of_either_kind_can_be_read_and_written(store_settings: Settings) -> None:
    assert found("database", store_settings) == "ok: can be read and written"


def test_a_keyring_that_others_can_read_is_a_problem(settings: Settings) -> None:
    asyncio.run(_a_store(settings))
    assert settings.keyring_file is not None
    assert found("keyring", settings) == "ok: only its owner can read it"
    settings.keyring_file.chmod(0o644)
    assert "can be read by other users: run chmod 600" in found("keyring", settings)


@pytest.mark.parametrize("content", ["", "[]", "{half"])
def test_a_file_that_is_no_keyring_is_a_problem(settings: Settings, content: str) -> None:
    assert settings.keyring_file is not None
    settings.keyring_file.parent.mkdir()
    settings.keyring_file.write_text(content)
    settings.keyring_file.chmod(0o600)
    assert "is not a keyring: restore it from a backup" in found("keyring", settings)


async def _a_store(settings: Settings) -> None:
    async with Store.open(settings):
        pass


def test_an_open_door_without_tls_and_alerts_that_page_nobody_are_pointed_out(settings: Settings) -> None:
    assert found("outside access", settings).startswith("ok: ")
    assert found("outside access", settings.copy(update={"host": "0.0.0.0"})).startswith("warning: ")
    assert found("paging", settings).startswith("warning: ")
    assert found("paging", settings.copy(update={"page_urls": "json://localhost"})) == "ok: 1 address(es)"


def test_before_a_start_everything_is_asked_that_could_lose_or_close_data() -> None:
    asked = {check.name for check in CHECKS if check.before_start}
    assert asked >= {"Python", "settings", "state folder", "disk", "database", "keyring", "assistant"}


def test_the_doctor_says_everything_at_once_and_fails_only_on_a_problem(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.home.mkdir()
    (settings.home / "landfall.db").write_text("The dog ate it. " * 100)
    monkeypatch.setenv("LANDFALL_HOME", str(settings.home))
    assert not doctor.examine()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CHECKS)
    assert [line for line in lines if line.startswith("problem  database  ")]
    assert [line for line in lines if line.startswith("ok       Python")]


def test_the_doctor_names_a_setting_it_cannot_understand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANDFALL_PORT", "http")
    assert not doctor.examine()
    assert "LANDFALL_PORT cannot be used" in capsys.readouterr().out
