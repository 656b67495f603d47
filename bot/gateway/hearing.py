"""Hearing: what one message means, from triage, the open safety question, the language and the country named in it.

It joins what `bot.triage` finds with the words that clinicians own (`content/`), and knows no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

import structlog

from bot import languages, triage
from bot.care.accounts import countries
from bot.care.messages import safety_turns
from bot.care.messages.spool import Assessment
from bot.care.safety.episodes.episode import Heard
from bot.care.safety.episodes.protocol import WORSE, protocol
from bot.care.safety.episodes.texts import texts
from bot.gateway.triage_pool import TriagePool
from bot.triage import answers
from bot.triage.language import acute

log = structlog.get_logger(__name__)

UNCLEAR = "unsure"  # an answer that is not surely good news counts as this one
GOOD_NEWS = frozenset({"yes", "no", "taken_back", "back_to_coaching", "person_here", "will_step"})
NO_QUESTION = "I am here."  # stands for what the safety conversation said
BEING_SAFE = ("safe_tonight", "safe_where", "and_you")  # a "no" there can deny the danger instead of the safety
_DENIES = re.compile(
    r"\b(?:don'?t|do not|never|didn'?t|did not|not|no) (?:really |actually |even )?"
    r"(?:want(?:ed)? to (?:die|kill|end)|(?:going|planning|trying|thinking of|thinking about) (?:to )?"
    r"(?:die|kill|end|suicide|dying|ending)|suicidal|mean (?:it|that)|meant (?:it|that)|in (?:any )?danger)\b|"
    r"\b(?:worded|said|put|came out) (?:it |that )?(?:badly|wrong|weird)\b",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"\b(?:not safe|unsafe|can'?t|cannot|won'?t|but)\b", re.IGNORECASE)
NAMED_BACK = ("will_step", "person_here")  # taking these for granted ends nothing: the conversation goes on
LIKELY = 0.6
ABOUT_THEM = ("they_danger", "with_them")
_THEY_ARE_SAFE = re.compile(
    r"\b(?:(?:s?he|they)(?:'?s| is| are|'?re)? (?:all )?(?:ok|okay|safe|fine|alive|asleep|better)|"
    r"(?:s?he|they) (?:picked up|answered|called (?:me )?back|texted back)|found (?:him|her|them)|"
    r"(?:with|at) (?:him|her|them)(?: now)?$|"
    r"(?:ambulance|paramedics|police|doctor|friend|mum|mom|dad|nurse)\b.{0,30}\bwith (?:him|her|them))\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:(?:hi|hey|hello|heya|yo|good (?:morning|evening|afternoon))(?: (?:again|there))?|"
    r"i'?m back|back again|it'?s me(?: again)?)\W*",
    re.IGNORECASE,
)
COMPARING = ("better", "since")  # questions whose answer can be that it is worse
_WORSE = re.compile(r"(?<!no )(?<!not )(?<!any )\b(?:worse|worst|rougher|harder)\b", re.IGNORECASE)
# What somebody under 18 says of their age; only used to choose words, never to refuse any.
_MINOR = re.compile(
    r"\b(?:i'?m|i am|im|me,?) (?:only |just )?(?:a )?(?:1[0-7]|[89])\b"
    r"(?! (?:weeks|months|days|hours|min|mg|years (?:in|sober|clean)))"
    r"|\b(?:i'?m|i am|im) (?:a minor|underage|in (?:[6-9]|1[0-2])th grade|in middle school|in year (?:[7-9]|1[01]))\b",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"\b(?:he|she|they)(?:'?s| is| are|re)? (?:just |right )?(?:here|home|back|coming(?: (?:in|up|back|home))?|"
    r"in the (?:next )?room|watching|behind me|looking at (?:my|the) (?:phone|screen)|can see (?:my|the) screen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """What is open in a conversation: the safety question, and whether an episode holds it."""

    question: str | None = None
    holds: bool = False
    strand: str | None = None


class Hearing:
    """Understands messages. Never raises: what cannot be understood counts as elevated, and as unclear."""

    def __init__(self, pool: TriagePool) -> None:
        self._pool = pool

    async def hear(
        self,
        conversation_id: UUID,
        text: str,
        payload: str | None,
        context: Sequence[tuple[str, str]],
        asked: Asked,
    ) -> tuple[Assessment, Heard]:
        """The triage of a message, and what it is as an answer."""
        answer = safety_turns.pressed(payload)
        if answer is not None:
            return NOTHING, Heard(text, answer=answer)
        if asked.holds and payload is not None:  # a button of the dialogue, pressed late: our own words
            return NOTHING, Heard(text, answer="back_to_coaching")
        turns = [triage.ContextMessage(role=role, content=content) for role, content in context]
        if asked.holds:  # what its question makes of an answer is decided by the episode, and not by triage too
            turns = [replace(turn, content=NO_QUESTION) if turn.role == "assistant" else turn for turn in turns]
        try:
            found, partial = await self._pool.assess(conversation_id, text, turns)
        except Exception as error:
            log.error("triage.failed", kind=type(error).__name__)
            found, partial = triage.failed(), True
        assessment = _stored(found)
        try:
            return await self._understood(text, assessment, found, partial, asked)
        except Exception as error:
            log.error("hearing.failed", kind=type(error).__name__)
            return assessment, Heard(
                text, answer=UNCLEAR, tier=assessment.tier, categories=assessment.categories, partial=partial
            )

    async def assess_whole(self, conversation_id: UUID, text: str, context: Sequence[tuple[str, str]]) -> Assessment:
        """The whole triage of a message that only a part of it had time for before."""
        turns = [triage.ContextMessage(role=role, content=content) for role, content in context]
        found, _ = await self._pool.assess(conversation_id, text, turns, patient=True)
        return _stored(found)

    async def _understood(
        self, text: str, assessment: Assessment, found: triage.Assessment, partial: bool, asked: Asked
    ) -> tuple[Assessment, Heard]:
        assessment, language, words = await self._in_their_language(text, assessment)
        said = listener().hear(text, asked.question if asked.holds else None, await self._pool.vector(text))
        answer = said.cls
        if asked.strand == "someone_else" and asked.question in ABOUT_THEM and _THEY_ARE_SAFE.search(text):
            answer = "no" if asked.question == "they_danger" else "person_here"
        elif not said.sure and answer in GOOD_NEWS and not (answer in NAMED_BACK and said.probability >= LIKELY):
            answer = UNCLEAR
        if answer == "no" and asked.question in BEING_SAFE and _denies(text):
            answer = "taken_back"
        if answer == "time" and said.topics:
            answer = "else"  # "when will they be here?" names no time of danger
        if asked.question in COMPARING and _WORSE.search(text):
            answer = WORSE
        if language != "en" and asked.holds:
            answer = "other_language"
        if asked.holds and _is_denial(answer, asked, found):
            assessment = NOTHING
        topics = said.topics
        tier, categories = assessment.tier, assessment.categories
        if asked.holds and _GREETING.fullmatch(text):
            answer, topics = "else", ("back_again",)
        if asked.holds and tuple(categories) == ("asks_for_human",):
            tier, categories = "none", ()  # the wish is noted, and answered; it is no new danger
            topics = topics or ("want_person",)
        heard = Heard(
            text,
            answer=answer,
            tier=tier,
            categories=categories,
            check=found.check and assessment.tier == "none",
            topics=topics,
            barrier=said.barrier,
            step=said.step,
            minor=bool(_MINOR.search(text)),
            watched=asked.strand == "abuse" and bool(_WATCHED.search(text)),
            language=language,
            card=words,
            country=countries.said(text),
            partial=partial,
        )
        return assessment, heard

    async def _in_their_language(self, text: str, assessment: Assessment) -> tuple[Assessment, str, str | None]:
        """The triage with what is acute in other languages, the language, and its card where that is not English.

        The safety check never depends on the verdict: phrases are looked for in every message.
        """
        phrase = acute(text)
        if phrase is not None:
            tier, language = phrase
            if TIERS.index(tier.value) > TIERS.index(assessment.tier):
                assessment = Assessment(tier.value, ("suicide",), 0.9, (f"phrase.{language}",), assessment.model)
            return assessment, language, _card(language, calm=False)
        language = languages.asked_for(text) or await self._pool.language(text) or "en"
        return assessment, language, _card(language, calm=assessment.tier == "none")


TIERS = ("none", "elevated", "high", "imminent")
NOTHING = Assessment("none", (), 0.0, (), "button")


@lru_cache(maxsize=1)
def listener() -> answers.Listener:
    """The classifier of answers, with the direct questions that the texts can answer."""
    return answers.Listener(texts().topics)


def _denies(text: str) -> bool:
    """Whether a "no" denies the danger, and says nothing else."""
    return bool(_DENIES.search(text)) and not _UNSAFE.search(text)


def _card(language: str, *, calm: bool) -> str | None:
    """The card in a language, with its placeholders as they are; None for English."""
    return None if language == "en" else languages.card(language, "{emergency}", "{crisis_line}", calm)


def _stored(found: triage.Assessment) -> Assessment:
    # What earlier messages said has its alert already, so only what this message adds counts here.
    categories = tuple(found.categories) if found.fresh > triage.Tier.NONE else ()
    return Assessment(found.fresh.value, categories, found.score, tuple(found.evidence), found.model)


def _is_denial(answer: str, asked: Asked, found: triage.Assessment) -> bool:
    """Whether a clear denial was heard only by its words: "No, I am not thinking of ending my life" is no new alarm.

    Where a rule stands on it, the alarm stays: the rules know a negation, so something else was said too.
    """
    if answer not in ("no", "taken_back", "yes", "person_here", "will_step") or asked.question is None:
        return False
    question = protocol().questions.get(asked.question)
    if question is None or (answer not in question.reassuring and answer != "taken_back"):
        return False
    return all(line.startswith(("encoder", "spared", "said before", "answer.")) for line in found.evidence)
