"""The classifier: how likely an answer is about each of the classes, read together with its question."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy

from bot.listening.listener import questions
from bot.listening.reflections.classes import CLASSES
from bot.triage.answers.network import Network
from bot.triage.encoder.preprocessing import preprocess_asked

FILES = Path(__file__).parent / "files"

log = logging.getLogger(__name__)


class Classifier:
    """The network in `folder`; without a usable one every answer is about nothing that it knows."""

    def __init__(self, folder: Path = FILES) -> None:
        self._questions = questions()
        self._network: Network | None
        try:
            self._network = Network(folder)
        except Exception as problem:  # the runtime raises exceptions of its own
            log.error("The network of the reflections cannot be used (%s)", type(problem).__name__)
            self._network = None

    def of(self, text: str, question: str | None) -> Mapping[str, float]:
        """The probability of each class, likeliest first; empty where none is known. `question`: a slot's name."""
        if self._network is None or not text.strip():
            return {}
        logits = self._network.logits([text], asked(self._questions.get(question or "", "")))[0].astype(float)
        shares = numpy.exp(logits - logits.max())
        shares /= shares.sum()
        ranked = sorted(zip(CLASSES, shares.tolist(), strict=True), key=lambda one: -one[1])
        return dict(ranked)


def asked(question: str) -> str:
    """The question as the network reads it."""
    return preprocess_asked(question)


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The classifier that is in use."""
    return Classifier()
