"""Token overlap with fuzzy matching: which words of a message are known, and whether it is a question."""

import re
from collections.abc import Set
from difflib import get_close_matches

QUESTION = re.compile(
    r"\?\s*$|^\W*(so |and |but |wait |hey |hi |hello |ok |um )*"
    r"(what|why|how|who|when|where|which|wat|whats|whos|whys|hows|wheres|is|are|am|do|does|did|can|could|will|would|should|"
    r"may|tell|explain|r)\b",
    re.IGNORECASE,
)
TYPO = 0.75  # similarity ratio from which a misspelt word counts as known (difflib)


def words_of(text: str) -> list[str]:
    """The tokens of a text: case-folded, without punctuation."""
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))


def overlap(text: str, known: Set[str]) -> float:
    """The share of a message's words that is known, by fuzzy matching."""
    words = words_of(text)
    hits = [word in known or bool(get_close_matches(word, known, n=1, cutoff=TYPO)) for word in words]
    return sum(hits) / len(words) if words else 0.0


def matches_any(text: str, known: Set[str]) -> bool:
    """Whether a text is among the known ones, by fuzzy matching."""
    return text in known or bool(get_close_matches(text, known, n=1, cutoff=TYPO))
