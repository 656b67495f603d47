"""The words of a message: which of them are known, and whether they ask something."""

import re
from collections.abc import Set
from difflib import get_close_matches

QUESTION = re.compile(
    r"\?\s*$|^\W*(so |and |but |wait |hey |hi |hello |ok |um )*"
    r"(what|why|how|who|when|where|which|wat|whats|whos|whys|hows|wheres|is|are|am|do|does|did|can|could|will|would|should|"
    r"may|tell|explain|r)\b",
    re.IGNORECASE,
)
TYPO = 0.75  # how alike a misspelt word has to be (difflib)


def words_of(text: str) -> list[str]:
    """The words of a text, without case and marks."""
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))


def familiar(text: str, known: Set[str]) -> float:
    """Which share of a message's words is known, typos allowed for."""
    words = words_of(text)
    hits = [word in known or bool(get_close_matches(word, known, n=1, cutoff=TYPO)) for word in words]
    return sum(hits) / len(words) if words else 0.0


def same(text: str, known: Set[str]) -> bool:
    """Whether a text is among those known, typos allowed for."""
    return text in known or bool(get_close_matches(text, known, n=1, cutoff=TYPO))
