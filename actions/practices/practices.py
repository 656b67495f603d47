"""Practices between treatment sessions: choosing one of seven kinds, and committing to one small action."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.parsing import short_answers
from actions.store import store
from bot.care import now
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.practices import content, practices
from bot.care.practices.practices import Commitment

CHOSEN = "practising"  # the slot that holds the commitment whose wording is being confirmed
SUGGESTED = "practice_suggested"  # the slot that holds the practice that was offered last, for a typed yes
A_SHORT_ANSWER = 3  # words; a longer one that begins with yes or no is a new wording
AFTER_KIND = ("practice_now", "practice_words", "practice_kept")


async def on_aside(context: ActionContext, say: Say) -> Events:
    """Slot `practice_aside`: whether a new practice may replace the current one, since only one runs at a time.

    The current one is put aside only when the new one is stored.
    """
    answer = chosen(context)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    if answer == short_answers.YES:
        return [settle(context, answer)]
    say("utter_practice_stays")
    return [settle(context, answer), *(slot(name, NOT_ASKED) for name in ("practice_kind", *AFTER_KIND))]


async def on_kind(context: ActionContext, say: Say) -> Events:
    """Slot `practice_kind`: which of the seven kinds, pressed or typed."""
    if context.intent == "deny":
        return skip(context, say, Practising.questions["practice_kind"], "utter_leave_it")
    name = practice_meant(context)
    if name is None:
        say("utter_practice_kind_unclear")
        return ask_again(context)
    return [settle(context, name)]


async def on_now(context: ActionContext, say: Say) -> Events:
    """Slot `practice_now`: what they do already; free text for the journal, under the name of the kind."""
    if context.intent in ("deny", "dont_know"):
        return skip(context, say, Practising.questions["practice_now"], "utter_practice_nothing_yet")
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    async with store().begin() as work:
        await journal.answer(
            work,
            context.client_id,
            None,
            journal.PRACTICE,
            context.slot("practice_kind"),
            context.message_id,
            context.text,
        )
    return [settle(context)]


async def on_words(context: ActionContext, say: Say) -> Events:
    """Slot `practice_words`: the small action in their own words, stored as a commitment; it is read back next."""
    if context.intent in ("deny", "dont_know"):
        return skip(context, say, Practising.questions["practice_words"], "utter_practice_no_step")
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    return [settle(context), slot(CHOSEN, await _commit(context)), slot("practice_kept", None)]


async def on_kept(context: ActionContext, say: Say) -> Events:
    """Slot `practice_kept`: confirmation of the wording; a new wording is stored and read back again."""
    pressed = context.values.get("value")
    typed = short_answers.choice(context.text) if len(context.text.split()) <= A_SHORT_ANSWER else None
    if context.intent == "affirm" or short_answers.YES in (pressed, typed):
        return [settle(context)]
    if context.intent in ("deny", "dont_know") or short_answers.NO in (pressed, typed):
        return [slot("practice_words", None), *ask_again(context)]
    return [slot(CHOSEN, await _commit(context)), *ask_again(context)]


class Practising(Flow):
    """Form validation of choosing a practice and a small action."""

    form = "practice_form"
    questions = {
        "practice_aside": Question(on_aside, dict.fromkeys(("practice_kind", *AFTER_KIND), NOT_ASKED)),
        "practice_kind": Question(on_kind, dict.fromkeys(AFTER_KIND, NOT_ASKED)),
        "practice_now": Question(on_now),
        "practice_words": Question(on_words, {"practice_kept": NOT_ASKED}),
        "practice_kept": Question(on_kept),
    }


class AskAside(Step):
    """Asks whether to put the current practice aside."""

    title = "action_ask_practice_aside"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say_again(say, "utter_ask_practice_aside", await going(context))
        return []


class AskKind(Step):
    """Asks which of the seven kinds; those that the message touches on are listed first."""

    title = "action_ask_practice_kind"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        known = content.between()
        hinted = content.named(context.text, known.values())
        names = [*hinted, *(name for name in known if name not in hinted)]
        buttons = [{"title": known[name].title, "payload": f'/answer{{"value": "{name}"}}'} for name in names]
        say("utter_ask_practice_kind", buttons=buttons)
        return []


class AskNow(Step):
    """Asks what they do already, after one reflecting sentence."""

    title = "action_ask_practice_now"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        guide = _guide(context)
        say("utter_ask_practice_now", reflection=guide.reflection.strip(), question=guide.question)
        return []


class AskWords(Step):
    """Asks for one small action, with one or two options as examples."""

    title = "action_ask_practice_words"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        day = await day_of(context, None)
        say("utter_ask_practice_words", options=" ".join(_guide(context).options), day=day)
        return []


class AskKept(Step):
    """Asks for confirmation of the small action by reading it back."""

    title = "action_ask_practice_kept"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        one = await found(context, context.slot(CHOSEN))
        say_again(say, "utter_ask_practice_kept", one, day=await day_of(context, one))
        return []


class BeginPractice(Step):
    """Start of a practice: which kind the message names, and whether another one is running; the form comes next."""

    title = "action_begin_practice"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        name = practice_meant(context) or (context.slot(SUGGESTED) if context.intent == "affirm" else None)
        if context.flow == Practising.form and name in (None, context.slot("practice_kind")):
            return []
        begun = any(context.slot(each) not in (None, NOT_ASKED) for each in Practising.questions)
        if begun and name in (None, context.slot("practice_kind")):
            say("utter_pick_up")
            return leave(context)
        say("utter_begin_practice")
        return [
            *(leave(context) if context.flow != Practising.form else []),
            *(slot(each, None) for each in AFTER_KIND),
            slot("practice_aside", None if await going(context) else NOT_ASKED),
            slot("practice_kind", name),
            slot(CHOSEN, None),
            slot(SUGGESTED, None),
        ]


class ClosePractice(Step):
    """End of choosing: repeats the small action, with the day of its review."""

    title = "action_close_practice"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        one = await found(context, context.slot(CHOSEN))
        if one is not None:
            say("utter_practice_chosen", action=one.text, day=await day_of(context, one))
        say("utter_offer_to_return" if context.slot("paused_flow") else "utter_menu")
        return [slot(CHOSEN, None), *(slot(name, None) for name in Practising.questions)]


def practice_meant(context: ActionContext) -> str | None:
    """Match the kind of practice that a message names; None when it names none, or several equally."""
    if context.pressed:
        pressed = context.values.get("value")
        return pressed if pressed in content.between() else None
    named: Sequence[str] = content.named(context.text, content.between().values())
    return named[0] if len(named) == 1 else None


def suggest(context: ActionContext, say: Say) -> Events | None:
    """Offer the one practice that a message touches on; None when it touches on none or several."""
    name = None if context.pressed else practice_meant(context)
    if name is None:
        return None
    button: Mapping[str, str] = {"title": "Yes, let's look", "payload": f'/start_practice{{"value": "{name}"}}'}
    other: Mapping[str, str] = {"title": "Something else", "payload": "/something_else"}
    say("utter_suggest_practice", practice=content.between()[name].title, buttons=[button, other])
    return [slot(SUGGESTED, name)]


async def going(context: ActionContext) -> Commitment | None:
    """The current commitment, if there is one."""
    async with store().read() as work:
        return await practices.running(work, context.client_id)


async def found(context: ActionContext, practice_id: str | None) -> Commitment | None:
    """The commitment with the id from a slot; None when the slot is empty or the commitment was deleted meanwhile."""
    if not practice_id:
        return None
    async with store().read() as work:
        return await practices.find(work, context.client_id, UUID(practice_id))


async def day_of(context: ActionContext, one: Commitment | None) -> str:
    """The day of the review of a commitment, or of one made now (None), in the client's timezone: "Tuesday, May 12"."""
    due = one.due_at if one else now() + practices.REVIEW_AFTER
    async with store().read() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
    return short_answers.weekday(due, zone)


def say_again(say: Say, response: str, one: Commitment | None, **more: str) -> None:
    """Send a response that quotes a commitment in its own wording, or says that it was deleted meanwhile."""
    if one is None:
        say("utter_practice_gone")
    else:
        say(response, action=one.text, **more)


def _guide(context: ActionContext) -> content.BetweenPractice:
    known = content.between()
    return known.get(str(context.slot("practice_kind"))) or next(iter(known.values()))


async def _commit(context: ActionContext) -> str:
    rewording = context.slot(CHOSEN)
    async with store().begin() as work:
        one = await practices.commit(
            work,
            context.client_id,
            context.slot("practice_kind"),
            context.message_id,
            context.text,
            rewording=UUID(rewording) if rewording else None,
        )
    return str(one.id)
