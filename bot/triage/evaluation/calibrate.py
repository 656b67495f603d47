"""`landfall triage calibrate`: what coaches' verdicts would change in the encoder's probabilities, before it does.

Each tier gets one offset to its logit, fitted on the verdicts with a prior that holds it at zero: some dozen verdicts
move it a little, some hundreds as far as they say. Nothing is learnt of anybody's words.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

import numpy
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from bot import triage
from bot.triage import engine
from bot.triage.encoder import loader
from bot.triage.encoder.preprocessing import TURN_SEPARATOR
from bot.triage.encoder.session import MOST_DOWN, MOST_UP, calibration_file
from bot.triage.evaluation import cases
from bot.triage.model import ContextMessage, Tier

FEWEST = 20  # verdicts; fewer say more about those days than about triage
PRIOR = 1.0  # standard deviation of an offset before anything is known, in logits
SAMPLE = 1_500  # of our held-out messages, to show what would change there


class TooFew(ValueError):
    """There are not enough verdicts to calibrate on."""


class BadFeedback(ValueError):
    """A line of the file is no verdict as `landfall triage feedback` writes it."""


@dataclass(frozen=True)
class Judged:
    """One message that a coach judged, with the client's messages before it."""

    text: str
    before: tuple[str, ...]
    tier: Tier


def run(lines: Iterable[str], out: TextIO, *, write: bool = False) -> None:
    """Fit the offsets, print what would change, and with `write` keep them for the next start.

    Raises:
        BadFeedback: a line is no verdict.
        TooFew: there are fewer than `FEWEST`.
        LookupError: there is no encoder to calibrate, or nowhere to keep the offsets.
    """
    judged = read(lines)
    if len(judged) < FEWEST:
        raise TooFew(f"{len(judged)} verdicts; at least {FEWEST} are needed.")
    encoder = loader.encoder()
    if encoder is None:
        raise LookupError(f"There is no encoder to calibrate: {loader.problem()}")
    texts = [TURN_SEPARATOR.join((*one.before, one.text)) for one in judged]
    likely = numpy.array([encoder.predict(text).tiers for text in texts])
    found = offsets(likely, [one.tier for one in judged], encoder.offsets)
    names = [tier.value for tier in (Tier.ELEVATED, Tier.HIGH, Tier.IMMINENT)]
    moved = ", ".join(f"{name} {offset:+.2f}" for name, offset in zip(names, found, strict=True))
    print(f"Offsets from {len(judged)} verdicts, in logits: {moved}", file=out)
    before = _counts(judged)
    with encoder.shifted(found):
        after = _counts(judged)
    encoder.predict.cache_clear()
    for (name, was), (_, now) in zip(before, after, strict=True):
        print(f"{name}: {was} now, {now} with the offsets", file=out)
    if not write:
        print("Nothing was changed. With --write the offsets count from the next start on.", file=out)
        return
    file = calibration_file()
    if file is None:
        raise LookupError("TRIAGE_CALIBRATION does not say where to keep the offsets.")
    content = {"model": encoder.digest(), "offsets": [round(one, 4) for one in found], "verdicts": len(judged)}
    file.write_text(json.dumps(content) + "\n", encoding="utf-8")
    print(f"Written to {file}. Delete it to go back.", file=out)


def read(lines: Iterable[str]) -> Sequence[Judged]:
    """The verdicts of an export. Raises `BadFeedback`."""
    found: list[Judged] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append(Judged(str(row["text"]), tuple(map(str, row["before"])), Tier(row["coach_tier"])))
        except (ValueError, KeyError, TypeError) as problem:
            raise BadFeedback(f"Line {number} is no verdict as `landfall triage feedback` writes it.") from problem
    return found


def offsets(likely: NDArray[numpy.float64], tiers: Sequence[Tier], before: Sequence[float] = (0, 0, 0)) -> list[float]:
    """One offset a tier: the mode of its posterior, never lower than `-MOST_DOWN` nor higher than `MOST_UP`.

    `likely` (n, 3) are probabilities that have `before` in them already.
    """
    found: list[float] = []
    for k in range(3):
        logits = numpy.log(likely[:, k].clip(1e-4, 1 - 1e-4) / (1 - likely[:, k].clip(1e-4, 1 - 1e-4))) - before[k]
        goals = numpy.array([tier.rank > k for tier in tiers], dtype=float)
        found.append(_offset(logits, goals))
    return found


def _offset(logits: NDArray[numpy.float64], goals: NDArray[numpy.float64]) -> float:
    """The offset that makes the goals likeliest, with the prior that holds it at zero."""

    def loss(offset: float) -> float:
        moved = logits + offset
        return float((numpy.logaddexp(0, moved) - goals * moved).sum()) + offset**2 / (2 * PRIOR**2)

    best = minimize_scalar(loss, bounds=(-MOST_DOWN, MOST_UP), method="bounded", options={"xatol": 1e-6})
    return round(float(best.x), 4)


def _counts(judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """How often triage agrees with the coaches, and what it finds and flags of our held-out messages."""
    agrees = sum(
        (engine.assess(one.text, [ContextMessage("user", text) for text in one.before]).tier > Tier.NONE)
        == (one.tier > Tier.NONE)
        for one in judged
    )
    held = cases.own()[0].cases
    some = held[:: max(1, len(held) // SAMPLE)]
    flagged = [(case.worrying, triage.assess(case.text, case.context).fresh > Tier.NONE) for case in some]
    risky = [found for worrying, found in flagged if worrying]
    calm = [found for worrying, found in flagged if not worrying]
    return [
        ("verdicts that it agrees with", f"{agrees} of {len(judged)}"),
        ("held-out messages of distress found", f"{sum(risky) / max(1, len(risky)):.1%}"),
        ("held-out harmless messages flagged", f"{sum(calm) / max(1, len(calm)):.1%}"),
    ]
