"""Calming practices, at any time: one short step a message, at the client's own pace."""

import re
from collections.abc import Iterator, Mapping

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Event, Events
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.parsing import short_answers
from bot.care.practices import content

_CALM_ME = re.compile(r"\b(help|calm|relax|settle|soothe)\w* (me|myself)\b", re.IGNORECASE)
AT = "calm_at"  # the slot that holds how many steps are behind them


async def on_which(context: ActionContext, say: Say) -> Events:
    """Which practice, by button or in words; somebody who says yes to calming down gets the first."""
    if context.intent == "deny":
        return skip(context, say, Calming.questions["calm_which"], "utter_leave_it")
    name = practice_meant(context) or (next(iter(content.calming())) if chosen(context) == short_answers.YES else None)
    if name is None:
        say("utter_calm_which_unclear")
        return ask_again(context)
    return [settle(context, name), slot(AT, 0)]


async def on_step(context: ActionContext, say: Say) -> Events:
    """Whatever is said leads to the next step."""
    at, last = _at(context) + 1, len(_guide(context).steps)
    return [slot(AT, at), *(ask_again(context) if at < last else [settle(context)])]


def offer_calming() -> Question:
    """Whether they would like a calming practice, or which; it is begun when the form has ended."""

    async def on_answer(context: ActionContext, say: Say) -> Events:
        name = practice_meant(context)
        if name is not None:
            return [settle(context, name)]
        answer = short_answers.YES if _CALM_ME.search(context.text) else chosen(context)
        if answer is None:
            say("utter_choice_unclear")
            return ask_again(context)
        return [settle(context, answer)]

    return Question(on_answer)


def practice_meant(context: ActionContext) -> str | None:
    """The calming practice that a message names, if it names one."""
    pressed = context.values.get("value")
    if context.pressed:
        return pressed if pressed in content.calming() else None
    return next(iter(content.named(context.text, content.calming().values())), None)


class Calming(Flow):
    """Goes through a practice step by step. Nothing is stored of it."""

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
    """Offers the calming practices."""

    title = "action_ask_calm_which"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_ask_calm_which", buttons=list(_buttons()))
        return []


class AskCalming(Step):
    """Offers a calming practice at the end of preparation."""

    title = "action_ask_calming"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        not_now = {"title": "Not now", "payload": '/answer{"value": "no"}'}
        say("utter_ask_calming", buttons=[*_buttons(), not_now])
        return []


class AskCalmStep(Step):
    """Says the step they are at, and how long it takes."""

    title = "action_ask_calm_step"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        stage = _guide(context).steps[_at(context)]
        say("utter_ask_calm_step", step=stage.text, takes=short_answers.lasting(stage.seconds))
        return []


class BeginCalming(Step):
    """Makes room for a calming practice, the one they named if they named one; the form comes next."""

    title = "action_begin_calming"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        name = practice_meant(context)
        if context.flow == Calming.form:
            return [slot("calm_which", name), slot(AT, 0)] if name else []
        return [*leave(context), *begin(name)]


def begin(name: str | None) -> list[Event]:
    """The slots with which the form begins: at the first step of a practice, or at the choice."""
    return [slot("calm_which", name), slot("calm_step", None), slot(AT, 0)]


class CloseCalming(Step):
    """Says that it is over, and offers to go on where they were."""

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
    # the content may have become shorter while somebody was in the middle of it
    return min(int(context.slot(AT) or 0), len(_guide(context).steps) - 1)
