"""The main path: which labels a message has, and how sure that is."""

import logging
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy

from bot.triage.answers.features import plain
from bot.triage.mentions.network import Network

FILES = Path(__file__).parent / "files"
MOST_PARTS = 8  # of a long message, the last ones: each is read on its own, beside the whole
SHORTEST = 2  # words of a part that is read on its own
_PARTS = re.compile(r"(?<=[.!?;\n])\s+|\s+(?:but|and then|anyway|also)\s+", re.IGNORECASE)

log = logging.getLogger(__name__)


class Mentions:
    """Reads messages with the network in `folder`; without a usable one it finds nothing, which is logged."""

    def __init__(self, folder: Path = FILES) -> None:
        self._network: Network | None
        try:
            self._network = Network(folder)
        except Exception as problem:  # the runtime raises exceptions of its own
            log.error("The network of mentions cannot be used (%s)", type(problem).__name__)
            self._network = None

    def shares(self, text: str, question: str | None) -> Mapping[str, float]:
        """Of each label the likelihood that `text` has it, in the whole or in one of its parts.

        `question` is the name of the safety question that was open (`protocol.yml`), or None.
        """
        if self._network is None or not text.strip():
            return {}
        read = [text, *_parts(text)]
        found = self._network.shares(read, question)
        return dict(zip(self._network.labels, numpy.max(found, axis=0).tolist(), strict=True))

    def found(self, text: str, question: str | None) -> dict[str, float]:
        """The labels that `text` has, the likeliest first, with their likelihood.

        Each label has a threshold of its own, chosen on messages that were kept from training (`files/card.json`).
        """
        shares = self.shares(text, question)
        enough = {} if self._network is None else self._network.thresholds
        kept = {label: share for label, share in shares.items() if share >= enough.get(label, 1.0)}
        return dict(sorted(kept.items(), key=lambda one: -one[1]))


@lru_cache(maxsize=1)
def mentions() -> Mentions:
    """The mentions that are in use."""
    return Mentions()


def _parts(text: str) -> Sequence[str]:
    parts = [part for part in _PARTS.split(plain(text)) if len(part.split()) >= SHORTEST]
    return parts[-MOST_PARTS:] if len(parts) > 1 else ()
