"""From probabilities to an answer: a doubt about danger weighs more than a doubt about the rest."""

import re

import numpy
from numpy.typing import NDArray

from bot.triage.answers.answer import CLASSES, RISK, reassuring
from bot.triage.answers.features import plain
from bot.triage.answers.patterns import spoken_for

# Good news is sure only where danger is at most this likely, and the reading itself at least this. Chosen on voices
# that were held out, so that no answer of a danger class was taken for good news; README.md has the figures.
MOST_DANGER = 0.03
LEAST_REASSURING = 0.7
# The same where the words of the answer could belong to a danger ("yes, i'm in the garage").
MOST_DANGER_NAMED = 0.005
LEAST_REASSURING_NAMED = 0.9
LEAST_SURE = 0.4  # of any other reading
# A danger is read where it is at least so likely beside what is likeliest: the lower figure before good news.
DANGER_BESIDE_GOOD, DANGER_BESIDE = 0.3, 0.75
ENOUGH_WITH_WORDS = 0.2  # of a danger class that words speak for (`patterns`)

_NAMED = re.compile(
    r"\b(?:pills?|tabs?|tablets?|meds|medications?|medicines?|insulin|painkillers?|paracetamol|sleepers|bottle|packets?"
    r"|strips?|stash|blades?|razors?|kni(?:fe|ves)|scissors|glass|ropes?|cord|noose|scarf|belt|guns?|pistol|rifle"
    r"|shotgun|weapons?|bullets?|loaded|bridge|cliff|edge|roof|balcony|window|ledge|tracks?|trains?|rail\w*|platform"
    r"|river|water|sea|harbou?r|garage|engine|petrol|gas|bleach|took|taken|taking|swallow\w*|overdos\w*|drank|cut"
    r"|cutting|cuts|burn\w*|tried|bled|blood|bleeding|started|did it|done it|it'?s done|too late"
    r"|last (?:night|time|day)|decided|over soon|won'?t be here|won'?t need|be gone|the end|goodbye|forgive|sorry"
    r"|when (?:they|he|she|everyone|everybody|the)|once (?:they|he|she|everyone|everybody|the|it)"
    r"|after (?:they|he|she|this|the)|until|till|til|if|unless|as long as|so long as|except|but|though|tho|not safe"
    r"|lie|lying|trust|counting down|sleeps|soon|settled on|yeah right|as if|gone|nothing left|used|any ?more"
    r"|finished|wish|nearly|almost|as such|private)\b"
)
_TAKEN_AWAY = re.compile(
    r"\b(?:gave|given|giving|give|hand(?:ed|ing)?|flush(?:ed|ing)?|bin(?:ned|ning)?|threw|throw(?:ing|n)?|lock(?:ed|ing)?"
    r"|moved|moving|poured|call\w*|ring\w*|rang|phon\w*|text\w*|tell\w*|told|wak\w*|hospital|er|a&e)\b"
)


def decide(text: str, probabilities: NDArray[numpy.float32], question: str | None) -> tuple[str, bool, float]:
    """The class, whether it is sure, and its probability."""
    share = dict(zip(CLASSES, map(float, probabilities), strict=True))
    good = reassuring(question)
    spoken = spoken_for(text, question)
    words = max(spoken, key=lambda cls: share[cls], default=None)
    if words and share[words] >= max(ENOUGH_WITH_WORDS, *(share[cls] for cls in RISK)):
        return words, share[words] >= LEAST_SURE, share[words]
    top = max(CLASSES, key=lambda cls: share[cls])
    worrying = [cls for cls in (*sorted(RISK), "yes", "no") if cls not in good]
    worst = max(worrying, key=lambda cls: share[cls])
    if top not in worrying and share[worst] >= (DANGER_BESIDE_GOOD if top in good else DANGER_BESIDE) * share[top]:
        return worst, share[worst] >= LEAST_SURE, share[worst]
    if top not in good:
        return top, share[top] >= LEAST_SURE, share[top]
    danger = sum(share[cls] for cls in worrying)
    if _named(text, top, spoken):
        return top, share[top] >= LEAST_REASSURING_NAMED and danger <= MOST_DANGER_NAMED, share[top]
    return top, share[top] >= LEAST_REASSURING and danger <= MOST_DANGER, share[top]


def _named(text: str, cls: str, spoken: frozenset[str]) -> bool:
    """Whether the words could belong to a danger; a means that is being taken away is none."""
    said = plain(text)
    if cls == "will_step" and _TAKEN_AWAY.search(said):
        return bool(spoken & {"done", "howto"})
    return bool(spoken or _NAMED.search(said))
