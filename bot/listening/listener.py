"""The main path: a message and its question in, parts out."""

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy
import yaml

from bot.listening.decoding import decode
from bot.listening.network import Network
from bot.listening.parts import ANSWER, LABELS, ROLES, WISH, Part, words

FILES = Path(__file__).parent / "files"
QUESTIONS = Path(__file__).with_name("questions.yml")
MENU = "menu"  # the question that stands where none is open
_ROLE_OF = numpy.array([ROLES.index(label.split()[0]) for label in LABELS])

log = logging.getLogger(__name__)


class Listener:
    """Cuts messages into parts with the network in `folder`; without a usable one a message is one answer."""

    def __init__(self, folder: Path = FILES) -> None:
        self._questions = questions()
        self._network: Network | None
        try:
            self._network = Network(folder)
        except Exception as problem:  # the runtime raises exceptions of its own
            log.error("The network of the listener cannot be used (%s)", type(problem).__name__)
            self._network = None

    def parts(self, text: str, question: str | None) -> Sequence[Part]:
        """The parts of `text` in their order; `question` is the name of the slot that was asked for, or None.

        They cover every word. A message without words has none.
        """
        spans = words(text)
        if not spans:
            return []
        if self._network is None:
            return [Part(ANSWER, 0, len(text), text, 0.0)]
        labels, begins = self._network.tags(text, self.question(question))
        return [self._part(text, spans, labels, *found) for found in decode(labels, begins)]

    def question(self, name: str | None) -> str:
        """What the network reads in front of a message: the words of the open question."""
        return self._questions.get(name or MENU) or self._questions[MENU]

    def _part(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        labels: "numpy.typing.NDArray[numpy.float32]",
        first: int,
        after: int,
        label: int,
    ) -> Part:
        start, end = spans[first][0], spans[after - 1][1]
        role, _, kind = LABELS[label].partition(" ")
        alike = ROLES.index(role) == _ROLE_OF
        sure = float(numpy.exp(labels[first:after])[:, alike].sum(axis=1).mean())
        if role == WISH:  # its kind is decided over the whole part
            kinds = labels[first:after].mean(axis=0)
            kind = LABELS[max(numpy.flatnonzero(alike), key=lambda place: kinds[place])].partition(" ")[2]
        return Part(role, start, end, text[start:end], round(sure, 3), kind or None)


def questions() -> Mapping[str, str]:
    """The words of each question by the name of its slot, as in `questions.yml`."""
    found: Mapping[str, str] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    return found


@lru_cache(maxsize=1)
def listener() -> Listener:
    """The listener that is in use."""
    return Listener()
