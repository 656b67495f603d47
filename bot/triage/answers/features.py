"""What the linear part of the classifier sees of an answer: runs of words and of letters, hashed."""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from bot.triage.encoder.preprocessing import preprocess

BUCKETS = 1 << 15  # for words and letters each
_PIECES = re.compile(r"[\w']+|[^\w\s]")


def plain(text: str) -> str:
    """`text` as every part of this package compares it: lower case, straight quotes, emoji by name, single blanks."""
    return preprocess(text).lower()


def hashed(text: str, question: int) -> tuple[NDArray[numpy.int64], NDArray[numpy.float32]]:
    """Columns and values of one answer: its words, its letters, and its first words with the question's number.

    Each of the three parts is of the same length whatever the answer's.
    """
    words = _PIECES.findall(text)
    parts = (
        (0, [*_runs(words, 1), *_runs(words, 2), *_runs(words, 3)], 2.0),
        (BUCKETS, list(_letters(words)), 2.0),
        (2 * BUCKETS, [f"{question}|{run}" for run in (*_runs(words[:6], 1), *_runs(words[:6], 2))], 1.0),
    )
    columns: list[int] = []
    values: list[float] = []
    for start, runs, weight in parts:
        counts: dict[int, int] = {}
        for run in runs:
            column = start + zlib.crc32(run.encode()) % BUCKETS
            counts[column] = counts.get(column, 0) + 1
        length = sum((1 + numpy.log(count)) ** 2 for count in counts.values()) ** 0.5
        for column, count in counts.items():
            columns.append(column)
            values.append(weight * (1 + float(numpy.log(count))) / length)
    return numpy.array(columns, dtype=numpy.int64), numpy.array(values, dtype=numpy.float32)


def width() -> int:
    """How many hashed columns there are."""
    return 3 * BUCKETS


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    """Runs of words, with the ends of the answer marked."""
    padded = ["^", *words, "$"] if length > 1 else list(words)
    return (" ".join(padded[at : at + length]) for at in range(len(padded) - length + 1))


def _letters(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for length in (2, 3, 4, 5):
            for at in range(len(padded) - length + 1):
                yield f"{length}{padded[at : at + length]}"
