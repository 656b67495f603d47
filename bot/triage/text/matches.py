"""Matches: the places where a rule found its words, and what the sentence around each says."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from bot.triage.rules import ALL
from bot.triage.rules.base import Rule
from bot.triage.text import parser
from bot.triage.text.normalization import Window, Word, windows

MAX_PARSED = 40  # sentences parsed for one message; matches beyond it stand without a second look


@dataclass
class Message:
    """One message in sentences, with the dependency parses made so far."""

    text: str
    windows: list[Window]
    parsed: dict[str, Any] = field(default_factory=dict)

    def doc(self, window: Window) -> Any | None:
        """The parse of `window`, or None when this message has used up its share of parsing."""
        if window.spoken not in self.parsed:
            if len(self.parsed) >= MAX_PARSED:
                return None
            self.parsed[window.spoken] = parser.parse(window.spoken)
        return self.parsed[window.spoken]

    @cached_property
    def flat(self) -> str:
        """All sentences, one a line."""
        return "\n".join(window.flat for window in self.windows)

    @cached_property
    def offsets(self) -> list[int]:
        """Where each line of `flat` begins."""
        return [0, *(place + 1 for place, char in enumerate(self.flat) if char == "\n")]


@dataclass
class Match:
    """What a rule found: `start` and `end` are character offsets in the flat text of the window."""

    rule: Rule
    message: Message
    index: int
    start: int
    end: int

    @property
    def window(self) -> Window:
        return self.message.windows[self.index]

    @property
    def flat(self) -> str:
        """The regular words of the sentence."""
        return self.window.flat

    @property
    def before(self) -> str:
        return self.flat[: self.start].rstrip()

    @property
    def after(self) -> str:
        return self.flat[self.end :].lstrip()

    @property
    def matched(self) -> str:
        return self.flat[self.start : self.end]

    def overlaps(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` is found in the sentence where the match is, or across one of its ends."""
        return any(found.start() < self.end and found.end() > self.start for found in pattern.finditer(self.flat))

    @cached_property
    def words(self) -> list[Word]:
        return self.window.words_between(self.start, self.end)

    @cached_property
    def quote(self) -> str:
        """The client's own words that decided, as they were typed."""
        words = self.words
        if not words:
            return self.matched[:120]
        return " ".join(self.message.text[words[0].start : words[-1].end].split())[:120]

    @cached_property
    def tokens(self) -> list[Any]:
        """The parsed tokens of the match; empty when the sentence was not parsed."""
        doc = self.message.doc(self.window)
        if doc is None or not self.words:
            return []
        start = self.window.spoken_at[id(self.words[0])][0]
        end = self.window.spoken_at[id(self.words[-1])][1]
        return [token for token in doc if token.idx < end and token.idx + len(token.text) > start]


def split_sentences(text: str) -> Message:
    """`text` in sentences, each different sentence once: pasting one a thousand times costs nothing."""
    different = {window.flat: window for window in windows(text)}
    return Message(text, list(different.values()))


def find(rule: Rule, message: Message) -> list[Match]:
    """Every match of `rule` in `message`: of its patterns first, then of its grammar."""
    flat, offsets = message.flat, message.offsets
    matches: list[Match] = []
    for pattern in rule.compiled:
        for found in pattern.finditer(flat):
            index = bisect_right(offsets, found.start()) - 1
            limit = offsets[index] + len(message.windows[index].flat)
            text = flat[found.start() : min(found.end(), limit)].rstrip()
            start = found.start() - offsets[index]
            matches.append(Match(rule, message, index, start, start + len(text)))
    if rule.gate is not None:
        matches += _find_structure(rule, rule.gate, message)
    return matches


def load_matcher() -> None:
    """Load the parser and compile the dependency patterns now, so that the first message does not wait for them."""
    _dependency_matcher()


def _find_structure(rule: Rule, gate: re.Pattern[str], message: Message) -> Iterator[Match]:
    """The matches of a rule's dependency pattern, in the sentences that its trigger lets through."""
    for index, window in enumerate(message.windows):
        if not gate.search(window.flat):
            continue
        doc = message.doc(window)
        if doc is None:
            continue
        for key, tokens in _dependency_matcher()(doc):
            if doc.vocab.strings[key] == rule.id:
                yield Match(rule, message, index, *_span(window, doc[min(tokens)], doc[max(tokens)]))


def _span(window: Window, first: Any, last: Any) -> tuple[int, int]:
    """Where the tokens from `first` to `last` lie in the flat text; the whole of it when that is unclear."""
    begin, end = first.idx, last.idx + len(last.text)
    spans = ((word, window.spoken_at[id(word)]) for word in window.words if not word.mark)
    text = " ".join(word.text for word, (start, stop) in spans if start < end and stop > begin)
    place = window.flat.find(text)
    return (place, place + len(text)) if place >= 0 else (0, len(window.flat))


@lru_cache(maxsize=1)
def _dependency_matcher() -> Any:
    vocab = parser.parser().vocab  # loads spaCy our way, so it comes before the import of its matcher
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    for rule in ALL:
        if rule.structure:
            matcher.add(rule.id, [list(rule.structure)])
    return matcher
