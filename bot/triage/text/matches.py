"""A hit: the place where a rule found its words, and what the sentence around it says."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.triage.rules.base import Rule
from bot.triage.text import parser
from bot.triage.text.normalization import Window, Word

MAX_PARSED = 40  # sentences parsed for one message; beyond it hits stand without a second look


@dataclass
class Message:
    """One message in sentences, with the parses made so far."""

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


@dataclass
class Match:
    """What a rule found: `start` and `end` are places in the flat text of the window."""

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

    @property
    def nearby(self) -> str:
        """The sentence with the one before and the two after it."""
        return "\n".join(window.flat for window in self.message.windows[max(0, self.index - 1) : self.index + 3])

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
        """The parsed tokens of the hit; empty when the sentence was not parsed."""
        doc = self.message.doc(self.window)
        if doc is None or not self.words:
            return []
        start = self.window.spoken_at[id(self.words[0])][0]
        end = self.window.spoken_at[id(self.words[-1])][1]
        return [token for token in doc if token.idx < end and token.idx + len(token.text) > start]
