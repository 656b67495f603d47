"""Evaluation: how often what an answer is about is heard, and how often what would be said is plainly wrong."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.listening.reflections.classes import BRIGHT, CLASSES, HEAVY, QUIET
from bot.listening.reflections.classifier import Classifier
from bot.listening.reflections.reflect import reflect
from bot.listening.reflections.texts import BRIGHTLY, HEAVILY, UNSURE

MEANS = {HEAVILY: HEAVY, BRIGHTLY: BRIGHT}  # what is claimed where no class leads

if TYPE_CHECKING:
    from bot.listening.reflections.training.examples import Example


def heard(classifier: Classifier, examples: "Sequence[Example]") -> dict[str, float]:
    """Shares from 0 to 1.

    `leading`: the likeliest class is the first label; `among`: it is one of the labels. `said`: something is said; of
    that `fitting` speaks to one of the labels, `unsure` is for an answer of no sure class, and `wrong` is plainly
    wrong: bright words to something heavy, heavy ones to something bright, or any to what has nothing to receive.
    """
    leading = among = 0
    counts = dict.fromkeys(("said", "fitting", "unsure", "wrong", "quiet"), 0)
    for example in examples:
        shares = classifier.of(example.text, example.question)
        first = next(iter(shares), "")
        leading += first == example.classes[0]
        among += first in example.classes
        said = reflect(example.text, example.question, shares=shares)
        if said is None:
            counts["quiet"] += set(example.classes) <= set(QUIET)
            continue
        counts["said"] += 1
        counts["fitting"] += bool(MEANS.get(said.about, {said.about}) & set(example.classes))
        counts["unsure"] += said.about == UNSURE
        counts["wrong"] += is_plainly_wrong(said.about, example.classes)
    return {
        "answers": len(examples),
        "leading": _share(leading, len(examples)),
        "among": _share(among, len(examples)),
        "said": _share(counts["said"], len(examples)),
        **{name: _share(counts[name], counts["said"]) for name in ("fitting", "unsure", "wrong")},
    }


def by_class(classifier: Classifier, examples: "Sequence[Example]") -> Mapping[str, tuple[int, int]]:
    """For each class, how many answers it leads, and for how many of them it is heard as one of the labels."""
    found = {name: [0, 0] for name in CLASSES}
    for example in examples:
        row = found[example.classes[0]]
        row[0] += 1
        row[1] += next(iter(classifier.of(example.text, example.question)), "") in example.classes
    return {name: (of, right) for name, (of, right) in found.items()}


def is_plainly_wrong(about: str, labels: Sequence[str]) -> bool:
    """Whether what is said hurts, or is odd, beside what the answer is about."""
    claimed = MEANS.get(about, frozenset({about}))
    if about == UNSURE or claimed & set(labels):
        return False
    if set(labels) <= set(QUIET):
        return True
    return (claimed <= BRIGHT and set(labels) <= HEAVY) or (claimed <= HEAVY and set(labels) <= BRIGHT)


def _share(some: int, of: int) -> float:
    return round(some / of, 3) if of else 0.0
