"""Review of a practice, without blame: how it went, what helped, and whether to keep, change or let it go."""

from uuid import UUID

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import GIVEN, NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle, skip
from actions.core.questions import INTEGRATING
from actions.practices import outcomes
from actions.practices.outcomes import CHANGE, KEEP, LATER, LET_GO
from actions.practices.practices import day_of, found, going, say_again
from actions.store import store
from bot.care.practices import practices
from bot.care.practices.practices import Commitment

REVIEWING = "looking_at"  # the slot that holds the practice under review
DUE = "practice_due"  # the slot that holds the practice whose review was due when this visit began
ANSWERED_FIRST = ("are_you_a_bot", "what_can_you_do", "if_it_gets_difficult")  # intents answered before the review


async def on_went(context: ActionContext, say: Say) -> Events:
    """Slot `practice_went`: the outcome; each one gets a reply of its own."""
    outcome = outcomes.outcome(context)
    if outcome is None:
        say("utter_went_unclear")
        return ask_again(context)
    if outcome == LATER:
        say("utter_look_back_later")
        return [settle(context, SKIPPED), *_pass_over("practice_helped", "practice_next", "practice_changed")]
    return await _keep_outcome(context, say, outcome)


async def on_helped(context: ActionContext, say: Say) -> Events:
    """Slot `practice_helped`: what helped, as free text."""
    if context.intent in ("deny", "dont_know"):
        return skip(context, say, Review.questions["practice_helped"], "utter_leave_it")
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    async with store().begin() as work:
        await practices.helped(work, context.client_id, _id(context), context.message_id, context.text)
    return [settle(context)]


async def on_next(context: ActionContext, say: Say) -> Events:
    """Slot `practice_next`: keep the practice for another week, change it, or let it go."""
    what = outcomes.what_next(context)
    if what is None:
        say("utter_practice_next_unclear")
        return ask_again(context)
    async with store().begin() as work:
        if what == KEEP:
            await practices.keep(work, context.client_id, _id(context))
        elif what == LET_GO:
            await practices.let_go(work, context.client_id, _id(context))
    return [settle(context, what), slot("practice_changed", None if what == CHANGE else NOT_ASKED)]


async def on_changed(context: ActionContext, say: Say) -> Events:
    """Slot `practice_changed`: a new small action, which replaces the old one."""
    if context.intent in ("deny", "dont_know"):
        return skip(context, say, Review.questions["practice_changed"], "utter_practice_no_step")
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    before = await found(context, context.slot(REVIEWING))
    kind = before.kind if before else practices.SMALL_ACTION
    async with store().begin() as work:
        one = await practices.commit(work, context.client_id, kind, context.message_id, context.text)
    return [settle(context), slot(REVIEWING, str(one.id))]


class Review(Flow):
    """Form validation of the review: how a practice went, and what is next for it."""

    form = "look_back_form"
    questions = {
        "practice_went": Question(
            on_went, dict.fromkeys(("practice_helped", "practice_next", "practice_changed"), NOT_ASKED)
        ),
        "practice_helped": Question(on_helped),
        "practice_next": Question(on_next, {"practice_changed": NOT_ASKED}),
        "practice_changed": Question(on_changed),
    }


class AskWent(Step):
    """Asks how it went, quoting the small action."""

    title = "action_ask_practice_went"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say_again(say, "utter_ask_practice_went", await found(context, context.slot(REVIEWING)))
        return []


class AskChanged(Step):
    """Asks for a small action that fits better, with the day of its review."""

    title = "action_ask_practice_changed"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_ask_practice_changed", day=await day_of(context, None))
        return []


class BeginReview(Step):
    """Start of a review when the client brings it up; an outcome in the message is stored at once."""

    title = "action_look_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        one = await going(context)
        if one is None:
            say("utter_no_practice")
            return []
        events = [*leave(context), *await begin(context, one.id)]
        outcome = outcomes.outcome(context)
        if outcome is not None and outcome != LATER:
            async with store().begin() as work:
                await practices.went(work, context.client_id, one.id, outcome)
            events += [slot("practice_went", outcome), *_after(say, outcome), *_known_in_integration(context, one)]
        return [*events, FollowupAction(Review.form)]


class CloseReview(Step):
    """End of a review: what is next for the practice; offers to resume the paused form."""

    title = "action_close_look_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        one = await found(context, context.slot(REVIEWING))
        what = context.slot("practice_next")
        if one is not None and (what == KEEP or context.slot("practice_changed") == GIVEN):
            say("utter_practice_chosen", action=one.text, day=await day_of(context, one))
        elif what == LET_GO:
            say("utter_practice_let_go")
        say("utter_offer_to_return" if context.slot("paused_flow") else "utter_menu")
        return [slot(REVIEWING, None), *(slot(name, None) for name in Review.questions)]


async def begin(context: ActionContext, practice_id: UUID) -> Events:
    """Start the review of this practice; the form comes next. Asking postpones the due date: it is asked once."""
    async with store().begin() as work:
        await practices.put_off(work, context.client_id, practice_id)
    return [
        slot(REVIEWING, str(practice_id)),
        slot(DUE, None),
        *(slot(name, None) for name in Review.questions),
    ]


async def begin_if_due(context: ActionContext, say: Say) -> Events | None:
    """Start the review that is due, as the first thing of a visit; None when none is due."""
    one = await found(context, context.slot(DUE))
    if one is None:
        return None
    if context.intent.startswith("ask_") or context.intent in ANSWERED_FIRST:
        say(f"utter_{context.intent}")
    say("utter_look_back")
    return await begin(context, one.id)


async def _keep_outcome(context: ActionContext, say: Say, outcome: str) -> Events:
    async with store().begin() as work:
        await practices.went(work, context.client_id, _id(context), outcome)
        one = await practices.find(work, context.client_id, _id(context))
    return [settle(context, outcome), *_after(say, outcome), *_known_in_integration(context, one)]


def _after(say: Say, outcome: str) -> Events:
    say(f"utter_went_{outcome}")
    return [slot("practice_helped", NOT_ASKED if outcome == practices.NOT else None)]


def _known_in_integration(context: ActionContext, one: Commitment | None) -> Events:
    """A paused integration form need not ask about the small action again: its slots are filled as not asked."""
    if one is None or one.treatment_session_id is None or str(one.treatment_session_id) != context.slot(INTEGRATING):
        return []
    return _pass_over("action_done", "action_next")


def _pass_over(*names: str) -> Events:
    return [slot(name, NOT_ASKED) for name in names]


def _id(context: ActionContext) -> UUID:
    return UUID(context.slot(REVIEWING))
