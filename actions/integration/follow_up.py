"""Looking back again, after some days and after a week: in words used before, and across treatment sessions."""

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
from bot.care.journal import journal
from bot.care.practices import practices
from bot.care.questionnaires import mood
from bot.care.sessions import intentions, plans
from bot.care.sessions.treatment_sessions import DAYS, DAYS_BEGIN, WEEK, Session
from bot.flows import flows

LOOKING = "looking"  # the slot that holds how far looking back has come: day, days or week
ACROSS = "across"
SMALL_ACTION = "small_action"
LONGEST_QUOTE = 30  # words
LAST_ONES = 4  # treatment sessions whose numbers are shown side by side
A_SHORT_ANSWER = 4  # words; a longer one that says "keep" is a new wording
_KEEP = re.compile(r"\b(keep|stays?|same|as it is)\b")
_LET_GO = re.compile(r"\b(let (it |this |that )?go|drop it|leave it)\b")
_SMALLER = re.compile(r"\b(change it|smaller|something else)\b")
IN_A_WORD = {practices.DONE: "yes", practices.NOT: "not yet"}  # how an answer by button reads in the journal
ONCE = {"since_people", "meaning"}  # the questions of the last stage, which is every later look back, too
# What can be asked only when it was answered before.
NEEDS = {"still_hard": ("hard",), "action_done": (SMALL_ACTION,)}


async def keep_small_action(work: Work, context: ActionContext, of: UUID) -> None:
    """The small action is also a practice, so that it is looked back at; one that was running makes room for it."""
    await practices.choose(work, context.client_id, of, context.message_id, context.text)


def asked_at(stage: str) -> set[str]:
    """The questions of a stage, as `data/flows.yml` has them."""
    return {name for name, question in flows()["integration_form"].questions.items() if stage in question.stages}


async def questions_for(work: Work, client_id: UUID, of: Session, stage: str) -> set[str]:
    """The questions to ask about this treatment session at this stage, apart from those that follow from an answer."""
    said = await journal.answers(work, client_id, of.id, journal.INTEGRATION)
    asked = {name for name in asked_at(stage) if all(need in said for need in NEEDS.get(name, ()))}
    if not await intentions.current(work, client_id, of.id):
        asked -= {"intention_touched"}
    if not await practices.small_action_to_ask_about(work, client_id, of.id, of.looked_back_at):
        asked -= {"action_done"}
    took_place = of.took_place(datetime.now(UTC))
    if took_place is not None and datetime.now(UTC) - took_place >= DAYS_BEGIN:
        asked -= {"worn_off", "someone_there"}  # after two days nobody has to ask
    if of.looked_back_at is None and ACROSS not in said and len(await _numbers(work, client_id, of.id)) > 1:
        asked |= {ACROSS}
    if of.stage == WEEK and of.another_time(datetime.now(UTC)):
        asked -= ONCE & set(said)  # what was said of it weeks ago stands
    return asked


def at_this_stage(context: ActionContext) -> str:
    """Under which name an answer is kept that is given both after some days and after a week."""
    return f"{context.asked}_{context.slot(LOOKING) or DAYS}"


async def on_done(context: ActionContext, say: Say) -> Events:
    """Whether the small action happened; without blame. If it did not, what would fit.

    It is a practice, so this is also the look back at it: nobody asks the same again on another way.
    """
    outcome = outcomes.outcome(context)
    if context.intent == "dont_know" or outcome == outcomes.LATER:
        return skip(context, say, STAGES["action_done"], "utter_leave_it")
    if outcome is None:
        say("utter_went_unclear")
        return ask_again(context)
    of = UUID(context.slot(INTEGRATING))
    said = IN_A_WORD.get(outcome, outcome) if context.pressed else context.text
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
    """The small action stays, or is let go, or other words take its place."""
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
        return skip(context, say, STAGES["action_next"], "utter_leave_it")
    if context.intent == "affirm" or (short and _SMALLER.search(plain)):
        say("utter_in_your_words")
        return ask_again(context)
    async with store().begin() as work:
        kind = journal.INTEGRATION
        await journal.answer(work, context.client_id, of, kind, SMALL_ACTION, context.message_id, context.text)
        await keep_small_action(work, context, of)
    return [settle(context)]


STAGES: dict[str, Question] = {
    "echo": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_feelings": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_body": in_own_words(INTEGRATING, journal.INTEGRATION),
    "since_people": in_own_words(INTEGRATING, journal.INTEGRATION),
    "meaning": in_own_words(INTEGRATING, journal.INTEGRATION),
    "still_hard": in_own_words(INTEGRATING, journal.INTEGRATION, called=at_this_stage, opens=("steady", "helped")),
    "action_done": Question(on_done, {"action_next": NOT_ASKED}),
    "action_next": Question(on_next),
}


class Quoting(Step):
    """Asks a question, `action_ask_<question>`, in the words of an earlier answer, or plainly where there is none."""

    question: ClassVar[str]
    quotes: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, **options: Any) -> None:
        cls.title = f"action_ask_{cls.question}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            of = UUID(context.slot(INTEGRATING))
            said = await journal.answers(work, context.client_id, of, journal.INTEGRATION)
        quoted = [in_short(said[name]) for name in self.quotes if name in said]
        if not quoted:
            say(f"utter_plain_{self.question}")
        else:
            say(f"utter_quoting_{self.question}", words=self.together(quoted))
        return []

    def together(self, quoted: list[str]) -> str:
        """What is quoted of several answers: the first."""
        return quoted[0]


class AskImages(Quoting):
    """The first question of integration begins with the fragments that were left right after."""

    question = "images"
    quotes = ("fragments", "fragments_more")

    def together(self, quoted: list[str]) -> str:
        return "” … “".join(quoted)  # each in marks of its own, by which it is found when it is deleted


class AskEcho(Quoting):
    """After some days: what is left of what they saw."""

    question = "echo"
    quotes = ("images", "fragments", "matters")


class AskSinceFeelings(Quoting):
    """After some days: what has become of the feelings."""

    question = "since_feelings"
    quotes = ("feelings",)


class AskSinceBody(Quoting):
    """After some days: what the body remembers."""

    question = "since_body"
    quotes = ("body",)


class AskMeaning(Quoting):
    """After a week: what it means by now."""

    question = "meaning"
    quotes = ("matters", "intention_touched")


class AskStillHard(Quoting):
    """Later: how it is with what was hard."""

    question = "still_hard"
    quotes = ("still_hard_days", "hard")


class AskActionDone(Quoting):
    """Later: whether the small action happened."""

    question = "action_done"
    quotes = (SMALL_ACTION,)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        """Being asked puts it off, as it does elsewhere, so that nobody is asked twice whatever they answer."""
        async with store().begin() as work:
            running = await practices.running(work, context.client_id)
            if running is not None:
                await practices.put_off(work, context.client_id, running.id)
        return await super().handle(context, say)


class AskAcross(Step):
    """What they notice from one treatment session to the next, with their own numbers side by side."""

    title = "action_ask_across"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            numbers = await _numbers(work, context.client_id, UUID(context.slot(INTEGRATING)))
        say("utter_ask_across", numbers="\n".join(numbers))
        return []


class AskIntentionTouched(Step):
    """Asks how the intention was touched, in the words in which it was set."""

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
    told = [f"{felt[moment]} {moment}" for moment in (mood.BEFORE, mood.AFTER) if moment in felt]
    return f"Treatment session {number}: {', '.join(told) or 'no number'}"


def in_short(text: str) -> str:
    """The first words of what they wrote, to be quoted."""
    first = text.split()
    return " ".join(first[:LONGEST_QUOTE]) + (" …" if len(first) > LONGEST_QUOTE else "")
