"""Soft check: what raises no alarm and still deserves one calm question, because only its setting made it harmless.

A wish to die that is told as past, a line of a song, a question on somebody else's behalf: mostly it is just that, and
now and then it is how somebody begins to speak. So nobody is alarmed, and the client is asked.
"""

from collections.abc import Sequence

from bot.triage.context.suppression import ALL, Suppression
from bot.triage.model import Tier
from bot.triage.text.matches import Match, Message
from bot.triage.thresholds import CHECK_BELOW, CHECK_WORDS, PARSED, Thresholds

CATEGORIES = frozenset({"suicide", "self_harm", "harm_to_others", "abuse"})
# Past, quoted, studied, asked about, imagined; of what somebody else wishes, only a story or a subject.
SETTINGS = frozenset({"past_resolved", "resolved", "fiction", "topic", "asked_about", "hypothetical"})
SETTINGS_OF_OTHERS = frozenset({"fiction", "topic"})
OTHERS = "others_wish"
SAYING = "hyperbole"

# A story: a long text mostly in the past tense, with hardly an "i am", "i want", "i will". Of our held-out messages of
# more than 45 words that the encoder alone calls elevated, 6 of 15 harmless ones are told so, and of 18 worrying ones
# none.
STORY_WORDS = 45
STORY_PAST = 0.55  # of its finite verbs
STORY_FIRST_PERSON_NOW = 1  # finite verbs in the present with "i" as their subject, at most
STORY_BELOW = 0.8  # the encoder's probability; above it a story is an alarm, too
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})  # tags of the Penn Treebank: past, present, modal


def suppressed_softly(match: Match, suppression: Suppression) -> bool:
    """Whether a match that was suppressed deserves the question: not a denial, a saying, or what is in the session."""
    rule = match.rule
    if rule.category == "third_party":
        return suppression.id == "fiction"  # somebody in a story
    if rule.category not in CATEGORIES or rule.tier < Tier.HIGH:
        return False
    applying = {name for name in rule.suppressed_by if ALL[name].applies(match)} | {suppression.id}
    settings = SETTINGS_OF_OTHERS if OTHERS in applying else SETTINGS
    return bool(applying & settings) and applying <= settings | {OTHERS, "past_resolved", "resolved"}


def is_saying(suppressed: Sequence[tuple[Match, Suppression]]) -> bool:
    """Whether a dark word was laughed at in the same breath: then what the encoder nearly hears is that."""
    return any(suppression.id == SAYING for _, suppression in suppressed)


def nearly(text: str, probability: float, thresholds: Thresholds) -> bool:
    """Whether the encoder finds a message nearly alarming, and it has words enough to be asked about."""
    alarm = thresholds.tiers[0]
    return thresholds is not PARSED and alarm - CHECK_BELOW <= probability < alarm and len(text.split()) >= CHECK_WORDS


def told_as_story(message: Message, probability: float, categories: Sequence[str]) -> bool:
    """Whether a message that nothing but the encoder finds worrying is a long story of what was.

    Never one about somebody else who may be in danger. `probability` and `categories` are the encoder's.
    """
    if probability >= STORY_BELOW or "third_party" in categories:
        return False
    if sum(len(window.words) for window in message.windows) <= STORY_WORDS:
        return False
    past = finite = first_person_now = 0
    for window in message.windows:
        for token in message.doc(window) or ():
            if token.tag_ not in _FINITE:
                continue
            finite += 1
            past += token.tag_ == "VBD"
            if token.tag_ != "VBD":
                first_person_now += any(child.dep_ == "nsubj" and child.lower_ == "i" for child in token.children)
    return finite > 0 and past / finite >= STORY_PAST and first_person_now <= STORY_FIRST_PERSON_NOW
