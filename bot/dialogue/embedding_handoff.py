"""Hand-off of sentence embeddings from the channel to the featurizer, so that each message is encoded once.

The embeddings do not travel in a turn's metadata, because all metadata goes into the tracker store.
"""

import base64
from collections import OrderedDict

import numpy
from numpy.typing import NDArray

MAX_PENDING = 200  # turns at once; above that the oldest is encoded again, which only costs time

_pending: OrderedDict[str, NDArray[numpy.float32]] = OrderedDict()


def hold(message_id: str, packed: str | None) -> None:
    """Hold the embedding that came with a turn: base64 of 16-bit floats, as `bot.gateway.rasa` packs it."""
    if packed:
        _pending[message_id] = numpy.frombuffer(base64.b64decode(packed), dtype=numpy.float16).astype(numpy.float32)
        while len(_pending) > MAX_PENDING:
            _pending.popitem(last=False)


def take(message_id: str | None) -> NDArray[numpy.float32] | None:
    """Remove and return the embedding of a turn, or None."""
    return _pending.pop(message_id, None) if message_id else None
