"""The table of processes: the same settings for all, and a Rasa that stays quiet and inside."""

import re
from pathlib import Path

import pytest

from bot.operate.errors import OperatorError
from bot.operate.processes import commands
from bot.settings import PROJECT, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path, service_token="t0ken", rasa_port=6001, actions_port=6002, secure_cookies=True, page_urls="a\nb"
    )


def test_the_public_door_opens_last_and_closes_first(settings: Settings) -> None:
    assert [process.name for process in commands(settings)] == ["actions", "rasa", "gateway"]


def test_every_process_reads_the_same_settings_from_its_environment(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for process in commands(settings):
        for name, value in process.env.items():
            monkeypatch.setenv(name, value)
        assert Settings() == settings


def test_what_endpoints_yml_names_is_always_set(settings: Settings) -> None:
    rasa = commands(settings)[1]
    named = set(re.findall(r"\$\{(\w+)\}", (PROJECT / "endpoints.yml").read_text()))
    assert named <= set(rasa.env)
    assert rasa.env["LANDFALL_ACTIONS_PORT"] == "6002"
    assert rasa.env["LANDFALL_SERVICE_TOKEN"] == "t0ken"
    unset = [name for name in Settings.__fields__ if f"LANDFALL_{name.upper()}" not in rasa.env]
    assert unset == []


def test_rasa_listens_on_this_machine_only_reports_to_nobody_and_never_logs_what_clients_wrote(
    settings: Settings,
) -> None:
    rasa = commands(settings)[1]
    at = rasa.argv.index("-i")
    assert rasa.argv[at + 1] == "127.0.0.1"
    assert "--enable-api" not in rasa.argv
    assert "--quiet" in rasa.argv
    assert rasa.env["LOG_LEVEL"] == "WARNING"
    assert rasa.env["RASA_TELEMETRY_ENABLED"] == "false"


def test_no_secret_is_on_a_command_line_where_every_user_can_read_it(settings: Settings) -> None:
    assert not any("t0ken" in part for process in commands(settings) for part in process.argv)


def test_all_run_in_the_project_folder(settings: Settings) -> None:
    assert {process.cwd for process in commands(settings)} == {PROJECT}


def test_without_a_service_token_nothing_starts(settings: Settings) -> None:
    with pytest.raises(OperatorError, match="LANDFALL_SERVICE_TOKEN"):
        commands(settings.copy(update={"service_token": ""}))
