"""The main path: what a message is as an answer to a safety question."""

import logging
from collections.abc import Callable, Sequence

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import RISK, Answer
from bot.triage.answers.barriers import barrier_in
from bot.triage.answers.classifier import probabilities
from bot.triage.answers.closed import closed
from bot.triage.answers.decision import decide
from bot.triage.answers.steps import step_in

_ABOUT_HELP = frozenset({"wont_call", "fear", "no", "unsure", "wont_say", "partly", "else", "who_sees"})

log = logging.getLogger(__name__)


def hear(text: str, question: str | None, vector: Sequence[float] | None = None) -> Answer:
    """What `text` is as an answer to `question` (a key of `protocol.yml`; None where nothing was asked).

    `vector` is the triage encoder's of the same text; without one the reading is less certain. Never raises for any
    text; an empty one, or one that the classifier cannot read, is `else` and not sure.
    """
    try:
        found = classified(text, question, lambda: probabilities(text, question, vector))
    except Exception as problem:  # whatever a message does to the classifier, its answer counts as unclear
        log.error("The answers' classifier failed on a message (%s)", type(problem).__name__)
        found = "else", False, 0.0
    cls, sure, probability = found
    step = step_in(text) if cls not in RISK else None
    return Answer(cls, sure, probability, step, barrier_in(text) if cls in _ABOUT_HELP else None)


def classified(
    text: str, question: str | None, probabilities: Callable[[], NDArray[numpy.float32]]
) -> tuple[str, bool, float]:
    """The class, whether it is sure, and its probability; `probabilities` is asked only where no rule decides."""
    short = closed(text, question)
    if short is not None:
        return short, True, 1.0
    if not text.strip():
        return "else", False, 0.0
    return decide(text, probabilities(), question)
