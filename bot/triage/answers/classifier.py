"""The classifier: a fine-tuned network and a linear part, mixed; with either of them missing the other one decides."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import CLASSES, number_of, words_of
from bot.triage.answers.linear import Linear
from bot.triage.answers.network import Network

FILES = Path(__file__).parent / "files"
CARD = "card.json"
LINEAR_SHARE = 0.4  # of the linear part in the mixed logits
SHARPNESS = 1.2  # of the mixed logits, so that the probabilities are right on voices that were held out
_NOTHING = numpy.zeros(len(CLASSES), dtype=numpy.float32)

log = logging.getLogger(__name__)


class NoClassifier(RuntimeError):
    """Neither part of the classifier can be used."""


def probabilities(text: str, question: str | None, vector: Sequence[float] | None) -> NDArray[numpy.float32]:
    """One probability a class, in the order of `CLASSES`. Raises `NoClassifier`."""
    network, linear = _network(), _linear()
    if network is None and linear is None:
        raise NoClassifier
    by_network = network.logits([text], words_of(question))[0] if network is not None else None
    by_words = linear.logits(text, number_of(question), vector) if linear is not None else None
    return mixed(by_network, by_words)


def mixed(by_network: NDArray[numpy.float32] | None, by_words: NDArray[numpy.float32] | None) -> NDArray[numpy.float32]:
    """The probabilities of both together, from their logits; of one where the other is missing."""
    if by_network is None or by_words is None:
        only = by_words if by_network is None else by_network
        return numpy.exp(_log_odds(_NOTHING if only is None else only))
    both = (1 - LINEAR_SHARE) * _log_odds(by_network) + LINEAR_SHARE * _log_odds(by_words)
    return numpy.exp(_log_odds(SHARPNESS * both)).astype(numpy.float32)


def _log_odds(logits: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    """Logarithms of probabilities."""
    least = logits - logits.max()
    return least - numpy.log(numpy.exp(least).sum())  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _network() -> Network | None:
    try:
        return Network(FILES)
    except Exception as problem:  # the runtime raises exceptions of its own
        log.error("The answers' network cannot be used (%s)", type(problem).__name__)
        return None


@lru_cache(maxsize=1)
def _linear() -> Linear | None:
    try:
        return Linear(FILES)
    except (OSError, KeyError, ValueError) as problem:
        log.error("The answers' linear part cannot be used (%s)", type(problem).__name__)
        return None
