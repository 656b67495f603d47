"""Inference of the network: the one of answers to safety questions, with one likelihood a label instead of classes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.answers import network
from bot.triage.answers.answer import words_of

CARD = "card.json"


class Network(network.Network):
    """The ONNX model, with its labels and their thresholds from the card."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx` and `card.json`. Raises whatever the runtime raises where they are missing or broken."""
        super().__init__(folder)
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        self.labels: Sequence[str] = tuple(card["labels"])
        self.thresholds: Mapping[str, float] = card["thresholds"]

    def shares(self, texts: Sequence[str], question: str | None) -> NDArray[numpy.float32]:
        """Likelihoods (texts, labels), each label on its own: a message may have several, or none."""
        return 1 / (1 + numpy.exp(-self.logits(texts, words_of(question))))
