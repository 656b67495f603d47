"""Train the assistant when something it is made of has changed, and never leave a broken model behind."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from bot.operate.die_with_parent import dying_with_parent
from bot.operate.environment import RASA_VARIABLES, environment, rasa
from bot.operate.errors import OperatorError
from bot.operate.output import Output
from bot.settings import PROJECT, Settings

NAME = "landfall"
MODEL = PROJECT / "models" / f"{NAME}.tar.gz"

# What goes into a model. Rasa's own fingerprint does not see the code of the components, so ours does.
INPUTS = (
    "config.yml",
    "domain.yml",
    "domain/**/*.yml",
    "data/**/*",
    "bot/dialogue/**/*.py",
    "bot/triage/encoder/files/*",
)
LIBRARIES = ("rasa", "spacy")
PROGRESS_SECONDS = 5.0
SHOWN_LINES = 40


def needs_training(project: Path = PROJECT) -> str:
    """Why the model has to be trained, or an empty text when it is current."""
    model, stamp = _places(project)
    if not model.exists():
        return "there is no model yet"
    try:
        known = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return "it is not known what the model was made of"
    if known.get("model") != _digest_of_file(model):
        return "the model is not the one that was trained last"
    if known.get("libraries") != _libraries():
        return "it was made with other versions of the libraries"
    if known.get("inputs") != _digest_of_inputs(project):
        return "the assistant has changed"
    return ""


def train(settings: Settings, force: bool = False, project: Path = PROJECT, output: Output | None = None) -> bool:
    """Train when it is needed, or with `force`; whether it was done. Raises `OperatorError` when it fails."""
    output = output or Output()
    with _only_one(project, output) as models:
        reason = "asked for" if force else needs_training(project)
        if not reason:
            return False
        inputs = _digest_of_inputs(project)  # before, so that a change made meanwhile trains again
        with output.step(f"Training ({reason}; it takes some minutes)"):
            _train_in(models, settings, project, output)
        model, stamp = _places(project)
        made_of = {"inputs": inputs, "libraries": _libraries(), "model": _digest_of_file(model)}
        stamp.write_text(json.dumps(made_of, indent=2) + "\n")
    return True


def _train_in(models: Path, settings: Settings, project: Path, output: Output) -> None:
    """Train beside the model in use, and put the new one in its place in one move."""
    for left_behind in models.glob(".training-*"):
        shutil.rmtree(left_behind)
    with tempfile.TemporaryDirectory(prefix=".training-", dir=models) as folder:
        log = Path(folder) / "log"
        code = _run(_command(project, folder), environment(settings) | RASA_VARIABLES, project, log, output)
        made = Path(folder) / f"{NAME}.tar.gz"
        if code != 0 or not made.exists():
            output.plain("\n".join(log.read_text(errors="replace").splitlines()[-SHOWN_LINES:]))
            raise OperatorError(
                f"The training failed (exit code {code}): put right what Rasa names above, and start again."
            )
        made.replace(_places(project)[0])


def _command(project: Path, folder: str) -> list[str]:
    domain = "domain" if (project / "domain").is_dir() else "domain.yml"
    sources = ["--config", "config.yml", "--domain", domain, "--data", "data"]
    return rasa("train", *sources, "--out", folder, "--fixed-model-name", NAME)


def _run(command: list[str], env: dict[str, str], project: Path, log: Path, output: Output) -> int:
    """Run the command with its output in a file; its exit code. It does not outlive this call."""
    env = env | {"LOG_LEVEL": "INFO"}  # names the component; training data is no client's words
    begun = monotonic()
    with log.open("wb") as file:
        child = subprocess.Popen(  # noqa: S603 - the command is ours
            dying_with_parent(command),
            cwd=project,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while True:
                try:
                    return child.wait(PROGRESS_SECONDS)
                except subprocess.TimeoutExpired:
                    output.say(f"Training: {monotonic() - begun:.0f} s{_component(log)}")
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _component(log: Path) -> str:
    """Which component Rasa trains now, if it has said so."""
    named = re.findall(r"Starting to train component '(\w+)'", log.read_text(errors="replace"))
    return f", {named[-1]}" if named else ""


@contextmanager
def _only_one(project: Path, output: Output) -> Iterator[Path]:
    """The folder of models, held so that two trainings never meet in it."""
    models = project / "models"
    models.mkdir(exist_ok=True)
    with (models / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            output.say("Waiting for another training to end ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield models


def _places(project: Path) -> tuple[Path, Path]:
    models = project / "models"
    return models / MODEL.name, models / f"{NAME}.json"


def _digest_of_inputs(project: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in project.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(project)}\0{_digest_of_file(path)}\n".encode())
    return digest.hexdigest()


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _libraries() -> dict[str, str]:
    # Python as well: a model holds pickled parts
    versions = {name: version(name) for name in LIBRARIES}
    return versions | {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
