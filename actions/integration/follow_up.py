"""Follow-up of integration, from 2 days and from 5.5 days after a session on: questions that quote earlier answers.

Which questions are asked at which stage (day, days, week) is in `data/flows.yml`.
"""

import re
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, Question, ask_again, settle, skip
from actions.core.questions import INTEGRATING, in_own_words
from actions.practices import outcomes
from actions.store import store
from bot.care import Work
from bot.care.journal import answers, journal
from bot.care.practices import practices
from bot.care.questionnaires import mood
from bot.care.sessions import intentions, plans
from bot.care.sessions.treatment_sessions import DAYS, DAYS_BEGIN, WEEK, Session
from bot.flows import flows

STAGE = "looking"  # the slot that holds the stage of integration: day, days or week
ACROSS = "across"
SMALL_ACTION = "small_action"
LONGEST_QUOTE = 30  # words
LAST_ONES = 4  # treatment sessions whose mood scores are shown side by side
A_SHORT_ANSWER = 4  # words; a longer one that says "keep" is a new wording
_KEEP = re.compile(r"\b(keep|stays?|same|as it is)\b")
_LET_GO = re.compile(r"\b(let (it |this |that )?go|drop it|leave it)\b")
_SMALLER = re.compile(r"\b(change it|smaller|something else)\b")
STORED_AS = {practices.DONE: "yes", practices.NOT: "not yet"}  # how an answer by button is stored in the journal
ONCE = {"since_people", "meaning"}  # questions asked once only, though the last stage (week) can be repeated
# Questions that are asked only when these were answered before.
NEEDS = {"still_hard": ("hard",), "action_done": (SMALL_ACTION,)}


async def keep_small_action(work: Work, context: ActionContext, of: UUID) -> None:
    """Store the small action as a practice too, so that it gets a review; it replaces the current practice."""
    await practices.choose(work, context.client_id, of, context.message_id, context.text)


def asked_at(stage: str) -> set[str]:
    """The questions of a stage, from `data/flows.yml`."""
    return {name for name, question in flows()["integration_form"].questions.items() if stage in question.stages}


async def questions_for(work: Work, client_id: UUID, of: Session, stage: str) -> set[str]:
    """The questions to ask about this session at this stage, without those that only follow from an answer."""
    said = await answers.given(work, client_id, of.id, journal.INTEGRATION)
    asked = {name for name in asked_at(stage) if all(need in said for need in NEEDS.get(name, ()))}
    if not await intentions.current(work, client_id, of.id):
        asked -= {"intention_touched"}
    if not await practices.small_action_to_ask_about(work, client_id, of.id, of.looked_back_at):
        asked -= {"action_done"}
    took_place = of.took_place(datetime.now(UTC))
    if took_place is not None and datetime.now(UTC) - took_place >= DAYS_BEGIN:
        asked -= {"worn_off", "someone_there"}  # two days later it has worn off
    if of.looked_back_at is None and ACROSS not in said and len(await _numbers(work, client_id, of.id)) > 1:
        asked |= {ACROSS}
    if of.stage == WEEK and of.another_time(datetime.now(UTC)):
        asked -= ONCE & set(said)  # the answer of an earlier week is kept
    return asked


def at_this_stage(context: ActionContext) -> str:
    """The journal name of an answer that is given at two stages: `<question>_days` and `<question>_week`."""
    return f"{context.asked}_{context.slot(STAGE) or DAYS}"


async def on_done(context: ActionContext, say: Say) -> Events:
    """Slot `action_done`: whether the small action happened; if it did not, `action_next` asks what would fit.

    It counts as the review of that practice, so that the same is not asked twice.
    """
    outcome = outcomes.outcome(context)
    if context.intent == "dont_know" or outcome == outcomes.LATER:
        return skip(context, say, LATER_QUESTIONS["action_done"], "utter_leave_it")
    if outcome is None:
        say("utter_went_unclear")
        return ask_again(context)
    of = UUID(context.slot(INTEGRATING))
    said = STORED_AS.get(outcome, outcome) if context.pressed else context.text
    async with store().begin() as work:
        called = at_this_stage(context)
        await journal.answer(work, context.client_id, of, journal.INTEGRATION, called, context.message_id, said)
        running = await practices.running(work, context.client_id)
        if running is not None and running.treatment_session_id == of:
            await practices.went(work, context.client_id, running.id, outcome)
            await practices.keep(work, context.client_id, running.id)
    say(f"utter_went_{outcome}")
    as_it_was = outcome in (practices.DONE, practices.PARTLY)
    return [settle(context, outcome), slot("action_next", NOT_ASKED if as_it_was else None)]


async def on_next(context: ActionContext, say: Say) -> Events:
    """Slot `action_next`: keep the small action, let it go, or replace it by another."""
    pressed, plain = context.values.get("value"), context.text.casefold()
    short = len(plain.split()) <= A_SHORT_ANSWER
    of = UUID(context.slot(INTEGRATING))
    if pressed == outcomes.KEEP or (pressed is None and short and _KEEP.search(plain)):
        return [settle(context, outcomes.KEEP)]
    if pressed == outcomes.LET_GO or context.intent == "deny" or (pressed is None and short and _LET_GO.search(plain)):
        async with store().begin() as work:
            running = await practices.running(work, context.client_id)
            if running is not None and running.treatment_session_id == of:
                await practices.let_go(work, context.client_id, running.id)
        say("utter_practice_let_go")
        return [settle(context, outcomes.LET_GO)]
    if context.intent == "dont_know":
        return skip(context, say, LATER_QUESTIONS["action_next"], "utter_leave_it")
    if context.intent == "affirm" or (short and _SMALLER.search(plain)):
        say("utter_in_your_words")
        return ask_again(context)
    async with store().begin() as work:
        kind = journal.INTEGRATION
        await journal.answer(work, context.client_id, of, kind, SMALL_ACTION, context.message_id, context.text)
        await keep_small_action(work, context, of)
    return [settle(context)]


LATER_QUESTIONS: dict[str, Question] = {
    "echo": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_feelings": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_body": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_people": in_own_words(INTEGRATING, journal.INTEGRATION),
    "meaning": in_own_words(INTEGRATING, journal.INTEGRATION),
    "still_hard": in_own_words(
        INTEGRATING, journal.INTEGRATION, called=at_this_stage, opens=("helped",), opens_if_heavy=("steady",)
    ),
    "action_done": Question(on_done, {"action_next": NOT_ASKED}),
    "action_next": Question(on_next),
}


class Quoting(Step):
    """Base class: asks `action_ask_<question>` with a quote from an earlier answer, or plainly without one."""

    question: ClassVar[str]
    quotes: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, **options: Any) -> None:
        cls.title = f"action_ask_{cls.question}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            of = UUID(context.slot(INTEGRATING))
            said = await answers.given(work, context.client_id, of, journal.INTEGRATION)
        quoted = [in_short(said[name]) for name in self.quotes if name in said]
        if not quoted:
            say(f"utter_plain_{self.question}")
        else:
            say(f"utter_quoting_{self.question}", words=self.together(quoted))
        return []

    def together(self, quoted: list[str]) -> str:
        """How several quotes are joined: only the first is used."""
        return quoted[0]


class AskImages(Quoting):
    """First question of integration: quotes the fragments noted while it had not worn off."""

    question = "images"
    quotes = ("fragments", "fragments_more")

    def together(self, quoted: list[str]) -> str:
        return "” … “".join(quoted)  # each in its own quotation marks, by which it is found when its entry is deleted


class AskEcho(Quoting):
    """Follow-up after days: what is left of the images."""

    question = "echo"
    quotes = ("images", "fragments", "matters")


class AskSinceFeelings(Quoting):
    """Follow-up after days: the feelings since."""

    question = "since_feelings"
    quotes = ("feelings",)


class AskSinceBody(Quoting):
    """Follow-up after days: the body since."""

    question = "since_body"
    quotes = ("body",)


class AskMeaning(Quoting):
    """Follow-up after a week: what it means by now."""

    question = "meaning"
    quotes = ("matters", "intention_touched")


class AskStillHard(Quoting):
    """Follow-up: how it is with what was hard."""

    question = "still_hard"
    quotes = ("still_hard_days", "hard")


class AskActionDone(Quoting):
    """Follow-up: whether the small action happened."""

    question = "action_done"
    quotes = (SMALL_ACTION,)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        """Ask, and postpone the review of the practice, so that it is not asked twice."""
        async with store().begin() as work:
            running = await practices.running(work, context.client_id)
            if running is not None:
                await practices.put_off(work, context.client_id, running.id)
        return await super().handle(context, say)


class AskAcross(Step):
    """Asks what changed across treatment sessions, with the mood scores before and after each."""

    title = "action_ask_across"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            numbers = await _numbers(work, context.client_id, UUID(context.slot(INTEGRATING)))
        say("utter_ask_across", numbers="\n".join(numbers))
        return []


class AskIntentionTouched(Step):
    """Asks how the intention was touched, quoting it."""

    title = "action_ask_intention_touched"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            intention = await intentions.current(work, context.client_id, UUID(context.slot(INTEGRATING)))
        say("utter_ask_intention_touched", intention=intention or "")
        return []


async def _numbers(work: Work, client_id: UUID, current: UUID) -> list[str]:
    felt = await mood.before_and_after(work, client_id)
    sessions = [one for one in await plans.plan(work, client_id) if one.id in felt or one.id == current]
    here = next((place for place, one in enumerate(sessions) if one.id == current), 0)
    return [_line(one.number, felt.get(one.id, {})) for one in sessions[max(0, here + 1 - LAST_ONES) : here + 1]]


def _line(number: int, felt: dict[str, int]) -> str:
    scores = [f"{felt[moment]} {moment}" for moment in (mood.BEFORE, mood.AFTER) if moment in felt]
    return f"Treatment session {number}: {', '.join(scores) or 'no number'}"


def in_short(text: str) -> str:
    """Quote: the first 30 words of an answer."""
    first = text.split()
    return " ".join(first[:LONGEST_QUOTE]) + (" …" if len(first) > LONGEST_QUOTE else "")
