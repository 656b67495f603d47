"""The linear part of the classifier: hashed words and letters, the triage encoder's vector, and the question."""

from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import CLASSES, QUESTIONS
from bot.triage.answers.features import hashed, plain, width

FILE = "linear.npz"
DIMENSIONS = 384
VECTOR_WEIGHT = 3.0


class Linear:
    """The weights of a logistic regression, one column a class."""

    def __init__(self, folder: Path) -> None:
        """Load `linear.npz`. Raises OSError, KeyError or ValueError where it is missing or broken."""
        with numpy.load(folder / FILE) as file:
            self.hashed, self.scale = file["hashed"], file["scale"]  # eight bits: a few rows are read at a time
            self.dense = file["dense"].astype(numpy.float32)
            self.offsets = file["offsets"].astype(numpy.float32)
        if self.hashed.shape != (width(), len(CLASSES)):
            raise ValueError(f"{FILE} has the shape {self.hashed.shape}; train again.")

    def logits(self, text: str, question: int, vector: Sequence[float] | None) -> NDArray[numpy.float32]:
        """One logit a class, in the order of `CLASSES`."""
        columns, values = hashed(plain(text), question)
        found = (values @ self.hashed[columns].astype(numpy.float32)) * self.scale + self.offsets
        found = found + dense_row(question, vector) @ self.dense
        return found.astype(numpy.float32)  # type: ignore[no-any-return]


def dense_row(question: int, vector: Sequence[float] | None) -> NDArray[numpy.float32]:
    """The vector (zeros without one) and the question as a number; no question is a row of zeros."""
    row = numpy.zeros(DIMENSIONS + len(QUESTIONS), dtype=numpy.float32)
    if vector is not None:
        row[:DIMENSIONS] = numpy.asarray(vector, dtype=numpy.float32) * VECTOR_WEIGHT
    if question < len(QUESTIONS):
        row[DIMENSIONS + question] = 1.0
    return row
