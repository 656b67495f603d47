"""Long texts in pieces: read apart, the first and the last ones first, and put together by the worst tier.

So that a text of 200,000 characters holds up nobody: what is waiting is read between two of its pieces.
"""

import re
from collections.abc import Sequence

from bot.triage.context.signals_over_turns import FoundSignal, combine
from bot.triage.engine import MAX_EVIDENCE, SCORES
from bot.triage.model import Assessment, Tier, worst

SHORT = 2_000  # characters up to which a text is read in one go, in about a tenth of a second
PIECE = SHORT
OVERLAP = 200  # characters, where no sentence ends near the border of a piece
READ_CLOSELY = 20  # pieces that rules and encoder read, half of them from each end; those between the rules alone
_SENTENCE_END = re.compile(r"[.!?…;]+[\"'”’)]*\s+|\n+")


def pieces(text: str) -> list[str]:
    """`text` in pieces of at most `PIECE` characters, cut between sentences; the last sentence begins the next piece.

    Whatever the text, each is at least half as long as `PIECE`, but the last.
    """
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    found: list[str] = []
    start = place = 0
    while len(text) - start > PIECE:
        while ends[place] <= start + PIECE:
            place += 1
        stop = ends[place - 1]
        before = ends[place - 2] if place > 1 else 0
        if stop < start + PIECE // 2:  # one sentence without an end
            stop = _blank(text, start + PIECE)
            before = _blank(text, stop - OVERLAP)
        found.append(text[start:stop])
        start = before if before > start + PIECE // 2 - OVERLAP else stop
    found.append(text[start:])
    return found


def reading_order(number: int) -> list[int]:
    """The places of `number` pieces, from both ends towards the middle: where people say what matters."""
    return [place // 2 if place % 2 == 0 else number - 1 - place // 2 for place in range(number)]


def merged(found: Sequence[Assessment], signals: Sequence[FoundSignal] = ()) -> Assessment:
    """One assessment of a text from those of its pieces, in any order: the worst tier, the evidence of the worst first.

    `signals`: the weak signals of all pieces, which may add up although they stand far apart.

    Raises:
        ValueError: there is no piece.
    """
    if not found:
        raise ValueError("A text has at least one piece.")
    apart = combine(list({signal.id: signal for signal in signals}.values()), (), Tier.NONE)
    ordered = sorted(found, key=lambda one: (-one.fresh.rank, -one.tier.rank))
    fresh = worst([*(one.fresh for one in found), *(one.tier for one in apart)])
    tier = worst([fresh, *(one.tier for one in found)])
    evidence = [line for one in ordered for line in one.evidence]
    apart = sorted(apart, key=lambda one: -one.tier.rank)
    if apart and apart[0].tier > ordered[0].fresh:
        evidence = [*(f"{one.rule}: {one.words}" for one in apart), *evidence]
    categories = [*(one.category for one in apart), *(name for one in ordered for name in one.categories)]
    return Assessment(
        tier,
        tuple(dict.fromkeys(categories)),
        max([*(one.score for one in found), *(SCORES[one.tier] for one in apart)]),
        tuple(dict.fromkeys(evidence))[:MAX_EVIDENCE],
        found[0].model,
        fresh,
        fresh is Tier.NONE and any(one.check for one in found),
        all(one.faint for one in found if one.check),
        tuple(dict.fromkeys([*(one.category for one in apart), *(name for one in ordered for name in one.by_rules)])),
    )


def _blank(text: str, place: int) -> int:
    """The end of the last word before `place`, or `place` itself where a word is longer than `OVERLAP`."""
    blank = text.rfind(" ", max(0, place - OVERLAP), place)
    return blank + 1 if blank >= 0 else place
