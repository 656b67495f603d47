"""Fits the linear part: a logistic regression on hashed words and letters, the encoder's vector and the question."""

from collections.abc import Sequence
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.triage.answers.features import hashed, plain, width
from bot.triage.answers.linear import FILE, dense_row
from bot.triage.answers.training.examples import Example
from bot.triage.encoder.session import Encoder

STRENGTH = 3.0  # C: the inverse of the regularisation; 1 and 10 were worse on other voices
AT_ONCE = 64


def matrix(examples: Sequence[Example], encoder: Encoder) -> csr_matrix:
    """One row an answer."""
    rows, columns, values = [], [], []
    for row, example in enumerate(examples):
        found, weights = hashed(plain(example.text), example.number)
        rows += [row] * len(found)
        columns += found.tolist()
        values += weights.tolist()
    sparse = csr_matrix((values, (rows, columns)), shape=(len(examples), width()), dtype=numpy.float32)
    vectors = _vectors([example.text for example in examples], encoder)
    dense = [dense_row(one.number, vector) for one, vector in zip(examples, vectors, strict=True)]
    return hstack([sparse, csr_matrix(numpy.array(dense))]).tocsr()


def fit(rows: csr_matrix, goals: Sequence[int]) -> LogisticRegression:
    """The regression. Its classes are the places of `CLASSES`, so each must have an example."""
    return LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3).fit(rows, list(goals))


def save(fitted: LogisticRegression, folder: Path) -> None:
    """Write `linear.npz`: eight bits a weight, each column with its own scale."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = fitted.coef_.T
    sparse, dense = weights[: width()], weights[width() :]
    scale = numpy.abs(sparse).max(axis=0) / 127
    numpy.savez_compressed(
        folder / FILE,
        hashed=numpy.round(sparse / scale).astype(numpy.int8),
        scale=scale.astype(numpy.float32),
        dense=dense.astype(numpy.float16),
        offsets=fitted.intercept_.astype(numpy.float32),
    )


def _vectors(texts: Sequence[str], encoder: Encoder) -> list[list[float]]:
    found: dict[int, list[float]] = {}
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        read = encoder.predict_batch([texts[place] for place in some])
        found.update((place, one.vector.tolist()) for place, one in zip(some, read, strict=True))
    return [found[place] for place in range(len(texts))]
