"""Decoding: the likeliest run of parts covers every word, once, and a part begins where the network says so."""

import itertools

import numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.listening.decoding import decode


def _logs(*words: tuple[float, ...]) -> numpy.ndarray:
    shares = numpy.array(words, dtype=numpy.float32)
    return numpy.log(shares / shares.sum(axis=1, keepdims=True))


def test_a_part_changes_where_a_boundary_is_likely() -> None:
    labels = _logs((0.9, 0.1), (0.6, 0.4), (0.2, 0.8))
    assert decode(labels, numpy.array([1.0, 0.1, 0.9], dtype=numpy.float32)) == [(0, 2, 0), (2, 3, 1)]
    assert decode(labels, numpy.array([1.0, 0.9, 0.01], dtype=numpy.float32)) == [(0, 1, 0), (1, 3, 1)]


def test_one_doubtful_word_in_the_middle_makes_no_part_of_its_own() -> None:
    labels = _logs((0.9, 0.1), (0.45, 0.55), (0.9, 0.1))
    assert decode(labels, numpy.array([1.0, 0.1, 0.1], dtype=numpy.float32)) == [(0, 3, 0)]


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(
    arrays(numpy.float32, (n, 4), elements=st.floats(0.015625, 1.0, width=32)),
    arrays(numpy.float32, n, elements=st.floats(0.0, 1.0, width=32)),
)))  # fmt: skip
def test_parts_cover_every_word_once_and_neighbours_differ(given_: tuple[numpy.ndarray, numpy.ndarray]) -> None:
    shares, begins = given_
    found = decode(numpy.log(shares / shares.sum(axis=1, keepdims=True)), begins)
    assert [start for start, _, _ in found] == [0, *(end for _, end, _ in found)][:-1]
    assert found[-1][1] == len(shares)
    assert all(one[2] != other[2] for one, other in itertools.pairwise(found))


def test_no_words_have_no_parts() -> None:
    assert decode(numpy.zeros((0, 3), dtype=numpy.float32), numpy.zeros(0, dtype=numpy.float32)) == []
