"""Signals over turns: weak signals that come together, in one message or over the last few turns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.triage.context.figurative import SOME_THING
from bot.triage.context.hypothetical import FICTION
from bot.triage.context.in_session import SESSION
from bot.triage.model import Tier
from bot.triage.rules.base import compile_words
from bot.triage.rules.signals import SIGNALS
from bot.triage.text.normalization import Window

TURNS = 4  # how many of the client's turns before the message are read with it


@dataclass(frozen=True)
class Finding:
    """A tier that several signals give together."""

    rule: str
    tier: Tier
    category: str
    words: str


@dataclass(frozen=True)
class FoundSignal:
    """One weak signal, where it was found."""

    id: str
    kind: str
    words: str


_LIFE = compile_words(r"life|living|alive|die|death|dead|myself|my ?self|everything")
_SECULAR = compile_words(
    r"(?:party|work|job|team|colleagues?|coworkers?|airport|moving|move|moved|trip|vacation|holiday|"
    r"school|class|graduat\w+|semester|camp|old (?:house|apartment)|declutter\w*|charity|goodwill|"
    r"donat\w+|taxes|birthday|christmas|"
    r"funeral|wake|visited|service|new job|retire\w*|garage sale|spring cleaning)"
)


def signals_in(sentences: Iterable[Window]) -> list[FoundSignal]:
    """The weak signals of a message's sentences, each once."""
    found: dict[str, FoundSignal] = {}
    for window in sentences:
        flat = window.flat
        for signal in SIGNALS:
            if signal.id in found:
                continue
            match = next(filter(None, (pattern.search(flat) for pattern in signal.compiled)), None)
            if match is None or _everyday(signal.kind, flat):
                continue
            found[signal.id] = FoundSignal(signal.id, signal.kind, match.group())
    return list(found.values())


def _everyday(kind: str, flat: str) -> bool:
    if kind == "farewell":
        return bool(_SECULAR.search(flat) or SESSION.search(flat))
    if kind in {"despair", "calm"}:
        if FICTION.search(flat) or SESSION.search(flat):
            return True
        return bool(SOME_THING.search(flat)) and not _LIFE.search(flat)
    return False


def combine(now: Sequence[FoundSignal], before: Sequence[FoundSignal], earlier: Tier) -> list[Finding]:
    """What the signals of the message (`now`) and of the turns before it say together.

    `earlier` is the worst tier, for suicide or self-harm, of the client's recent turns. The message itself must
    carry at least one signal: an "ok" after a bad hour is not a new alarm.
    """
    if not now:
        return []
    every = {signal.id: signal for signal in (*before, *now)}.values()
    kinds = {
        kind: [signal for signal in every if signal.kind == kind]
        for kind in ("despair", "farewell", "means", "help", "calm", "refusal")
    }
    despair, farewell, means = kinds["despair"], kinds["farewell"], kinds["means"]
    refusal = kinds["refusal"]
    found: list[Finding] = []
    speaks = any(signal.kind in {"despair", "farewell", "means", "refusal"} for signal in now)
    if means and farewell and despair:
        found.append(_finding("course.farewell_and_means", Tier.IMMINENT, "suicide", (*means, *farewell)))
    elif farewell and means and not _only_drunk(means):
        found.append(_finding("course.farewell_with_means", Tier.HIGH, "suicide", (*means, *farewell)))
    if len(farewell) >= 2 or (farewell and despair) or (farewell and kinds["calm"]):
        if len(farewell) + len(kinds["calm"]) >= 3 or despair or _before_and_now(before, now) or len(farewell) >= 2:
            found.append(_finding("course.farewell", Tier.HIGH, "suicide", (*farewell, *despair, *kinds["calm"])))
        elif any(signal.id in {"gave_away", "goodbye", "when_gone"} for signal in farewell):
            found.append(_finding("course.farewell_calm", Tier.ELEVATED, "suicide", (*farewell, *kinds["calm"])))
    if means and despair and not _only_drunk(means):
        found.append(_finding("course.means_and_despair", Tier.HIGH, "suicide", (*means, *despair)))
    if {"over", "cannot_go_on"} <= {signal.id for signal in despair} or (despair and kinds["help"] and refusal):
        found.append(_finding("course.at_the_end", Tier.HIGH, "suicide", (*despair, *refusal)))
    if earlier.rank >= Tier.HIGH.rank and speaks:
        found.append(_finding("course.after_high", Tier.HIGH, "suicide", now))
    if len(despair) >= 2 or (despair and (kinds["help"] or means)):
        found.append(_finding("course.despair", Tier.ELEVATED, "hopelessness", despair))
    return found


def _only_drunk(means: Sequence[FoundSignal]) -> bool:
    return all(signal.id == "drunk" for signal in means)


def _before_and_now(before: Sequence[FoundSignal], now: Sequence[FoundSignal]) -> bool:
    return bool(before) and bool(now)


def _finding(rule: str, tier: Tier, category: str, signals: Sequence[FoundSignal]) -> Finding:
    return Finding(rule, tier, category, " + ".join(dict.fromkeys(signal.words for signal in signals))[:160])
