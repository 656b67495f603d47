"""The gateway's reading of a message on its way to the featurizer, so that no message is read twice.

Kept beside the turn, never in it: whatever is in a turn's metadata goes into the tracker store.
"""

import base64
from collections import OrderedDict

import numpy
from numpy.typing import NDArray

MOST = 200  # turns under way at once; an older one is read again, which only costs time

_waiting: OrderedDict[str, NDArray[numpy.float32]] = OrderedDict()


def hold(message_id: str, packed: str | None) -> None:
    """Keep the vector that came with a turn: base64 of 16-bit floats, as `bot.gateway.rasa` packs it."""
    if packed:
        _waiting[message_id] = numpy.frombuffer(base64.b64decode(packed), dtype=numpy.float16).astype(numpy.float32)
        while len(_waiting) > MOST:
            _waiting.popitem(last=False)


def take(message_id: str | None) -> NDArray[numpy.float32] | None:
    """The vector of a turn, once."""
    return _waiting.pop(message_id, None) if message_id else None
