"""Hearing: what one message means, from triage, the open safety question, the language and the country named in it.

It joins what `bot.triage` finds with the words that clinicians own (`content/`), and knows no database.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from bot import languages, triage
from bot.care.messages import safety_turns
from bot.care.messages.spool import Assessment
from bot.care.safety.episodes.episode import Heard
from bot.care.safety.escalations import is_worse
from bot.gateway.reading import UNCLEAR, Asked, Message, understood
from bot.gateway.triage_pool import TriagePool
from bot.triage import answers
from bot.triage.language import acute
from bot.triage.mentions import mentions

log = structlog.get_logger(__name__)

LONG_END = 1000  # characters
NO_QUESTION = "I am here."  # stands for what the safety conversation said


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
        *,
        patient: bool = False,
    ) -> tuple[Assessment, Heard]:
        """The triage of a message, and what it is as an answer. `patient` waits for the whole of triage."""
        answer = safety_turns.pressed(payload)
        if answer is not None:
            return NOTHING, Heard(text, answer=answer, explicit=False)
        if asked.holds and payload is not None:  # a button of the dialogue, pressed late: our own words
            return NOTHING, Heard(text, answer="back_to_coaching", explicit=False)
        turns = [triage.ContextMessage(role=role, content=content) for role, content in context]
        if asked.holds:  # what its question makes of an answer is decided by the episode, and not by triage too
            turns = [replace(turn, content=NO_QUESTION) if turn.role == "assistant" else turn for turn in turns]
        spoken = asyncio.create_task(self._pool.language(text))  # beside triage, which never waits for it
        found, partial = await self._assessed(conversation_id, text, turns, patient)
        assessment = _stored(found)
        try:
            return await self._understood(text, assessment, found, partial, asked, spoken)
        except Exception as error:
            log.error("hearing.failed", kind=type(error).__name__)
            return assessment, Heard(
                text,
                answer=UNCLEAR,
                tier=assessment.tier,
                categories=assessment.categories,
                partial=partial,
                firm=bool(found.by_rules),
                unclear=True,
            )

    async def _assessed(
        self, conversation_id: UUID, text: str, turns: Sequence[triage.ContextMessage], patient: bool
    ) -> tuple[triage.Assessment, bool]:
        try:
            return await self._pool.assess(conversation_id, text, turns, patient=patient)
        except Exception as error:
            log.error("triage.failed", kind=type(error).__name__)
            return triage.failed(), True

    async def _understood(
        self,
        text: str,
        assessment: Assessment,
        found: triage.Assessment,
        partial: bool,
        asked: Asked,
        spoken: "asyncio.Task[str | None]",
    ) -> tuple[Assessment, Heard]:
        whole, text = text, _ends(text)
        assessment, language, words = await self._in_their_language(text, assessment, spoken)
        question = asked.question if asked.holds else None
        vector = None if partial else await self._pool.vector(whole)  # it came with the assessment: nobody waits for it
        said = await asyncio.to_thread(answers.hear, text, question, vector)
        mentioned = await asyncio.to_thread(mentions().found, text, question)
        return understood(Message(whole, text, found, partial, language, words), assessment, said, mentioned, asked)

    async def _in_their_language(
        self, text: str, assessment: Assessment, spoken: "asyncio.Task[str | None]"
    ) -> tuple[Assessment, str, str | None]:
        """The triage with what is acute in other languages, the language, and its card where that is not English.

        The safety check never depends on the verdict: phrases are looked for in every message.
        """
        phrase = acute(text)
        if phrase is not None:
            tier, language = phrase
            if is_worse(tier.value, assessment.tier):
                assessment = Assessment(tier.value, ("suicide",), 0.9, (f"phrase.{language}",), assessment.model)
            return assessment, language, _card(language, calm=False)
        language = languages.asked_for(text) or await spoken or "en"
        return assessment, language, _card(language, calm=assessment.tier == "none")


NOTHING = Assessment("none", (), 0.0, (), "button")


async def warm_up() -> None:
    """Load the classifier and its mentions, so that the first answer does not wait for them. Never raises."""
    try:
        await asyncio.to_thread(answers.hear, "i am getting ready", "life")
        await asyncio.to_thread(mentions().found, "i am getting ready", "life")
    except Exception as error:
        log.error("hearing.failed", kind=type(error).__name__)


def _ends(text: str) -> str:
    """The beginning and the end of a text: an answer is there, and patterns must not read a book."""
    return text if len(text) <= 2 * LONG_END else f"{text[:LONG_END]} {text[-LONG_END:]}"


def _card(language: str, *, calm: bool) -> str | None:
    """The card in a language, with its placeholders as they are; None for English."""
    return None if language == "en" else languages.card(language, "{emergency}", "{crisis_line}", calm)


def _stored(found: triage.Assessment) -> Assessment:
    # What earlier messages said has its alert already, so only what this message adds counts here.
    categories = tuple(found.categories) if found.fresh > triage.Tier.NONE else ()
    return Assessment(found.fresh.value, categories, found.score, tuple(found.evidence), found.model)
