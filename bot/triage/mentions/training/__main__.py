"""`python -m bot.triage.mentions.training`: from the labelled messages to the network's files. The README says how."""

import argparse
import dataclasses
import json
import platform
import time
import zlib
from pathlib import Path

import numpy
import torch

from bot.triage.answers.training.export import export
from bot.triage.mentions.network import CARD
from bot.triage.mentions.network import Network as Running
from bot.triage.mentions.training.examples import Example, fingerprint, labels, read, voices
from bot.triage.mentions.training.fit import Plan, Trainer
from bot.triage.mentions.training.thresholds import thresholds

FILES = Path(__file__).parents[1] / "files"
APART = 8  # one message in so many is not trained on, chosen by its own text: the thresholds are chosen there


def main() -> None:
    """Train, choose the thresholds on the messages apart, and export. With `--held` measure on those voices instead."""
    asked = _arguments()
    plan = Plan(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Plan)})
    torch.set_num_threads(asked.threads)
    started = time.monotonic()
    examples = read()
    names = labels(examples)
    held = asked.held.split(",") if asked.held else []
    trained = [one for one in examples if one.voice not in held and not is_apart(one)]
    trainer = Trainer(plan, names, _say)
    trainer.fit(trained)
    chosen, kinds = _measured(trainer, [one for one in examples if one.voice not in held and is_apart(one)], None)
    _say(f"apart: {kinds}")
    if held:
        _say(f"held: {_measured(trainer, [one for one in examples if one.voice in held], chosen)[1]}")
        return
    export(trainer.network, asked.out)
    card = {
        "name": asked.name,
        "data": fingerprint(examples),
        "messages": len(examples),
        "voices": voices(examples),
        "plan": dataclasses.asdict(plan),
        "apart": kinds,
        "minutes": round((time.monotonic() - started) / 60, 1),
        "machine": f"{platform.machine()}, torch {torch.__version__}",
        "labels": names,
        "thresholds": chosen,
    }
    file = asked.out / CARD
    file.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")  # the network reads its labels there
    card["model"] = Running(asked.out).digest()
    file.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def is_apart(one: Example) -> bool:
    """Whether a message is kept from training."""
    return zlib.crc32(one.text.lower().encode()) % APART == 0


def _measured(
    trainer: Trainer, examples: list[Example], chosen: dict[str, float] | None
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    there = numpy.array([[label in one.has for label in trainer.labels] for one in examples])
    return thresholds(trainer.labels, trainer.likely(examples), there, chosen)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.triage.mentions.training")
    parser.add_argument("--out", type=Path, default=FILES, help="where the network's files go")
    parser.add_argument("--held", help="voices (names of files in data/, with commas) to leave out and to measure on")
    parser.add_argument("--name", default="mentions-1", help="for the record of which network said what")
    parser.add_argument("--threads", type=int, default=2)
    for field in dataclasses.fields(Plan):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
