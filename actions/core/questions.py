"""Reusable kinds of questions: free text for the journal, a score from 0 to 10, a guided step."""

import re
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from actions.core import wordless
from actions.core.base import Say, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, Question, ask_again, settle, skip
from actions.core.receiving import is_heavy, receive, receive_answer
from actions.parsing import short_answers
from actions.store import store
from bot.care import Work
from bot.care.journal import answers, journal
from bot.care.questionnaires import mood

Keep = Callable[[Work, ActionContext, UUID], Awaitable[None]]
PREPARING = "preparing"  # the slot that holds the treatment session that is being prepared
INTEGRATING = "integrating"  # the slot that holds the treatment session whose integration is under way
TOLD_BESIDE = 4  # words beside a number, and what goes with one, from which on something is told
_LITTLE = re.compile(
    r"[^\w\s']|\b(?:\w*\d\w*|hm+|um+|uh|i'?d|say|i'?m|i|am|about|around|a|an|the|today|tonight|now|right|just|like|maybe|probably"
    r"|feel|feeling|guess|think|it'?s|is|out|of|ten|would|be|at|to|so|well|ok|okay|yes|no|really|bit|little|more|or|and)\b",
    re.IGNORECASE,
)
TOLD_FROM = 6  # words at a guided step from which on something is told
LOW = 2  # up to this score the bot mentions talking to a person; whether one is alerted is decided by triage


def in_own_words(
    session: str,
    kind: str,
    also: Keep | None = None,
    skipping: Mapping[str, str] | None = None,
    called: Callable[[ActionContext], str] = lambda context: str(context.asked),
    opens: tuple[str, ...] = (),
    opens_if_heavy: tuple[str, ...] = (),
    received: bool = True,
) -> Question:
    """Free-text question: the answer is stored in the journal under the name of the question.

    `session` is the slot that holds the treatment session; `also` stores the answer in one more place; `called` gives
    another name to store it under; `opens` are follow-up questions, asked only after an answer, and `opens_if_heavy`
    those that are asked only where what was told weighs; without `received` nothing is said of the answer.
    """

    async def on_answer(context: ActionContext, say: Say) -> Events:
        if context.intent in ("deny", "dont_know"):
            return [*skip(context, say, question, "utter_leave_it"), *wordless.counted(context, say)]
        if context.intent == "affirm":
            say("utter_in_your_words")
            return ask_again(context)
        of, name = UUID(context.slot(session)), called(context)
        said = context.values.get("value", context.text) if context.pressed else context.text
        async with store().begin() as work:
            await journal.answer(work, context.client_id, of, kind, name, context.message_id, said)
            if also is not None:
                await also(work, context, of)
        reflection, remembered = await receive_answer(context, say, of, kind, name) if received else (None, [])
        weighs = None if is_heavy(reflection) else NOT_ASKED
        return [
            settle(context),
            *(slot(name, None) for name in opens),
            *(slot(name, weighs) for name in opens_if_heavy),
            *remembered,
            *wordless.found_words(context),
        ]

    async def on_alarm(context: ActionContext) -> None:
        async with store().begin() as work:
            await answers.keep_interrupted(
                work,
                context.client_id,
                UUID(context.slot(session)),
                kind,
                called(context),
                context.message_id,
                context.text,
            )

    question = Question(on_answer, skipping or dict.fromkeys((*opens_if_heavy, *opens), NOT_ASKED), on_alarm)
    return question


def how_they_feel(session: str, moment: Callable[[ActionContext], str]) -> Question:
    """Mood score: how the client feels, from 0 to 10, at this moment of the treatment session."""

    async def on_answer(context: ActionContext, say: Say) -> Events:
        if context.intent == "dont_know":
            return skip(context, say, question, "utter_leave_it")
        number = short_answers.score(context.values.get("value") or context.corrected or context.text)
        if isinstance(number, str) and context.corrected:
            number = short_answers.score(context.text)
        if isinstance(number, str):
            say(f"utter_number_{number}")
            return ask_again(context)
        async with store().begin() as work:
            await mood.record(work, context.client_id, UUID(context.slot(session)), mood.MOOD, moment(context), number)
        if number <= LOW:
            say("utter_feeling_low")
        if context.pressed or len(_LITTLE.sub(" ", context.told).split()) < TOLD_BESIDE:
            return [settle(context)]
        async with store().begin() as work:  # "like 4? my boss shouted at me in front of everybody"
            await answers.keep_aside(work, context.client_id, context.message_id, context.told)
        _, remembered = await receive(context, say)
        return [settle(context), *remembered]

    question = Question(on_answer)
    return question


def chosen(context: ActionContext) -> str | None:
    """Yes, no or unsure, from a button or typed text; None when the answer says something else."""
    typed = {"affirm": short_answers.YES, "deny": short_answers.NO, "dont_know": short_answers.UNSURE}
    if context.pressed:
        return context.values.get("value") or typed.get(context.intent)
    return short_answers.choice(context.text) or typed.get(context.intent)


def step(session: str, kind: str) -> Question:
    """Guided step: any answer leads to the next question. What is told there is kept; a mere "next" is not."""

    async def on_answer(context: ActionContext, say: Say) -> Events:
        if not context.pressed and len(context.text.split()) >= TOLD_FROM:
            of, name = UUID(context.slot(session)), str(context.asked)
            async with store().begin() as work:
                await journal.answer(work, context.client_id, of, kind, name, context.message_id, context.text)
            say("utter_kept_too")
        return [settle(context)]

    return Question(on_answer)
