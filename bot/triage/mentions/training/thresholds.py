"""Thresholds: from which likelihood on a label is believed, chosen on messages that were kept from training."""

from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray

STEPS = numpy.linspace(0.2, 0.95, 31)
DOUBT = 0.5  # beta of the F measure: a wrong claim about somebody is worse than one that is missed
SHARED = 12  # how many messages the threshold of a kind counts for, beside a label's own


def thresholds(
    labels: Sequence[str],
    likely: NDArray[numpy.float32],
    there: NDArray[numpy.bool_],
    given: Mapping[str, float] | None = None,
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """A threshold a label, and found and right a kind, of likelihoods and truth (both messages x labels).

    With thresholds that are `given`, these are measured.
    """
    chosen: dict[str, float] = dict(given or {})
    kinds: dict[str, dict[str, float]] = {}
    for kind in sorted({label.split(".")[0] for label in labels}):
        of_kind = [number for number, label in enumerate(labels) if label.startswith(f"{kind}.")]
        common = 1.0 if given else _best(likely[:, of_kind], there[:, of_kind])
        for number in () if given else of_kind:
            own, count = _best(likely[:, [number]], there[:, [number]]), int(there[:, number].sum())
            chosen[labels[number]] = round(float((count * own + SHARED * common) / (count + SHARED)), 3)
        kept = likely[:, of_kind] >= numpy.array([chosen[labels[number]] for number in of_kind])
        right = int((kept & there[:, of_kind]).sum())
        kinds[kind] = {
            "found": round(right / max(1, int(there[:, of_kind].sum())), 3),
            "right": round(right / max(1, int(kept.sum())), 3),
        }
    return chosen, kinds


def _best(likely: NDArray[numpy.float32], there: NDArray[numpy.bool_]) -> float:
    scores = [_measure(likely >= step, there) for step in STEPS]
    best = max(scores)
    return float(numpy.mean([step for step, score in zip(STEPS, scores, strict=True) if score >= best - 0.005]))


def _measure(kept: NDArray[numpy.bool_], there: NDArray[numpy.bool_]) -> float:
    right = int((kept & there).sum())
    weight = DOUBT**2
    whole = weight * int(there.sum()) + int(kept.sum())
    return (1 + weight) * right / whole if whole else 0.0
