"""`python -m bot.triage.answers.training`: from the labelled answers to the classifier's files. The README says how."""

import argparse
import dataclasses
import json
import platform
import time
from pathlib import Path

import numpy
import torch
from numpy.typing import NDArray

from bot.triage.answers.classifier import CARD, LINEAR_SHARE, mixed
from bot.triage.answers.network import Network as Running
from bot.triage.answers.training import linear
from bot.triage.answers.training.examples import Example, fingerprint, read, voices
from bot.triage.answers.training.export import export
from bot.triage.answers.training.fit import Plan, Trainer
from bot.triage.answers.training.table import table
from bot.triage.encoder.session import FILES as ENCODER_FILES
from bot.triage.encoder.session import Encoder

FILES = Path(__file__).parents[1] / "files"
START = ENCODER_FILES / "model.onnx"


def main() -> None:
    """Train on everything and export; with `--held` train without those voices, measure on them, and export nothing."""
    asked = _arguments()
    plan = Plan(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Plan)})
    torch.set_num_threads(asked.threads)
    examples = read()
    if asked.held:
        _measure(examples, asked.held.split(","), plan, asked.keep)
    else:
        _train(examples, plan, asked.out, asked.name, asked.linear_only)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.triage.answers.training")
    parser.add_argument("--held", help="voices (names of files in data/, with commas) to leave out and to measure on")
    parser.add_argument("--keep", type=Path, help="with --held: where the probabilities of the held answers go")
    parser.add_argument("--out", type=Path, default=FILES, help="where the classifier's files go")
    parser.add_argument("--name", default="answers-1", help="for the record of which model said what")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--linear-only", action="store_true", help="fit only the linear part again, in a minute")
    for field in dataclasses.fields(Plan):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser.parse_args()


def _train(examples: list[Example], plan: Plan, out: Path, name: str, linear_only: bool) -> None:
    started = time.monotonic()
    linear.save(linear.fit(linear.matrix(examples, Encoder()), [one.goal for one in examples]), out)
    if not linear_only:
        trainer = Trainer(plan, START, _say)
        trainer.fit(examples)
        export(trainer.network, out)
    card = {
        "name": name,
        "data": fingerprint(examples),
        "network_data": fingerprint(examples),
        "model": Running(out).digest(),
        "encoder": Encoder().digest(),
        "answers": len(examples),
        "voices": voices(examples),
        "plan": dataclasses.asdict(plan),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "machine": f"{platform.machine()}, torch {torch.__version__}",
    }
    if linear_only:
        before = json.loads((out / CARD).read_text(encoding="utf-8"))
        card |= {key: before[key] for key in ("network_data", "plan", "minutes")}
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _measure(examples: list[Example], held: list[str], plan: Plan, keep: Path | None) -> None:
    rest = [one for one in examples if one.voice not in held]
    apart = [one for one in examples if one.voice in held]
    encoder = Encoder()
    fitted = linear.fit(linear.matrix(rest, encoder), [one.goal for one in rest])
    by_words: NDArray[numpy.float32] = fitted.decision_function(linear.matrix(apart, encoder)).astype(numpy.float32)
    trainer = Trainer(plan, START, _say)
    trainer.fit(rest)
    by_network = trainer.predict(apart)
    probabilities = numpy.array([mixed(*pair) for pair in zip(by_network, by_words, strict=True)])
    for what, found in (("linear part", by_words), ("network", by_network), (f"mixed, {LINEAR_SHARE}", probabilities)):
        right = numpy.mean(found.argmax(axis=1) == [one.goal for one in apart])
        _say(f"{what}: {right:.3f} of {len(apart)}")
    _say(table(apart, probabilities))
    if keep is not None:
        numpy.savez_compressed(keep, network=by_network, linear=by_words)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
