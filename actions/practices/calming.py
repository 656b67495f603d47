"""Calming practices (breathing, body scan): a step-by-step guided exercise, one step per message, at any time."""

import re
from collections.abc import Iterator, Mapping

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Event, Events
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.parsing import short_answers
from bot.care.practices import content

_CALM_ME = re.compile(r"\b(help|calm|relax|settle|soothe)\w* (me|myself)\b", re.IGNORECASE)
AT = "calm_at"  # the slot that holds the index of the current step


async def on_which(context: ActionContext, say: Say) -> Events:
    """Slot `calm_which`: which practice, pressed or typed; a plain yes means the first one."""
    if context.intent == "deny":
        return skip(context, say, Calming.questions["calm_which"], "utter_leave_it")
    name = practice_meant(context) or (next(iter(content.calming())) if chosen(context) == short_answers.YES else None)
    if name is None:
        say("utter_calm_which_unclear")
        return ask_again(context)
    return [settle(context, name), slot(AT, 0)]


async def on_step(context: ActionContext, say: Say) -> Events:
    """Slot `calm_step`: any answer leads to the next step."""
    at, last = _at(context) + 1, len(_guide(context).steps)
    return [slot(AT, at), *(ask_again(context) if at < last else [settle(context)])]


_REFUSED = re.compile(
    r"\b(?:no|not?|without|skip(?: the)?|don'?t (?:want|need)(?: the| any)?) (?:more )?\w*\s?"
    r"(?:breath\w*|scan|senses|minutes)\b",
    re.IGNORECASE,
)


def offer_calming() -> Question:
    """Question whether they want a calming practice, or which one; it starts when the form that asks has ended."""

    async def on_answer(context: ActionContext, say: Say) -> Events:
        name = practice_meant(context)
        if name is not None and not _REFUSED.search(context.text):
            return [settle(context, name)]
        if name is not None:
            return [settle(context, short_answers.NO)]
        answer = short_answers.YES if _CALM_ME.search(context.text) else chosen(context)
        if answer is None:
            say("utter_choice_unclear")
            return ask_again(context)
        return [settle(context, answer)]

    return Question(on_answer)


def practice_meant(context: ActionContext) -> str | None:
    """Match the calming practice that a message names; None when it names none."""
    pressed = context.values.get("value")
    if context.pressed:
        return pressed if pressed in content.calming() else None
    return next(iter(content.named(context.text, content.calming().values())), None)


class Calming(Flow):
    """Form validation of a calming practice, one step after another. Nothing is stored."""

    form = "calming_form"
    questions = {
        "calm_which": Question(on_which, {"calm_step": NOT_ASKED}),
        "calm_step": Question(on_step),
    }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("requested_slot") == "calm_step" and context.intent == "skip_question":
            return await on_step(context, say)
        return await super().handle(context, say)

    def before(self, context: ActionContext) -> Events | None:
        if context.asked == "calm_step" and _at(context):
            return [slot(AT, _at(context) - 1)]
        return super().before(context)


class AskCalmWhich(Step):
    """Asks which calming practice, with a button for each."""

    title = "action_ask_calm_which"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_ask_calm_which", buttons=list(_buttons()))
        return []


class AskCalming(Step):
    """Offers a calming practice at the end of preparation, with a button for each."""

    title = "action_ask_calming"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        not_now = {"title": "Not now", "payload": '/answer{"value": "no"}'}
        say("utter_ask_calming", buttons=[*_buttons(), not_now])
        return []


class AskCalmStep(Step):
    """Sends the current step, with how long it takes."""

    title = "action_ask_calm_step"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        stage = _guide(context).steps[_at(context)]
        say("utter_ask_calm_step", step=stage.text, takes=short_answers.lasting(stage.seconds))
        return []


class BeginCalming(Step):
    """Start of a calming practice: pauses the active form; a rule then activates the calming form."""

    title = "action_begin_calming"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        name = practice_meant(context)
        if context.flow == Calming.form:
            return [slot("calm_which", name), slot(AT, 0)] if name else []
        return [*leave(context), *begin(name)]


def begin(name: str | None) -> list[Event]:
    """The initial slots of the form: at the first step of the practice `name`, or at the choice of one when None."""
    return [slot("calm_which", name), slot("calm_step", None), slot(AT, 0)]


class CloseCalming(Step):
    """End of a calming practice: offers to resume the paused form, or shows the menu."""

    title = "action_close_calming"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("calm_which") != SKIPPED:
            say("utter_calm_over")
        say("utter_offer_to_return" if context.slot("paused_flow") else "utter_menu")
        return begin(None)


def _buttons() -> Iterator[Mapping[str, str]]:
    for name, guide in content.calming().items():
        yield {"title": guide.title, "payload": f'/answer{{"value": "{name}"}}'}


def _guide(context: ActionContext) -> content.CalmingPractice:
    known = content.calming()
    return known.get(str(context.slot("calm_which"))) or next(iter(known.values()))


def _at(context: ActionContext) -> int:
    # the content may have been shortened while a client was in the middle of it
    return min(int(context.slot(AT) or 0), len(_guide(context).steps) - 1)
