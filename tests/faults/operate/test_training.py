"""Training: only what changed, never a broken model. Rasa itself is a stand-in here; it is trained elsewhere."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.operate.errors import OperatorError
from bot.operate.output import Output
from bot.operate.training import needs_training, train
from bot.settings import Settings

# Writes a model that tells what it was made of; fails, or stops in the middle, when the project says so.
STAND_IN = """
import argparse, pathlib, signal, sys
options = argparse.ArgumentParser()
options.add_argument("command")
for name in ("config", "domain", "data", "out", "fixed-model-name"):
    options.add_argument("--" + name, required=True)
given = options.parse_args()
how = pathlib.Path("how").read_text()
model = pathlib.Path(given.out) / (given.fixed_model_name + ".tar.gz")
model.write_text("half a mod")
if how == "hang":
    pathlib.Path("hanging").write_text("now")
    signal.pause()
if how == "fail":
    sys.exit("nlu.yml: the intent greet has no examples")
model.write_text(pathlib.Path(given.config).read_text())
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "config.yml": "pipeline one",
        "domain.yml": "domain",
        "data/nlu/topic.yml": "- hello",
        "data/listening.yml": "intents: {}",
        "bot/dialogue/gate.py": "GATE = 1",
        "rasa/__main__.py": STAND_IN,
        "rasa/__init__.py": "",
        "how": "well",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def trained(project: Path, force: bool = False) -> tuple[bool, str]:
    screen = io.StringIO()
    done = train(Settings(home=project / "var"), force, project, Output(screen))
    return done, screen.getvalue()


def model(project: Path) -> str:
    return (project / "models/landfall.tar.gz").read_text()


def test_a_first_start_trains_and_a_second_trains_nothing(project: Path) -> None:
    done, screen = trained(project)
    assert done
    assert "Training (there is no model yet" in screen
    assert model(project) == "pipeline one"
    assert trained(project) == (False, "")


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/nlu/topic.yml", "data/listening.yml", "bot/dialogue/gate.py"]
)
def test_a_change_of_anything_the_model_is_made_of_trains_again(project: Path, name: str) -> None:
    trained(project)
    with (project / name).open("a") as file:
        file.write("more")
    assert needs_training(project) == "the assistant has changed"
    assert trained(project)[0]
    assert not needs_training(project)


@pytest.mark.parametrize("name", ["data/stories/new.yml", "domain/more.yml", "bot/dialogue/new.py"])
def test_a_new_or_removed_file_trains_again(project: Path, name: str) -> None:
    trained(project)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("new")
    assert trained(project)[0]
    (project / name).unlink()
    assert needs_training(project)


def test_a_touched_file_with_the_same_content_trains_nothing(project: Path) -> None:
    trained(project)
    (project / "config.yml").write_text("pipeline one")
    assert not needs_training(project)


def test_other_versions_of_the_libraries_train_again(project: Path) -> None:
    trained(project)
    stamp = project / "models/landfall.json"
    known = json.loads(stamp.read_text())
    stamp.write_text(json.dumps(known | {"libraries": known["libraries"] | {"rasa": "3.6.20"}}))
    assert needs_training(project) == "it was made with other versions of the libraries"


def test_a_model_that_is_not_the_one_trained_last_is_trained_again(project: Path) -> None:
    trained(project)
    (project / "models/landfall.tar.gz").write_text("cut off by a power fai")
    assert needs_training(project)


def test_force_trains_what_has_not_changed(project: Path) -> None:
    trained(project)
    assert trained(project, force=True)[0]


def test_a_failed_training_shows_what_rasa_said_and_leaves_the_model_in_use(project: Path) -> None:
    trained(project)
    (project / "config.yml").write_text("pipeline two")
    (project / "how").write_text("fail")
    screen = io.StringIO()
    with pytest.raises(OperatorError, match="The training failed"):
        train(Settings(home=project / "var"), False, project, Output(screen))
    assert "the intent greet has no examples" in screen.getvalue()
    assert model(project) == "pipeline one"
    assert needs_training(project)
    assert list((project / "models").glob(".training-*")) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_training_leaves_the_model_in_use_and_no_process(project: Path, number: signal.Signals) -> None:
    trained(project)
    (project / "config.yml").write_text("pipeline two")
    (project / "how").write_text("hang")
    os.mkfifo(project / "hanging")
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background job ignores it
        "from pathlib import Path; from bot.operate.training import train; from bot.settings import Settings\n"
        f"train(Settings(_env_file=None, home={str(project / 'var')!r}), project=Path({str(project)!r}))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as training:
        (project / "hanging").read_text()  # returns when the stand-in has come there
        (trainer,) = psutil.Process(training.pid).children()
        training.send_signal(number)
        training.wait(timeout=30)
    _, left = psutil.wait_procs([trainer], timeout=10)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
    assert model(project) == "pipeline one"

    (project / "how").write_text("well")
    assert trained(project)[0]
    assert model(project) == "pipeline two"
    assert list((project / "models").glob(".training-*")) == []
