"""How the encoder read the ways of asking, kept with the model: reading all of them again would slow every start."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot import triage

Embeddings = Mapping[str, NDArray[numpy.float32]]  # text: its vector, of unit length


def read(texts: Sequence[str], known: Embeddings | None = None) -> Embeddings | None:
    """The vectors of `texts`, of which some may be `known`; None without the encoder. Some hundred take a second."""
    known = known or {}
    found: dict[str, NDArray[numpy.float32]] = {}
    for text in texts:
        vector = known[text] if text in known else triage.vector(text)
        if vector is None:
            return None
        found[text] = numpy.asarray(vector, dtype=numpy.float32)
    return found


def keep(readings: Embeddings, file: Path) -> None:
    """Write them down, with the name of the encoder that they are of."""
    vectors = numpy.array(list(readings.values()), dtype=numpy.float32)
    with file.open("wb") as out:
        numpy.savez(out, encoder=triage.encoder_digest(), texts=numpy.array(list(readings)), vectors=vectors)


def kept(file: Path) -> Embeddings:
    """What was written down; nothing when there is no such file, or it is of another encoder."""
    if not file.exists():
        return {}
    with numpy.load(file, allow_pickle=False) as content:
        if str(content["encoder"]) != triage.encoder_digest():
            return {}
        return dict(zip(map(str, content["texts"]), content["vectors"], strict=True))
