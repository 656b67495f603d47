"""The plain Rasa commands, run as they are typed: in the project folder, with no Landfall running and no database.

Each start of Rasa takes many seconds, so every command is run once.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.operate.die_with_parent import dying_with_parent
from bot.operate.training import MODEL
from bot.settings import PROJECT
from tests.support.ports import free_ports

RASA = Path(sys.executable).with_name("rasa")
MOST_SECONDS = 300
SAID = "/start_measures"  # a button, offered by an action that has looked the client up in its store
STORY = """
version: "3.1"
stories:
  - story: What is a command elsewhere is an answer where a question is open
    steps:
      - user: |
          i would like to prepare for my session
        intent: start_preparation
      - action: action_begin_preparation
      - action: preparation_form
      - active_loop: preparation_form
      - slot_was_set:
          - requested_slot: hope
      - user: |
          i wanted to stop, and then to start again with my sister
        intent: answer
      - action: preparation_form

  - story: A question is about an entry of the library, which no words of it name, and distress comes before everything
    steps:
      - user: |
          what is ketamine?
        intent: ask_library
      - action: action_answer_question
      - user: |
          i want to kill myself
        intent: safety_high
      - action: action_suspend
      - action: action_deactivate_loop
      - active_loop: null
"""


@pytest.fixture(scope="module")
def environment(folder: Path) -> dict[str, str]:
    """Nothing of Landfall is set but an empty home, in which nothing may be made."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("LANDFALL_")}
    home = {"LANDFALL_HOME": str(folder / "no-home"), "LANDFALL_SERVICE_TOKEN": ""}
    return ours | home | {"RASA_TELEMETRY_ENABLED": "false", "CUDA_VISIBLE_DEVICES": ""}


@pytest.fixture(scope="module")
async def endpoints(folder: Path, environment: dict[str, str]) -> AsyncIterator[Path]:
    """The project's endpoints, with the action server of `python -m actions` on a free port."""
    (port,) = free_ports(1)
    process = subprocess.Popen(
        dying_with_parent([sys.executable, "-m", "actions"]),
        cwd=PROJECT,
        env=environment | {"LANDFALL_ACTIONS_PORT": str(port)},
    )
    file = folder / "endpoints.yml"
    file.write_text((PROJECT / "endpoints.yml").read_text().replace(":5055/", f":{port}/"))
    deadline = time.monotonic() + 60
    async with ClientSession() as http:
        while time.monotonic() < deadline:
            try:
                async with http.get(f"http://127.0.0.1:{port}/health"):
                    break
            except OSError:
                await asyncio.sleep(0.2)
    yield file
    process.kill()
    process.wait()


def rasa(environment: dict[str, str], *arguments: str, typed: str = "") -> str:
    """Run a command to its end and return what it printed. Fails when it fails."""
    ended = subprocess.run(
        [str(RASA), *arguments],
        cwd=PROJECT,
        env=environment,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS,
    )
    assert ended.returncode == 0, ended.stdout[-3000:]
    return ended.stdout


def test_data_validate_prints_no_warning(environment: dict[str, str]) -> None:
    printed = rasa(environment, "data", "validate", "--fail-on-warnings")
    assert "Warning" not in printed
    assert "Story structure validation" in printed


@pytest.mark.usefixtures("model")
def test_shell_nlu_understands_what_is_typed_and_hears_distress(environment: dict[str, str]) -> None:
    printed = rasa(environment, "shell", "nlu", "-m", str(MODEL), typed="hello\ni want to kill myself\n/stop\n")
    found = re.findall(r'"intent": \{\s*"name": "(\w+)"', printed)
    assert found[:2] == ["greet", "safety_high"]


@pytest.mark.usefixtures("model")
def test_shell_talks_with_the_action_server_and_needs_no_client_and_no_database(
    environment: dict[str, str], endpoints: Path, folder: Path
) -> None:
    (port,) = free_ports(1)
    options = ["-m", str(MODEL), "-p", str(port), "--endpoints", str(endpoints)]
    printed = folder / "shell.log"
    with printed.open("wb") as log:
        process = subprocess.Popen(
            dying_with_parent([str(RASA), "shell", *options]),
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    assert process.stdin is not None
    try:
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        deadline = time.monotonic() + MOST_SECONDS
        while SAID not in (so_far := printed.read_text(errors="replace")):  # it may offer buttons then, so no "/stop"
            assert process.poll() is None, so_far[-3000:]
            assert time.monotonic() < deadline, so_far[-3000:]
            time.sleep(0.5)
    finally:
        process.kill()
        process.wait()
    assert not Path(environment["LANDFALL_HOME"]).exists()


@pytest.mark.usefixtures("model")
def test_test_core_runs_stories_through_the_gates_with_the_open_question(
    environment: dict[str, str], folder: Path
) -> None:
    (folder / "stories").mkdir()
    (folder / "stories" / "test_stories.yml").write_text(STORY)
    options = ["--stories", str(folder / "stories"), "-m", str(MODEL), "--out", str(folder / "results")]
    printed = rasa(environment, "test", "core", "--e2e", "--fail-on-prediction-errors", *options)
    assert "2 / 2" in printed


@pytest.mark.usefixtures("model")
def test_test_nlu_reads_our_held_out_messages(environment: dict[str, str], folder: Path) -> None:
    held_out = str(PROJECT / "tests" / "nlu" / "questionnaires.yml")
    options = ["--nlu", held_out, "-m", str(MODEL), "--out", str(folder / "results"), "--no-plot"]
    rasa(environment, "test", "nlu", *options)
    assert (folder / "results" / "intent_report.json").exists()


def test_visualize_draws_the_stories(environment: dict[str, str], folder: Path) -> None:
    rasa(environment, "visualize", "--out", str(folder / "graph.html"))
    assert "<svg" in (folder / "graph.html").read_text() or "graph" in (folder / "graph.html").read_text()
