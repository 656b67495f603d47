"""Cache of sentence embeddings in the model: encoding all questions of the library again would slow every start."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bot import triage

Embeddings = Mapping[str, NDArray[numpy.float32]]  # text: its embedding, of unit length


def embed(texts: Sequence[str], known: Embeddings | None = None) -> Embeddings | None:
    """The embeddings of `texts`, of which some may be `known`; None without the encoder. Some hundred take a second."""
    known = known or {}
    found: dict[str, NDArray[numpy.float32]] = {}
    for text in texts:
        vector = known[text] if text in known else triage.vector(text)
        if vector is None:
            return None
        found[text] = numpy.asarray(vector, dtype=numpy.float32)
    return found


def save(embeddings: Embeddings, file: Path) -> None:
    """Write embeddings to a file, with the digest of the encoder that made them."""
    vectors = numpy.array(list(embeddings.values()), dtype=numpy.float32)
    with file.open("wb") as out:
        numpy.savez(out, encoder=triage.encoder_digest(), texts=numpy.array(list(embeddings)), vectors=vectors)


def load(file: Path) -> Embeddings:
    """The embeddings of a file; none when there is no such file, or another encoder made it."""
    if not file.exists():
        return {}
    with numpy.load(file, allow_pickle=False) as content:
        if str(content["encoder"]) != triage.encoder_digest():
            return {}
        return dict(zip(map(str, content["texts"]), content["vectors"], strict=True))
