"""`python -m bot.listening.reflections.training`: trains the classifier on `data/` and writes it into a folder."""

import argparse
import json
import time
from pathlib import Path

from bot.listening.listener import questions
from bot.listening.reflections.classifier import FILES, Classifier
from bot.listening.reflections.evaluation import heard
from bot.listening.reflections.training.examples import DATA, HELD_OUT, read
from bot.triage.answers.network import Network
from bot.triage.encoder.session import FILES as ENCODER


def main() -> None:
    """Read the arguments, train, export, and say how many held-out answers are heard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FILES)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--untrained", action="store_true", help="from MiniLM as it is, not from the triage encoder")
    chosen = parser.parse_args()

    from bot.listening.reflections.training.fit import Plan, Trainer  # needs torch
    from bot.triage.answers.training.export import export

    def say(line: str) -> None:
        print(time.strftime("%H:%M:%S"), line, flush=True)

    examples = read(DATA)
    say(f"{len(examples)} answers, {sum(len(one.classes) > 1 for one in examples)} of two classes")
    start = None if chosen.untrained else ENCODER / "model.onnx"
    trainer = Trainer(Plan(epochs=chosen.epochs, rate=chosen.rate), start, questions(), say)
    trainer.fit(examples)
    export(trainer.network, chosen.out)
    table = heard(Classifier(chosen.out), read(HELD_OUT))
    card = {
        "digest": Network(chosen.out).digest(),
        "command": f"python -m bot.listening.reflections.training --epochs {chosen.epochs} --rate {chosen.rate}",
        "answers": len(examples),
        "held_out": table,
    }
    (chosen.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    say(json.dumps(table))


if __name__ == "__main__":
    main()
