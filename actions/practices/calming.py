"""Calming practices, at any time: one short step a message, at the client's own pace."""

import re
from collections.abc import Iterator, Mapping

from actions.core.base import Say, Step, leave, slot
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.core.turn import Event, Events, Turn
from actions.parsing import short_answers
from bot.care.practices import content

_CALM_ME = re.compile(r"\b(help|calm|relax|settle|soothe)\w* (me|myself)\b", re.IGNORECASE)
AT = "calm_at"  # the slot that holds how many steps are behind them


async def on_which(turn: Turn, say: Say) -> Events:
    """Which practice, by button or in words; somebody who says yes to calming down gets the first."""
    if turn.intent == "deny":
        return skip(turn, say, Calming.questions["calm_which"], "utter_leave_it")
    name = practice_meant(turn) or (next(iter(content.calming())) if chosen(turn) == short_answers.YES else None)
    if name is None:
        say("utter_calm_which_unclear")
        return ask_again(turn)
    return [settle(turn, name), slot(AT, 0)]


async def on_step(turn: Turn, say: Say) -> Events:
    """Whatever is said leads to the next step."""
    at, last = _at(turn) + 1, len(_guide(turn).steps)
    return [slot(AT, at), *(ask_again(turn) if at < last else [settle(turn)])]


def offer_calming() -> Question:
    """Whether they would like a calming practice, or which; it is begun when the form has ended."""

    async def on_answer(turn: Turn, say: Say) -> Events:
        name = practice_meant(turn)
        if name is not None:
            return [settle(turn, name)]
        answer = short_answers.YES if _CALM_ME.search(turn.text) else chosen(turn)
        if answer is None:
            say("utter_choice_unclear")
            return ask_again(turn)
        return [settle(turn, answer)]

    return Question(on_answer)


def practice_meant(turn: Turn) -> str | None:
    """The calming practice that a message names, if it names one."""
    pressed = turn.values.get("value")
    if turn.pressed:
        return pressed if pressed in content.calming() else None
    return next(iter(content.named(turn.text, content.calming().values())), None)


class Calming(Flow):
    """Goes through a practice step by step. Nothing is stored of it."""

    form = "calming_form"
    questions = {
        "calm_which": Question(on_which, {"calm_step": NOT_ASKED}),
        "calm_step": Question(on_step),
    }

    async def handle(self, turn: Turn, say: Say) -> Events:
        if turn.slot("requested_slot") == "calm_step" and turn.intent == "skip_question":
            return await on_step(turn, say)
        return await super().handle(turn, say)

    def before(self, turn: Turn) -> Events | None:
        if turn.asked == "calm_step" and _at(turn):
            return [slot(AT, _at(turn) - 1)]
        return super().before(turn)


class AskCalmWhich(Step):
    """Offers the calming practices."""

    title = "action_ask_calm_which"

    async def handle(self, turn: Turn, say: Say) -> Events:
        say("utter_ask_calm_which", buttons=list(_buttons()))
        return []


class AskCalming(Step):
    """Offers a calming practice at the end of preparation."""

    title = "action_ask_calming"

    async def handle(self, turn: Turn, say: Say) -> Events:
        not_now = {"title": "Not now", "payload": '/answer{"value": "no"}'}
        say("utter_ask_calming", buttons=[*_buttons(), not_now])
        return []


class AskCalmStep(Step):
    """Says the step they are at, and how long it takes."""

    title = "action_ask_calm_step"

    async def handle(self, turn: Turn, say: Say) -> Events:
        stage = _guide(turn).steps[_at(turn)]
        say("utter_ask_calm_step", step=stage.text, takes=short_answers.lasting(stage.seconds))
        return []


class BeginCalming(Step):
    """Makes room for a calming practice, the one they named if they named one; the form comes next."""

    title = "action_begin_calming"

    async def handle(self, turn: Turn, say: Say) -> Events:
        name = practice_meant(turn)
        if turn.flow == Calming.form:
            return [slot("calm_which", name), slot(AT, 0)] if name else []
        return [*leave(turn), *begin(name)]


def begin(name: str | None) -> list[Event]:
    """The slots with which the form begins: at the first step of a practice, or at the choice."""
    return [slot("calm_which", name), slot("calm_step", None), slot(AT, 0)]


class CloseCalming(Step):
    """Says that it is over, and offers to go on where they were."""

    title = "action_close_calming"

    async def handle(self, turn: Turn, say: Say) -> Events:
        if turn.slot("calm_which") != SKIPPED:
            say("utter_calm_over")
        say("utter_offer_to_return" if turn.slot("paused_flow") else "utter_menu")
        return begin(None)


def _buttons() -> Iterator[Mapping[str, str]]:
    for name, guide in content.calming().items():
        yield {"title": guide.title, "payload": f'/answer{{"value": "{name}"}}'}


def _guide(turn: Turn) -> content.CalmingPractice:
    known = content.calming()
    return known.get(str(turn.slot("calm_which"))) or next(iter(known.values()))


def _at(turn: Turn) -> int:
    # the content may have become shorter while somebody was in the middle of it
    return min(int(turn.slot(AT) or 0), len(_guide(turn).steps) - 1)
