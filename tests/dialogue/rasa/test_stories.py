"""Stories and test stories: every flow has them, and the trained assistant does what each test story says.

`rasa test core` classifies the messages only with `--e2e`, and runs no custom action: a test story says itself which
question is open, and what an action went on to.
"""

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.operate.environment import RASA_VARIABLES, environment, rasa
from bot.operate.training import MODEL
from bot.settings import PROJECT, Settings

TEST_STORIES = PROJECT / "tests" / "stories"
STORIES = PROJECT / "data" / "stories"
FEWEST = 60  # test stories


@cache
def stories_in(folder: Path, names: str = "*.yml") -> list[dict[str, Any]]:
    """Every story in the files of a folder."""
    return [story for file in sorted(folder.glob(names)) for story in yaml.safe_load(file.read_text())["stories"]]


def steps(folder: Path, names: str = "*.yml") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step in the files of a folder, with the story it belongs to."""
    for story in stories_in(folder, names):
        for step in story["steps"]:
            yield story["story"], step


@cache
def forms() -> dict[str, list[str]]:
    """The slots that each form asks for."""
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text())
    return {name: form["required_slots"] for name, form in domain["forms"].items()}


def test_the_trained_assistant_does_what_every_test_story_says(model: None, tmp_path: Path) -> None:
    done = subprocess.run(
        rasa("test", "core", "--e2e", "--stories", "tests", "--model", str(MODEL), "--out", str(tmp_path), "--no-plot"),
        cwd=PROJECT,
        env=environment(Settings(service_token="")) | RASA_VARIABLES,  # no process that serves clients
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # without --fail-on-prediction-errors, which would end the run at the first story that fails
    failed = (tmp_path / "failed_test_stories.yml").read_text()
    assert yaml.safe_load(failed) is None, failed  # nothing but a comment when all went well
    report = json.loads((tmp_path / "story_report.json").read_text())["conversation_accuracy"]
    assert report["correct"] == report["total"] == len(stories_in(TEST_STORIES))


def test_there_are_sixty_test_stories_or_more_and_each_has_its_own_name() -> None:
    names = [story["story"] for story in stories_in(TEST_STORIES, "test_*.yml")]
    assert len(names) >= FEWEST
    assert len(set(names)) == len(names)


def test_every_message_of_a_test_story_has_its_text() -> None:
    said = [(story, step) for story, step in steps(TEST_STORIES) if "intent" in step or "user" in step]
    assert said
    assert [story for story, step in said if not (step.get("user") or "").strip() or not step.get("intent")] == []


@pytest.mark.parametrize("folder", [STORIES, TEST_STORIES], ids=["stories", "test stories"])
@pytest.mark.parametrize("form", forms())
def test_every_flow_is_told_from_its_beginning_to_its_end_and_with_a_detour(folder: Path, form: str) -> None:
    told = [story for story in stories_in(folder) if {"active_loop": form} in story["steps"]]
    ended = [story for story in told if _ends(story["steps"], form)]
    assert ended, f"no story in which {form} comes to its end"
    assert len(told) >= 2, f"only one story with {form}"


@pytest.mark.parametrize("folder", [STORIES, TEST_STORIES], ids=["stories", "test stories"])
def test_what_a_story_says_is_asked_is_a_question_of_the_form_that_is_active(folder: Path) -> None:
    wrong = []
    for story in stories_in(folder):
        active = None
        for step in story["steps"]:
            active = step.get("active_loop", active)
            for slot in step.get("slot_was_set") or ():
                asked = slot.get("requested_slot")
                if asked is not None and asked not in forms().get(active or "", ()):
                    wrong.append(f"{story['story']}: {asked} in {active}")
    assert wrong == []


def test_no_story_has_an_answer_that_a_form_takes_as_a_turn() -> None:
    """Rasa 3.6 learns from such a turn that the form does not go on after "go back" (docs/dialogue.md)."""
    wrong = []
    for story in stories_in(STORIES):
        active, active_before, just_said = None, None, False
        for step in story["steps"]:
            if "intent" in step or "or" in step:
                just_said, active_before = True, active
            elif "active_loop" in step:
                active = step["active_loop"]
            elif "action" in step:
                if just_said and active_before and step["action"] == active_before:
                    wrong.append(story["story"])
                just_said = False
    assert wrong == []


def test_every_file_of_stories_has_test_stories_under_the_same_noun() -> None:
    nouns = {file.stem for file in STORIES.glob("*.yml")}
    assert nouns == {file.stem.removeprefix("test_") for file in TEST_STORIES.glob("test_*.yml")}


def _ends(steps: list[dict[str, Any]], form: str) -> bool:
    """Whether the form is left by its close action."""
    active, left = None, None
    for step in steps:
        if "active_loop" in step:
            active, left = step["active_loop"], active
        elif "action" in step:
            if left == form and active is None and step["action"].startswith("action_close_"):
                return True
            left = None
    return False
