"""Answers to safety questions: a bare "yes", "no" or "not sure" right after one of the bot's questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.triage.model import ContextMessage, Tier
from bot.triage.rules.base import compile_words
from bot.triage.text.normalization import Window, windows


@dataclass(frozen=True)
class Answer:
    """What an answer to a safety question means."""

    tier: Tier
    category: str
    rule: str


@dataclass(frozen=True)
class Question:
    """A safety question of the bot, and what yes, no and unclear mean after it."""

    id: str
    asks: re.Pattern[str]
    yes: tuple[Tier, str] | None
    no: tuple[Tier, str] | None
    unclear: tuple[Tier, str] | None


_E, _H = Tier.ELEVATED, Tier.HIGH
QUESTIONS = (
    Question(
        "ending_life",
        compile_words(
            r"(?:ending|end|taking|take) your (?:own )?life|suicid\S*|kill(?:ing)? your ?self|not "
            r"(?:want|wanting) to (?:live|be alive|be here)|wish\w* (?:you were|to be) dead|thoughts "
            r"of (?:dying|death)|(?:want|wanting) to die|die|better off dead"
        ),
        (_H, "suicide"), None, (_E, "suicide"),
    ),
    Question(
        "hurting",
        compile_words(r"(?:hurt|hurting|harm|harming) your ?self|self harm"),
        (_H, "self_harm"), None, (_E, "self_harm"),
    ),
    Question(
        "harming_others",
        compile_words(
            r"(?:hurt|hurting|harm|harming) (?:someone|somebody|anyone|others?|other people|him|her|"
            r"them)"
        ),
        (_H, "harm_to_others"), None, (_E, "harm_to_others"),
    ),
    Question(
        "in_danger",
        compile_words(
            r"(?:in|any) (?:immediate |any )?danger|(?:is|has) (?:someone|anyone|somebody) (?:hurting|"
            r"threatening|hurt)"
        ),
        (_H, "abuse"), None, (_E, "abuse"),
    ),
    Question(
        "safe_there",
        compile_words(r"safe (?:where you are|at home|in your home|with (?:him|her|them))"),
        None,
        (_H, "abuse"),
        (_E, "abuse"),
    ),
    Question(
        "safe",
        compile_words(
            r"(?:are|do|will|can) you (?:feel |feeling |be |keep yourself |stay |physically |"
            r"somewhere |in a )*(?:safe|safely|ok|okay)|(?:keep|stay|feel) (?:yourself )?safe|safe "
            r"(?:right )?now|safe (?:place|where you are)"
        ),
        None, (_H, "suicide"), (_E, "suicide"),
    ),
    Question(
        "worn_off",
        compile_words(
            r"worn off|wear off|effects? (?:of the \S+ )?(?:gone|over|still)|fully back|back to "
            r"(?:normal|your ?self)"
        ),
        None, None, None,
    ),
    Question("someone_there", compile_words(
        r"(?:someone|anyone|somebody|anybody) (?:is )?(?:there |here )?(?:with|near|around|by) you|"
        r"are you alone|on your own"
    ), None, None, None),
)  # fmt: skip

# Order: the hedges first, so that "not really" is not read as "no" nor "yes i guess" as plain yes.
UNCLEAR = re.compile(
    r"^(?:(?:well|um|uh|hmm|idk|honestly|i|um,) )*(?:maybe|perhaps|possibly|i do not know|do not know|"
    r"not sure|unsure|i am not sure|not exactly|not entirely|not really|hard to say|no idea|kind of|"
    r"kinda|sort of|sorta|a little|a bit|"
    r"a lot|sometimes|i guess|depends|it depends|i suppose|who knows|probably|prob|i think so|could "
    r"be|for now|not right now|not now|not at the moment|not yet|not always|on and off|more or less|"
    r"ish|barely|i would rather not|i do not want to (?:say|talk|answer)|rather not say|why do you "
    r"ask|does it matter|what if i (?:am|was)|define safe|safe enough|and if|mostly|almost|so so|"
    r"i do not want to|no comment|can not say|physically yes|physically|yes and no)(?: \S+)*$"
)
YES = re.compile(
    r"^(?:(?:well|um|uh|honestly|ok|okay|sadly|to be honest|tbh) )*(?:yes|yeah|yea|yep|yup|ye|yh|yas|"
    r"y|ya|yess|yee|si|sure am|aye|mhm|mm ?hm+|uh huh|i am|i have|i do|i have been|i did|i was|all "
    r"the time|every day|everyday|always|constantly|often|a lot|lately|right now|correct|true|"
    r"definitely|of course|i think about it|"
    r"absolutely|very much|more and more|again|most days|every night|it is|it has|affirmative|kind of "
    r"yes|i want to|i would|100|can not lie yes)(?: \S+)*$"
)
NO = re.compile(
    r"^(?:(?:well|um|uh|honestly|ok|okay|sadly|to be honest|tbh) )*(?:no|nope|nah|naw|na|noo|never|nobody|no one|none|"
    r"not|n|neither|i am not|i do not|i do not think so|do not think so|i do not feel safe|not at all|"
    r"i have not|i can not|not safe|absolutely not|far from it|negative|it is not|it has not|"
    r"unfortunately not)(?: \S+)*$"
)
REASSURES = compile_words(
    r"no (?:worries|problem|i am (?:safe|fine|ok|okay|good|alright)|no i am|really i am)|i am (?:safe|"
    r"fine|ok|okay|good|alright|all right)|(?:all|very|totally|completely|perfectly) (?:good|safe|"
    r"fine|ok)|it is (?:ok|okay|fine)|not in danger|no danger"
)
DENIES_ALL = compile_words(r"(?:do not want to|not (?:want|going|planning|trying) to|no) (?:die|kill|hurt|harm|end)")


def answer(text: str, context: Sequence[ContextMessage]) -> Answer | None:
    """What `text` means as the answer to the bot's last question, or None when that was no safety question.

    Source of the tiers: Columbia protocol, screen version: a yes to the wish or thought is followed up at
    once by a person; what is not clearly no is not taken for no.
    """
    question = _asked(context)
    if question is None:
        return None
    said = _plain(text)
    meaning = _meaning(question, said)
    if meaning is None:
        return None
    tier, category = meaning
    return Answer(tier, category, f"answer.{question.id}")


def asked_worn_off(text: str, context: Sequence[ContextMessage]) -> bool:
    """Whether `text`, the answer to that question, says that the medicine has not worn off."""
    question = _asked(context)
    return question is not None and question.id == "worn_off" and bool(NO.match(_plain(text)))


def said_not_worn_off(context: Sequence[ContextMessage]) -> Sequence[ContextMessage]:
    """The question whether the medicine has worn off, and the last answer that it has not; empty without such a one."""
    for place in reversed(range(len(context))):
        if context[place].role == "user" and asked_worn_off(context[place].content, context[:place]):
            first = place
            while first and context[first - 1].role == "assistant":
                first -= 1
            return context[first : place + 1]
    return ()


def asked_alone(text: str, context: Sequence[ContextMessage]) -> bool:
    """Whether `text`, the answer to that question, says that nobody is there."""
    question = _asked(context)
    if question is None or question.id != "someone_there":
        return False
    said = _plain(text)
    return bool(YES.match(said)) if "alone" in _last_assistant(context).lower() else bool(NO.match(said))


# "i'm fine" is no yes to "are you thinking about ending your life?"; "yes but i am fine" is one
_AFTER_ALL_YES = re.compile(r"\bnot (?:safe|ok|okay|fine)\b|^(?:yes|yeah|yep|yup|y|i do|i have|sometimes|maybe)\b")


def _meaning(question: Question, said: str) -> tuple[Tier, str] | None:
    if not said or len(said.split()) > 12:
        # Long answers speak for themselves, by their first word and by the rules.
        said = " ".join(said.split()[:12])
    if REASSURES.search(said) and not _AFTER_ALL_YES.search(said):
        return None
    if question.yes is None and question.no is None:
        return None
    if question.id.startswith("safe") and said.startswith("not really"):
        return question.no
    if question.no is None and DENIES_ALL.search(said):
        return None
    if UNCLEAR.match(said) and not (question.id == "ending_life" and said.startswith("not now")):
        return question.unclear
    if NO.match(said):
        return question.no
    if YES.match(said):
        return question.yes
    return None


def _asked(context: Sequence[ContextMessage]) -> Question | None:
    """The most serious safety question the bot asked since the client's last turn."""
    asked = _question_sentences(_last_assistant(context))
    for question in QUESTIONS:
        if any(question.asks.search(sentence) for sentence in asked):
            return question
    return None


def _last_assistant(context: Sequence[ContextMessage]) -> str:
    """Everything the bot said since the client's last turn: the question need not be its last bubble."""
    said: list[str] = []
    for turn in reversed(context):
        if turn.role != "assistant":
            break
        said.append(turn.content)
    return "\n".join(reversed(said))


def _question_sentences(text: str) -> list[str]:
    return [window.flat for window in windows(text[-2000:]) if window.question]


def _plain(text: str) -> str:
    found: list[Window] = windows(text[:400])
    # Filler is kept: here "really" and "okay" decide.
    return " ".join(word.text for window in found for word in window.words if not word.mark).strip()
