"""`python -m bot.listening.training`: trains the listener's network on `data/` and writes it into a folder."""

import argparse
import json
import sys
import time
from pathlib import Path

from bot.listening.evaluation import served
from bot.listening.listener import FILES, Listener, questions
from bot.listening.network import Network
from bot.listening.training.examples import DATA, HELD_OUT, HERE, of_intents, read
from bot.triage.encoder.session import FILES as ENCODER


def main() -> None:
    """Read the arguments, train, export, and say how many held-out messages are served."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FILES)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--intents", type=int, default=12, help="examples of each intent that are taken too")
    parser.add_argument("--untrained", action="store_true", help="from MiniLM as it is, not from the triage encoder")
    chosen = parser.parse_args()

    from bot.listening.training.tagger import Plan, Trainer  # needs torch
    from bot.triage.answers.training.export import export

    def say(line: str) -> None:
        print(time.strftime("%H:%M:%S"), line, flush=True)

    examples = [*read(DATA), *of_intents(HERE.parent.parent / "data" / "nlu", chosen.intents, seed=1)]
    say(f"{len(examples)} messages, {sum(len(one.parts) > 1 for one in examples)} of several parts")
    trainer = Trainer(
        Plan(epochs=chosen.epochs, rate=chosen.rate),
        None if chosen.untrained else ENCODER / "model.onnx",
        questions(),
        say,
    )
    trainer.fit(examples)
    export(trainer.network, chosen.out, each_token=True)
    table = served(Listener(chosen.out), read(HELD_OUT))
    card = {
        "digest": Network(chosen.out).digest(),
        "command": f"python -m bot.listening.training {' '.join(sys.argv[1:])}".strip(),
        "messages": len(examples),
        "held_out": table,
    }
    (chosen.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    say(json.dumps(table))


if __name__ == "__main__":
    main()
