"""Decoding: the likeliest run of parts, given what the network says of every word (Viterbi)."""

import itertools
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

LEAST_SURE = 1e-6  # of a boundary, or of none


def decode(labels: NDArray[numpy.float32], begins: NDArray[numpy.float32]) -> Sequence[tuple[int, int, int]]:
    """Parts as (first word, word after the last, label), the most probable ones together.

    Args:
        labels: log probabilities (words, labels).
        begins: the probability of each word (words,) that a part begins with it.
    """
    count = len(labels)
    if not count:
        return []
    likely = begins.clip(LEAST_SURE, 1 - LEAST_SURE)
    cut, on = numpy.log(likely), numpy.log1p(-likely)
    score = labels[0].astype(numpy.float64)
    back = numpy.zeros(labels.shape, dtype=int)
    for place in range(1, count):
        best = int(score.argmax())
        staying, changing = score + on[place], score[best] + cut[place]
        change = changing > staying
        change[best] = False  # two parts in a row that do the same are one
        back[place] = numpy.where(change, best, numpy.arange(labels.shape[1]))
        score = numpy.where(change, changing, staying) + labels[place]
    path = [int(score.argmax())]
    for place in range(count - 1, 0, -1):
        path.append(int(back[place][path[-1]]))
    path.reverse()
    starts = [0, *(place for place in range(1, count) if path[place] != path[place - 1]), count]
    return [(start, end, path[start]) for start, end in itertools.pairwise(starts)]
