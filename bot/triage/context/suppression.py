"""Suppression: a match of a rule that its context takes back, such as a negation or another experiencer.

The kinds follow the ConText algorithm (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002): negation, experiencer,
historical and hypothetical; figurative language, word sense, and what belongs to a treatment session are added to them.

One match is looked at at a time, and only the sentence it stands in: what is suppressed here still counts when the
message says it again elsewhere ("not suicidal. but i want to die"), and no other sentence, however calm, takes it back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.triage.context import (
    experiencer,
    figurative,
    historical,
    hypothetical,
    in_session,
    negation,
    treatment,
    word_sense,
)
from bot.triage.text.matches import Match


@dataclass(frozen=True)
class Suppression:
    """One kind of context that takes a match back: its id and reason, which stand in the evidence, and its test."""

    id: str
    reason: str
    applies: Callable[[Match], bool]


ALL: dict[str, Suppression] = {
    suppression.id: suppression
    for suppression in (
        Suppression(
            "others_wish", "someone else is the subject; rules for third parties look at it", experiencer.others_wish
        ),
        Suppression("negated", "the wish or act itself is denied", negation.negated),
        Suppression("past_resolved", "long past, and nothing says that it goes on", historical.past_resolved),
        Suppression("resolved", "said to be over", historical.resolved),
        Suppression("fiction", "a song, film, book or game says it", hypothetical.fiction),
        Suppression("saying", "a figure of speech", figurative.saying),
        Suppression("symbolic", "a part, an ego or an old self dies, not the person", figurative.symbolic),
        Suppression("asked_about", "a question about the matter, with nobody's wish in it", hypothetical.asked_about),
        Suppression("topic", "a subject of study or news", hypothetical.topic),
        Suppression("in_session", "inside the treatment session, and over with it", in_session.in_session),
        Suppression(
            "in_session_vision", "seen inside the treatment session, ending in peace", in_session.in_session_vision
        ),
        Suppression("joking", "said laughing", figurative.joking),
        Suppression("hyperbole", "laughed at in the same breath, about an exam or a chore", figurative.hyperbole),
        Suppression("banter", "everyday exaggeration about someone's anger", figurative.banter),
        Suppression("small_matter", "a thing of everyday life is too much, not life", figurative.small_matter),
        Suppression("accident", "an accident or another meaning of cutting", word_sense.accident),
        Suppression("contest", "won a game, or got in touch", word_sense.contest),
        Suppression("soft_drink", "water, tea or coffee with it", treatment.soft_drink),
        Suppression("pest", "no person is meant", word_sense.pest),
        Suppression("laughing", "out of breath with laughter", word_sense.laughing),
        Suppression("medical_topic", "risk or history spoken of, not a symptom", hypothetical.medical_topic),
        Suppression("hypothetical", "asked or imagined, not done", hypothetical.hypothetical),
        Suppression("with_prescriber", "the prescriber is part of it", treatment.with_prescriber),
        Suppression("negated_stop", "the stopping is denied", negation.negated_stop),
        Suppression("asked_meaning", "about a person, not asking for one", experiencer.asked_meaning),
        Suppression("dead_already", "mourning or memory of someone", experiencer.dead_already),
        Suppression("good_news", "unreal in the way of joy or grief", word_sense.good_news),
        Suppression("tourist", "a sight to see", word_sense.tourist),
        Suppression("peaceful", "a memory met and settled", in_session.peaceful),
    )
}


def suppressed_by(match: Match) -> Suppression | None:
    """The suppression that takes `match` back, or None when it stands.

    Of those that its rule allows (`Rule.suppressed_by`), the first in the rule's order that applies counts.
    """
    for name in match.rule.suppressed_by:
        suppression = ALL[name]
        if suppression.applies(match):
            return suppression
    return None
