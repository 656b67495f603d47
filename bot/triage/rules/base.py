"""Rules: an id, a reason, a tier, a category, and the patterns that are looked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.triage.model import Tier
from bot.triage.rules.words import WORDS

_MACRO = re.compile(r"\{([A-Z_]+\d*)\}")


@dataclass(frozen=True)
class Rule:
    """One reason to worry.

    `patterns` are regular expressions over `Window.flat` (lower case, contractions apart, filler gone, one
    blank between words), in which `{NAME}` stands for an entry of `words.WORDS`. `structure` is a spaCy
    DependencyMatcher pattern, looked at only where `trigger` is found. `suppressed_by` names the kinds of context
    (`bot.triage.context.suppression`) that may take a match back.
    """

    id: str
    tier: Tier
    category: str
    reason: str
    patterns: tuple[str, ...] = ()
    suppressed_by: tuple[str, ...] = ()
    structure: tuple[Mapping[str, Any], ...] = ()
    trigger: str = ""
    compiled: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)
    gate: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", tuple(compile_words(pattern) for pattern in self.patterns))
        object.__setattr__(self, "gate", compile_words(self.trigger) if self.trigger else None)


@dataclass(frozen=True)
class Signal:
    """A weak signal: it says nothing alone, but something with others (`bot.triage.context.signals_over_turns`)."""

    id: str
    kind: str
    reason: str
    patterns: tuple[str, ...]
    compiled: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", tuple(compile_words(pattern) for pattern in self.patterns))


@cache
def compile_words(pattern: str) -> re.Pattern[str]:
    """`pattern` with its macros filled in, bound to whole words."""
    return re.compile(rf"(?<![^ \n])(?:{fill(pattern)})(?![^ \n])", re.MULTILINE)


def fill(pattern: str) -> str:
    """`pattern` with every `{NAME}` replaced, as deep as they nest.

    Raises:
        KeyError: for a name that `words.WORDS` does not have.
    """
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda name: f"(?:{WORDS[name.group(1)]})", pattern)
    return pattern


def dependency(*nodes: tuple[str, str, str, Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """A DependencyMatcher pattern from (id, relation, parent, attributes); the first node is the anchor."""
    first, *rest = nodes
    pattern: list[Mapping[str, Any]] = [{"RIGHT_ID": first[0], "RIGHT_ATTRS": first[3]}]
    for name, relation, parent, attributes in rest:
        pattern.append({"LEFT_ID": parent, "REL_OP": relation, "RIGHT_ID": name, "RIGHT_ATTRS": attributes})
    return tuple(pattern)


def one_of(words: str) -> Mapping[str, Sequence[str]]:
    """spaCy's "any of these", from words with blanks between them."""
    return {"IN": words.split()}


def word_set(words: str) -> frozenset[str]:
    """The words of a text with blanks between them, for look-ups."""
    return frozenset(words.split())
