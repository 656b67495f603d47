"""`python -m bot.triage.training`: from the messages to the encoder's files. `docs/triage.md` says how to call it."""

import argparse
import dataclasses
import hashlib
import json
import platform
import random
import time
from pathlib import Path

import numpy
import torch
from sklearn.linear_model import LogisticRegression

from bot.triage.asked import questions_of
from bot.triage.encoder.preprocessing import TURN_SEPARATOR
from bot.triage.examples import Example, fingerprint, split, written
from bot.triage.model import Tier
from bot.triage.training.batches import Row, asked_of_us, background, ours, talk
from bot.triage.training.export import export
from bot.triage.training.fit import Plan, Trainer

PROJECT = Path(__file__).parents[3]
TALK_FOLDER = PROJECT / "data" / "nlu"
LIBRARY_FOLDER = PROJECT / "content" / "library"
RESPONSES = PROJECT / "data" / "responses"
ENCODER = Path(__file__).parent.parent / "encoder" / "files"


def main() -> None:
    """Train, evaluate, calibrate and export."""
    asked = _arguments()
    plan = Plan(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Plan)})
    torch.set_num_threads(asked.threads)
    examples = written()
    train, held = split(examples)
    away, near = _background(asked.background, plan.seed)
    print(f"{len(train)} messages, {len(held)} held out, {len(away)} everyday ones, {len(near)} of those held out")
    started = time.monotonic()
    trainer = Trainer(plan, lambda line: print(line, flush=True))
    spoken = [*talk(TALK_FOLDER), *asked_of_us(LIBRARY_FOLDER)]
    own = random.Random(plan.seed).sample(ours(train), int(len(train) * asked.part))  # noqa: S311  (nothing secret)
    asks = list(questions_of(RESPONSES))
    asked.out.mkdir(parents=True, exist_ok=True)
    checkpoint = asked.out / "checkpoint.pt"
    trainer.fit([*own, *spoken], away[: int(len(away) * asked.part)], asks, asked.start, checkpoint)
    minutes = round((time.monotonic() - started) / 60, 1)
    report, calibration = _report(trainer, held, near, asks)
    print(json.dumps(report, indent=1))
    export(trainer.network, trainer.tokenizer, asked.out)
    card = {
        "name": asked.name,
        "data": fingerprint(examples),
        "model": hashlib.sha256((asked.out / "model.onnx").read_bytes()).hexdigest(),
        "calibration": calibration,
        "trained_on": len(train),
        "background": len(away),
        "continued": bool(asked.start),
        "plan": dataclasses.asdict(plan),
        "minutes": minutes,
        "machine": f"{platform.machine()}, {asked.threads} threads, torch {torch.__version__}",
    }
    (asked.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    checkpoint.unlink(missing_ok=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.triage.training")
    parser.add_argument("--background", type=Path, help="folder of everyday messages (docs/triage.md says which)")
    parser.add_argument("--out", type=Path, default=ENCODER, help="where the encoder's files go")
    parser.add_argument("--start", type=Path, help="go on from this model.onnx instead of MiniLM")
    parser.add_argument("--part", type=float, default=1.0, help="how much of our messages, when going on from --start")
    parser.add_argument("--name", default="encoder-1", help="for the record of which model said what")
    parser.add_argument("--threads", type=int, default=2)
    for field in dataclasses.fields(Plan):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser.parse_args()


def _background(folder: Path | None, seed: int) -> tuple[list[Row], list[Row]]:
    """The everyday messages to train on, and a tenth to look at afterwards."""
    rows = background(folder)
    random.Random(seed).shuffle(rows)  # noqa: S311  (nothing secret)
    held = len(rows) // 10
    return rows[held:], rows[:held]


def _report(
    trainer: Trainer, held: list[Example], near: list[Row], asks: list[str]
) -> tuple[dict[str, float], list[tuple[float, float]]]:
    """The held-out messages at the threshold that flags one in a hundred everyday ones; and the calibration.

    The calibration is Platt scaling (1999): for each tier a slope and an offset that make the logit a probability among
    the held-out messages and the held-out everyday ones.
    """
    chance = random.Random(1)  # noqa: S311  (nothing secret)
    said = [chance.choice(asks) if e.asked is None else e.asked for e in held]
    tiers, _ = trainer.predict([TURN_SEPARATOR.join((*e.before, e.text)) for e in held], said)
    some = [chance.choice(asks) for _ in near]
    everyday = trainer.predict([row.text for row in near], some)[0] if near else numpy.zeros((0, 3))
    threshold = float(numpy.quantile(everyday[:, 0], 0.99)) if near else 0.0
    report = {"threshold": threshold}
    for tier in Tier:
        which = numpy.array([example.tier is tier for example in held])
        if which.any():
            report[f"{tier.value} flagged"] = round(float((tiers[which, 0] > threshold).mean()), 4)
    logits = numpy.concatenate([tiers, everyday])
    ranks = numpy.array([example.tier.rank for example in held] + [0] * len(everyday))
    calibration = []
    for k in range(3):
        fitted = LogisticRegression(C=1e6).fit(logits[:, [k]], ranks > k)
        calibration.append((round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)))
    return report, calibration


if __name__ == "__main__":
    main()
