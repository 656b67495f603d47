"""`python -m bot.triage.mentions.training`: from the labelled messages to the network's files. The README says how."""

import argparse
import dataclasses
import json
import platform
import time
from pathlib import Path

import numpy
import torch

from bot.triage.answers.training.export import export
from bot.triage.encoder.session import FILES as ENCODER_FILES
from bot.triage.mentions.network import CARD
from bot.triage.mentions.network import Network as Running
from bot.triage.mentions.training.examples import Example, fingerprint, labels, read, voices
from bot.triage.mentions.training.fit import Plan, Trainer
from bot.triage.mentions.training.thresholds import thresholds

FILES = Path(__file__).parents[1] / "files"
START = ENCODER_FILES / "model.onnx"
FOLDS = 2  # trainings without a part of the voices, to measure and to choose the thresholds


def main() -> None:
    """Measure on voices left out, choose the thresholds there, then train on everything and export."""
    asked = _arguments()
    plan = Plan(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Plan)})
    torch.set_num_threads(asked.threads)
    started = time.monotonic()
    examples = read()
    names = labels(examples)
    chosen, kinds = _chosen(examples, names, plan)
    _say(f"left out: {kinds}")
    trainer = Trainer(plan, START, names, _say)
    trainer.fit(examples)
    export(trainer.network, asked.out)
    card = {
        "name": asked.name,
        "data": fingerprint(examples),
        "messages": len(examples),
        "voices": voices(examples),
        "plan": dataclasses.asdict(plan),
        "left_out": kinds,
        "minutes": round((time.monotonic() - started) / 60, 1),
        "machine": f"{platform.machine()}, torch {torch.__version__}",
        "labels": names,
        "thresholds": chosen,
    }
    (asked.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    card["model"] = Running(asked.out).digest()
    (asked.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _chosen(
    examples: list[Example], names: list[str], plan: Plan
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    every = voices(examples)
    likely, there = [], []
    for fold in range(FOLDS):
        held = every[fold::FOLDS]
        apart = [one for one in examples if one.voice in held]
        trainer = Trainer(plan, START, names, _say)
        trainer.fit([one for one in examples if one.voice not in held])
        likely.append(trainer.predict(apart))
        there.append(numpy.array([[label in one.has for label in names] for one in apart]))
    return thresholds(names, numpy.concatenate(likely), numpy.concatenate(there))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.triage.mentions.training")
    parser.add_argument("--out", type=Path, default=FILES, help="where the network's files go")
    parser.add_argument("--name", default="mentions-1", help="for the record of which network said what")
    parser.add_argument("--threads", type=int, default=2)
    for field in dataclasses.fields(Plan):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
