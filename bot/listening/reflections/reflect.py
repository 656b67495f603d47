"""The main path: an answer and its question in, one reflection out, or none; and several answers in, a summary out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.listening.reflections.classes import BRIGHT, HEAVY, QUIET
from bot.listening.reflections.classifier import classifier
from bot.listening.reflections.texts import BRIGHTLY, HEAVILY, SLOT, UNSURE, Form, texts
from bot.triage.mentions.said_back import Quotation, said_back

# How likely the leading class has to be for its texts, also in few words; and from how many words on an answer of which
# no class is sure is received all the same.
SURE, SURE_OF_A_WORD = 0.5, 0.7
FEW_WORDS, MANY_WORDS = 5, 8
SURE_OF_A_MOOD = 0.75  # of all heavy classes together, or of all bright ones, where none of them leads
# Which tones of the choice of a client's own words do not go with a class.
_AGAINST: Mapping[str, frozenset[str]] = {
    "good": HEAVY | {HEAVILY},
    "heavy": BRIGHT | {BRIGHTLY},
    "cross": BRIGHT | {BRIGHTLY},
}


@dataclass(frozen=True)
class Reflection:
    """What is said: the text, the name by which it is not said again soon, and the class it speaks to."""

    text: str
    name: str
    about: str


@dataclass(frozen=True)
class Summary:
    """Two of the client's phrases, side by side; and the name by which the frame is not said again soon."""

    text: str
    name: str


def reflect(
    text: str,
    question: str | None,
    said: Sequence[str] = (),
    *,
    quoting: bool = True,
    shares: Mapping[str, float] | None = None,
    quote: Callable[[str], Quotation | None] = said_back,
) -> Reflection | None:
    """The reflection for an answer; None where there is nothing to receive.

    `question` is the slot that was asked for; `said` are the names of the reflections of late, newest last; without
    `quoting` none of the client's words are said back. `shares` are the probabilities of the classes, where known.
    """
    found = shares if shares is not None else classifier().of(text, question)
    about = _leading(found, len(text.split()))
    if about is None:
        return None
    words = quote(text) if quoting and len(text.split()) > FEW_WORDS else None
    if words is not None and about in _AGAINST.get(words.tone, frozenset()):
        about, words = UNSURE, None  # two ears disagree
    form: Form = "short" if len(text.split()) <= FEW_WORDS else "quoted" if words is not None else "plain"
    frames = getattr(texts().classes[about], form)
    number = _next(f"{about}.{form}", len(frames), said)
    frame = frames[number]
    return Reflection(
        frame.replace(SLOT, words.words) if words is not None else frame, f"{about}.{form}.{number}", about
    )


def summarize(
    answers: Sequence[str], said: Sequence[str] = (), *, quote: Callable[[str], Quotation | None] = said_back
) -> Summary | None:
    """The summary of several answers, oldest first: a phrase of each of two of them, as they were written.

    The newest one and the newest before it of which something may be said back; None where that is not two. What is
    said as something good does not stand beside something heavy.
    """
    found: list[Quotation] = []
    for text in reversed(answers):
        words = quote(text) if len(text.split()) > FEW_WORDS else None
        if words is not None and not (found and {words.tone, found[0].tone} >= {"good", "heavy"}):
            found.append(words)
    if len(found) < 2:
        return None
    frames = texts().summaries
    number = _next("summary", len(frames), said)
    text = frames[number].format(first=found[1].words, second=found[0].words)
    return Summary(text, f"summary.{number}")


def _leading(shares: Mapping[str, float], words: int) -> str | None:
    if not shares:
        return None
    first, share = next(iter(shares.items()))
    if share >= (SURE_OF_A_WORD if words <= FEW_WORDS else SURE):
        return None if first in QUIET else first
    if words < MANY_WORDS or sum(shares.get(one, 0.0) for one in QUIET) >= 1 - SURE:
        return None
    for mood, classes in ((HEAVILY, HEAVY), (BRIGHTLY, BRIGHT)):
        if sum(shares.get(one, 0.0) for one in classes) >= SURE_OF_A_MOOD:
            return mood
    return UNSURE


def _next(group: str, count: int, said: Sequence[str]) -> int:
    """The text of a group that has not been said yet, or longest ago."""
    last = {name: place for place, name in enumerate(said)}
    return min(range(count), key=lambda number: (last.get(f"{group}.{number}", -1), number))
