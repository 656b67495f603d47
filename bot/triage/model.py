"""The types of triage: tiers, categories, turns, and the assessment of a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

RULES = "rules-2"  # the rules by themselves; with the encoder its name stands before

CATEGORIES = (
    "suicide",
    "self_harm",
    "harm_to_others",
    "abuse",
    "psychosis_mania",
    "medical",
    "misuse",
    "dissociation",
    "panic",
    "hopelessness",
    "trauma",
    "third_party",
    "asks_for_human",
)


class Tier(StrEnum):
    """How worried a human should be. Tiers compare by urgency: `Tier.NONE < Tier.IMMINENT`."""

    NONE = "none"
    ELEVATED = "elevated"
    HIGH = "high"
    IMMINENT = "imminent"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for imminent."""
        return _RANKS[self.value]

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Tier) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Tier) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Tier) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Tier) else NotImplemented


_RANKS = {"none": 0, "elevated": 1, "high": 2, "imminent": 3}


@dataclass(frozen=True)
class ContextMessage:
    """One turn before the message: `role` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True)
class Assessment:
    """The answer of triage.

    `tier` is that of the message and the client's last few turns together: what was said in earnest stands, whatever
    is said next. `fresh` is what this message adds: an "ok" after a bad hour adds nothing, so it raises no new alert.
    `score` is the calibrated probability that a human should see the message. `evidence` holds one line per
    reason: a rule's id and the words of the message it stands on, the words that decided for the encoder, or, where
    its context suppressed a match, which kind and why. It quotes the client: it belongs in no log.
    `check` asks for one gentle question before any alarm: a topic, the past, a quotation, one word in a long story.
    `faint` says that only the encoder, or a rule that is right too seldom, asks for it: no setting made it harmless.
    `by_rules` are the categories that rules stand on in this message, and not only the encoder.
    """

    tier: Tier
    categories: tuple[str, ...]
    score: float
    evidence: tuple[str, ...]
    model: str = RULES
    fresh: Tier = Tier.NONE
    check: bool = False
    faint: bool = False
    by_rules: tuple[str, ...] = ()


def worst(tiers: Sequence[Tier]) -> Tier:
    """The most urgent of `tiers`, `Tier.NONE` if there are none."""
    return max(tiers, key=lambda tier: tier.rank, default=Tier.NONE)
