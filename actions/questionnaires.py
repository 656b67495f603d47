"""Questionnaires (PHQ-9, GAD-7): offered, asked item by item, scored, and shown over time.

An answer above zero to item 9 of the PHQ-9 raises an alert from here: it may be a pressed button, which triage does
not read as text. The answer is also stored when triage flagged it, so that the item need not be asked again.
"""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import Flow, Question, ask_again, settle
from actions.parsing.frequency import how_often, how_often_first
from actions.parsing.short_answers import local
from actions.store import store
from bot.care import Work
from bot.care.accounts import clients
from bot.care.questionnaires import mood, offers, phq9_item9, questionnaires
from bot.care.questionnaires.questionnaires import GAD7, PHQ9, Filled

# The payloads of the buttons under an offer. The entity tells it from the menu, where a "yes" accepts nothing.
ACCEPTED = '/start_measures{"value": "offered"}'
NOT_NOW = "/measures_not_now"
FORMS = {f"{key}_form": key for key in questionnaires.ALL}
SHOWN = 8  # totals in a line: what fits on a phone
_VALUE = re.compile(r'"value": "([0-3])"')


def slots_of(key: str) -> list[str]:
    """The slots of a questionnaire, one per item: phq9_1 to phq9_9."""
    return [f"{key}_{place}" for place, _ in enumerate(questionnaires.questionnaires()[key].items, start=1)]


def score_of(context: ActionContext) -> int | None:
    """The score of an answer, from 0 to 3, pressed or typed; None when it is not an answer."""
    # a button that triage overruled has lost its slash and its entities, but not its text
    pressed = _VALUE.search(context.text)
    return int(pressed[1]) if pressed else how_often(context.text)


def item(key: str, place: int) -> Question:
    """One item of a questionnaire: stores its score. A worrying one pauses the form for the safety conversation."""

    async def on_answer(context: ActionContext, say: Say) -> Events:
        points = score_of(context)
        if points is None:
            say("utter_measure_unclear")
            return ask_again(context)
        tier = await keep(context, key, place, points)
        if tier == "none":
            return [settle(context)]
        return [settle(context), slot("paused_flow", f"{key}_form"), slot("requested_slot", None)]

    return Question(on_answer)


async def keep(context: ActionContext, key: str, place: int, points: int | None) -> str:
    """Store an answer and raise the alert that it needs. Returns the tier; "none" when it needs none."""
    tier = phq9_item9.tier_of(key, place, points)
    async with store().begin() as work:
        await questionnaires.answer(work, context.client_id, key, place, points, context.message_id)
        if tier != "none":
            await phq9_item9.alert_coaches(work, context.client_id, context.message_id, tier)
            await questionnaires.finish(work, context.client_id, key)  # it is the last: the coach has the whole at once
    return tier


async def keep_what_was_answered(context: ActionContext) -> Events:
    """Safety interruption of a questionnaire: store the answer that triage flagged, if it is an answer.

    A button is an answer. Typed text is one only at item 9 of the PHQ-9, and only when it begins with how often.
    Anywhere else flagged text is no answer, though "every day" may be in it, and the item is asked again.
    """
    key, points = FORMS.get(context.flow or ""), score_of(context)
    if not _VALUE.search(context.text):
        points = how_often_first(context.text) if context.asked == slots_of(PHQ9)[-1] else None
    if key is None or points is None or context.asked not in slots_of(key):
        return []
    await keep(context, key, slots_of(key).index(context.asked) + 1, points)
    return [settle(context)]


class QuestionnaireFlow(Flow):
    """Form validation of a questionnaire. One that was left unfinished on another day starts anew."""

    key: ClassVar[str]

    async def handle(self, context: ActionContext, say: Say) -> Events:
        asked = context.slot("requested_slot")
        if asked is None:
            events = await super().handle(context, say)
            async with store().read() as work:
                goes_on = await questionnaires.is_open(work, context.client_id, self.key)
            return [*events, *([] if goes_on else [slot(name, None) for name in self.questions])]
        if asked in self.questions and context.intent == "skip_question" and context.slot(asked) is not None:
            await keep(context, self.key, list(self.questions).index(asked) + 1, None)
        return await super().handle(context, say)


class Phq9(QuestionnaireFlow):
    """Form validation of the PHQ-9 (depression)."""

    key = PHQ9
    form = "phq9_form"
    questions = {name: item(PHQ9, place) for place, name in enumerate(slots_of(PHQ9), start=1)}


class Gad7(QuestionnaireFlow):
    """Form validation of the GAD-7 (anxiety)."""

    key = GAD7
    form = "gad7_form"
    questions = {name: item(GAD7, place) for place, name in enumerate(slots_of(GAD7), start=1)}


class AskItem(Step):
    """Asks one item, `action_ask_<key>_<place>`, in the wording of the instrument, with progress ("3 of 9")."""

    key: ClassVar[str]
    place: ClassVar[int]

    def __init_subclass__(cls, **options: Any) -> None:
        cls.title = f"action_ask_{cls.key}_{cls.place}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        asked = questionnaires.questionnaires()[self.key]
        say(
            "utter_ask_measure_item",
            place=str(self.place),
            of=str(len(asked.items)),
            asks=asked.asks,
            item=asked.items[self.place - 1],
        )
        return []


def _asking(key: str, place: int) -> type[AskItem]:
    return type(f"Ask_{key}_{place}", (AskItem,), {"key": key, "place": place})


ASKING = [_asking(key, place) for key in questionnaires.ALL for place, _ in enumerate(slots_of(key), start=1)]


class BeginQuestionnaire(Step):
    """Starts or resumes the questionnaire that is next."""

    title = "action_begin_measures"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow in FORMS:
            return []
        async with store().read() as work:
            key = await questionnaires.next_up(work, context.client_id)
        if key is None:
            say("utter_measures_done_today")
            return leave(context)
        asked = questionnaires.questionnaires()[key]
        say("utter_begin_measures", count=str(len(asked.items)), about=asked.about)
        return [*leave(context), FollowupAction(f"{key}_form")]


class CloseQuestionnaire(Step):
    """End of a questionnaire: the total score now and last time; then offers the other questionnaire, if it is due."""

    key: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        cls.title = f"action_close_{cls.key}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("paused_flow") == f"{self.key}_form":
            return []
        async with store().begin() as work:
            await questionnaires.finish(work, context.client_id, self.key)
            course = await questionnaires.history(work, context.client_id, self.key)
            zone = (await clients.profile(work, context.client_id)).timezone
            due = [key for key in await questionnaires.due(work, context.client_id) if key != self.key]
            if due:
                await offers.note(work, context.client_id, context.message_id)
        self._say_total(say, course, zone)
        if due:
            other = questionnaires.questionnaires()[due[0]]
            say("utter_measures_other", count=str(len(other.items)), about=other.about)
        else:
            say("utter_measures_after")
        # after "continue" no rule says which action is next
        return [*(slot(name, None) for name in slots_of(self.key)), FollowupAction("action_listen")]

    def _say_total(self, say: Say, course: Sequence[Filled], zone: str) -> None:
        asked = questionnaires.questionnaires()[self.key]
        now, before = course[-1], [filled for filled in course[:-1] if filled.total is not None]
        values = {"total": str(now.total), "most": str(asked.most), "about": asked.about}
        if now.is_empty:
            say("utter_measure_nothing")
        elif now.total is None:
            say("utter_measure_no_total")
        elif before:
            last = before[-1]
            say("utter_measure_again", **values, last=str(last.total), when=local(last.at, zone))
        else:
            say("utter_measure_first", **values)


class ClosePhq9(CloseQuestionnaire):
    """End of the PHQ-9."""

    key = PHQ9


class CloseGad7(CloseQuestionnaire):
    """End of the GAD-7."""

    key = GAD7


class NotNow(Step):
    """Declines the offer; the questionnaires are not offered again for 3 days."""

    title = "action_measures_not_now"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            await offers.decline(work, context.client_id, context.message_id)
        say("utter_measures_not_now")
        return []


class ShowScores(Step):
    """History: the totals of the questionnaires and the mood scores over time, one line each."""

    title = "action_show_measures"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            lines = [line for key in questionnaires.ALL if (line := await _line(work, context, key, zone))]
            moods = await mood.moods(work, context.client_id, SHOWN)
        if moods:
            points = " · ".join(f"{local(at, zone)}: {number}" for at, number in moods)
            lines.append(f"How you felt, 10 is best: {points}")
        if lines:
            say("utter_measures_course", lines="\n".join(lines))
        else:
            say("utter_measures_none_yet")
        return leave(context)


async def _line(work: Work, context: ActionContext, key: str, zone: str) -> str:
    course = [
        filled for filled in await questionnaires.history(work, context.client_id, key) if filled.total is not None
    ]
    points = " · ".join(f"{local(filled.at, zone)}: {filled.total}" for filled in course[-SHOWN:])
    about = questionnaires.questionnaires()[key].about
    return f"{about[:1].upper()}{about[1:]}: {points}" if points else ""


async def offer_if_due(context: ActionContext, say: Say, before: str | None = None) -> bool:
    """Offer the questionnaires that are due, after the response `before`. Returns False when none is due."""
    async with store().begin() as work:
        due = await offers.offer(work, context.client_id, context.message_id)
    if not due:
        return False
    if before is not None:
        say(before)
    count = sum(len(slots_of(key)) for key in due)
    say("utter_offer_measures", count=str(count), minutes=str(questionnaires.minutes(due)))
    return True


def finished(context: ActionContext, form: Any) -> str | None:
    """The closing action of a paused questionnaire whose items are all answered; None for every other form."""
    key = FORMS.get(form)
    if key is None or any(context.slot(name) is None for name in slots_of(key)):
        return None
    return f"action_close_{key}"
