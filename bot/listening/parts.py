"""Parts of a message, their roles, and the words they are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ANSWER, QUESTION, CORRECTION, WISH = "answer", "question", "correction", "wish"
COMPLAINT, GREETING, GOODBYE, FACT, NOTHING = "complaint", "greeting", "goodbye", "fact", "nothing"
ROLES = (ANSWER, QUESTION, CORRECTION, WISH, COMPLAINT, GREETING, GOODBYE, FACT, NOTHING)

# What can be wished for. README.md says what each of them means.
_KINDS = """skip back stop later restart repeat change menu person prepare lookback journal read edit done practice calm
    book plan scores notworking card private remind listen slower shorter language other"""
KINDS = tuple(_KINDS.split())
# The labels of a word: each role, and each kind of wish in the place of `wish`.
LABELS = (*(role for role in ROLES if role != WISH), *(f"{WISH} {kind}" for kind in KINDS))

# How sure the listener has to be for a part to be served beside an answer.
SURE_BESIDE = 0.8

# A word with the marks behind it; marks end a word also where no blank follows ("jess.i want to stop").
_WORDS = re.compile(r"[^\s.,!?;:…]+[.,!?;:…)\"”']*|[.,!?;:…)\"”']+")


@dataclass(frozen=True)
class Part:
    """A stretch of a message that does one thing.

    `start` and `end` are places in the message, in characters; `sure` is how likely its role is, from 0 to 1. `kind` is
    what is wished for, where the role is a wish.
    """

    role: str
    start: int
    end: int
    text: str
    sure: float
    kind: str | None = None


def words(text: str) -> Sequence[tuple[int, int]]:
    """Where each word of `text` begins and ends, in characters."""
    return [found.span() for found in _WORDS.finditer(text)]
