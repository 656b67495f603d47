"""Which of the client's own words are said back, and in which tone: a linear choice among the spans that may be.

Two logistic regressions on hashed words, without the encoder: one says how much of what a good listener would say back
a span is, the other the tone of a message. `python -m bot.triage.mentions.training.quotes` fits them.
"""

import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.mentions.quotation import MOST, spans

FILE = Path(__file__).parent / "files" / "quotes.npz"
BUCKETS = 1 << 14
TONES = ("heavy", "good", "cross", "plain")
PLACES = MOST + 5  # columns for length and place of a span
LEAST = -1.0  # logit below which nothing is said back
LEAST_PLAIN = 0.7  # ... where it is neither heavy nor good: a mere detail said back sounds like a machine
SURE = {"heavy": 0.6, "good": 0.85, "cross": 0.75}  # a cheerful word for something heavy hurts most
_WORDS = re.compile(r"[\w']+")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Quotation:
    """Words of the client, letter for letter, and the tone in which they are received (one of `TONES`)."""

    words: str
    tone: str


class Choice:
    """The two regressions in a file."""

    def __init__(self, file: Path = FILE) -> None:
        """Read them. Raises OSError, KeyError or ValueError where the file is missing or broken."""
        with numpy.load(file) as weights:
            self._span, self._span_offset = weights["span"].astype(numpy.float32), float(weights["span_offset"])
            self._tone, self._tone_offset = weights["tone"].astype(numpy.float32), weights["tone_offset"]
        if self._span.shape != (BUCKETS + PLACES,) or self._tone.shape != (len(TONES), BUCKETS):
            raise ValueError(f"{file.name} is of another version; fit it again.")

    def best(self, text: str) -> Quotation | None:
        """What is said back of `text`; None where nothing may be, or nothing is worth it."""
        some = spans(text)
        if not some:
            return None
        logits = [float(span_row(span, text) @ self._span) + self._span_offset for span in some]
        chosen = int(numpy.argmax(logits))
        tone = self._tone_of(some[chosen], text)
        if logits[chosen] < (LEAST_PLAIN if tone == "plain" else LEAST):
            return None
        return Quotation(some[chosen], tone)

    def _tone_of(self, span: str, text: str) -> str:
        logits = self._tone @ tone_row(span, text) + self._tone_offset
        shares = numpy.exp(logits - logits.max())
        shares /= shares.sum()
        sure = [tone for tone, share in zip(TONES, shares, strict=True) if share >= SURE.get(tone, 1.0)]
        return sure[0] if sure else "plain"


def said_back(text: str) -> Quotation | None:
    """The choice that is in use; nothing where its file cannot be used, which is logged."""
    found = _choice()
    return None if found is None else found.best(text)


def span_row(span: str, text: str) -> NDArray[numpy.float32]:
    """One span as numbers: its words and pairs of words, its length, and where in the message it stands."""
    row = numpy.zeros(BUCKETS + PLACES, dtype=numpy.float32)
    _add(row, _runs(span), 2.0)
    count, begin = len(span.split()), text.index(span)
    row[BUCKETS + min(count, MOST)] = 1.0
    end = (begin + len(span)) / len(text)
    row[BUCKETS + MOST + 1 :] = (begin / len(text), end, end > 0.98, begin == 0)
    return row


def tone_row(span: str, text: str) -> NDArray[numpy.float32]:
    """A message as numbers, its span counting as much as all of it."""
    row = numpy.zeros(BUCKETS, dtype=numpy.float32)
    _add(row, _runs(text), 1.0)
    _add(row, _runs(span), 1.0)
    return row


def _runs(text: str) -> Sequence[str]:
    words = ["^", *_WORDS.findall(text.lower()), "$"]
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]


def _add(row: NDArray[numpy.float32], runs: Sequence[str], weight: float) -> None:
    for run in set(runs):
        row[zlib.crc32(run.encode()) % BUCKETS] += weight / len(runs) ** 0.5


@lru_cache(maxsize=1)
def _choice() -> Choice | None:
    try:
        return Choice()
    except (OSError, KeyError, ValueError) as problem:
        log.error("What may be said back cannot be chosen (%s)", type(problem).__name__)
        return None
