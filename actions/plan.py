"""The plan of treatment sessions: making it, showing progress, rescheduling and cancelling a session, undo."""

import asyncio
import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.parsing import session_dates, short_answers
from actions.parsing.short_answers import Day
from actions.store import store
from bot.care.accounts import clients
from bot.care.sessions import plans, treatment_sessions
from bot.care.sessions.plans import Planned

MOVING = "moving"  # the slot that holds which treatment session is being moved or cancelled
MOVE_TO = "move_to"  # and to which moment
MOVED = "moved"  # the session that was moved or cancelled last, until something else happens that can be undone
FEWEST = 1
CANCELLING = ("cancel_session", "cancel_booking")
OFFERED = '/plan_sessions{"value": "offered"}'  # the button under the question whether to make a plan
GUIDED = {"guide": True, "alone": False}
FIRST_WORDS = 8
_ONE = re.compile(r"\bone\b(?! of)")
_MOVE, _CANCEL = (
    re.compile(rf"\W*(please )?({verbs})( (it|that|the session|my session))?( please)?\W*")
    for verbs in ("move|shift|reschedule|do", "cancel|do")
)
_LEAVE = re.compile(r"\W*(please )?(leave|keep) (it|that)( (there|where it is|as it is))?( please)?\W*")


async def on_count(context: ActionContext, say: Say) -> Events:
    """Slot `plan_count`: the number of sessions. A client who does not know gets the usual number and can change it."""
    if context.intent in ("dont_know", "deny"):
        count: int | None = plans.USUAL
        say("utter_plan_usual", count=plans.USUAL)
    else:
        count = short_answers.which(context.values.get("value") or context.text) or (
            1 if _ONE.search(context.text.casefold()) else None
        )
    if count is None or not FEWEST <= count <= plans.MOST:
        say("utter_plan_count_unclear")
        return ask_again(context)
    async with store().begin() as work:
        await plans.make(work, context.client_id, count)
    return [settle(context)]


async def on_guide(context: ActionContext, say: Say) -> Events:
    """Slot `plan_guide`: whether a guide is present. Stored as unknown when the answer is neither yes nor no."""
    plain = context.text.casefold()
    alone = any(word in plain for word in ("own", "alone", "myself", "by me", "home"))
    guided = GUIDED.get(context.values.get("value") or "") if context.pressed else not alone
    if not context.pressed and ("differ" in plain or "both" in plain or context.intent == "dont_know"):
        guided = None
    if not context.pressed and context.intent == "deny":
        guided = False
    async with store().begin() as work:
        await plans.with_guide(work, context.client_id, guided)
    return [settle(context)]


async def on_dates(context: ActionContext, say: Say) -> Events:
    """Slot `plan_dates`: one date, several, or a recurrence, in the client's timezone; optional."""
    if context.intent in ("dont_know", "deny") or context.values.get("value") == "unknown":
        return skip(context, say, Planning.questions["plan_dates"], "utter_when_unknown")
    async with store().begin() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
        ahead = [one for one in await plans.plan(work, context.client_id) if _is_ahead(one)]
        found: Sequence[Day] = await asyncio.to_thread(session_dates.several, context.text, zone, len(ahead))
        if found:
            await plans.set_dates(work, context.client_id, [one.moment for one in found])
    if not found:
        say("utter_plan_dates_unclear")
        return ask_again(context)
    return [settle(context)]


async def on_right(context: ActionContext, say: Say) -> Events:
    """Slot `plan_right`: confirmation of the plan. A no reopens its three questions."""
    answer = chosen(context)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    if answer == short_answers.YES:
        return [settle(context)]
    return [*(slot(name, None) for name in ("plan_count", "plan_guide", "plan_dates")), *ask_again(context)]


class Planning(Flow):
    """Form validation of making a plan."""

    form = "plan_form"
    questions = {
        "plan_count": Question(on_count),
        "plan_guide": Question(on_guide),
        "plan_dates": Question(on_dates),
        "plan_right": Question(on_right),
    }


async def on_move_when(context: ActionContext, say: Say) -> Events:
    """Slot `move_when`: the new date, or none for now."""
    if context.intent in ("dont_know", "deny") or context.values.get("value") == "unknown":
        return [settle(context), slot(MOVE_TO, None)]
    async with store().read() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
    day = await asyncio.to_thread(session_dates.new_date, context.text, zone)
    if day is None:
        say("utter_move_when_unclear")
        return ask_again(context)
    return [settle(context), slot(MOVE_TO, day.moment.isoformat())]


async def on_move_sure(context: ActionContext, say: Say) -> Events:
    """Slot `move_sure`: confirmation. Only a yes changes the plan; another date replaces the one that was proposed."""
    of = UUID(context.slot(MOVING))
    moving = context.slot("move_when") != NOT_ASKED
    answer = _sure(context, moving)
    if answer is None and moving:
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
        day = await asyncio.to_thread(session_dates.new_date, context.text, zone)
        if day is not None:
            return [slot(MOVE_TO, day.moment.isoformat()), *ask_again(context)]
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    if answer != short_answers.YES:
        say("utter_move_left")
        return [settle(context, answer), slot(MOVED, None)]
    to = context.slot(MOVE_TO)
    when = datetime.fromisoformat(to) if to else None
    async with store().begin() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
        if moving:
            await plans.move(work, context.client_id, of, context.message_id, when, None)
        else:
            await plans.cancel(work, context.client_id, of, context.message_id)
        number = (await treatment_sessions.session(work, context.client_id, of)).number
    if moving:
        say("utter_moved", number=number, when=_day(when, zone))
    else:
        say("utter_cancelled", number=number)
    return [settle(context), slot(MOVED, str(of))]


def _sure(context: ActionContext, moving: bool) -> str | None:
    answer = chosen(context)
    if answer is not None or context.pressed:
        return answer
    if _LEAVE.fullmatch(context.text.casefold()):
        return short_answers.NO
    return short_answers.YES if (_MOVE if moving else _CANCEL).fullmatch(context.text.casefold()) else None


class Moving(Flow):
    """Form validation of moving or cancelling one treatment session, after confirmation."""

    form = "move_form"
    questions = {"move_when": Question(on_move_when), "move_sure": Question(on_move_sure)}


class WhereAmI(Step):
    """Progress: shows the plan, and how many sessions are behind and ahead. An active form repeats its question."""

    title = "action_where_am_i"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            plan = await plans.plan(work, context.client_id)
        if not plan:
            say("utter_no_plan")
            return []
        counted = [one for one in plan if one.state != treatment_sessions.CANCELLED]
        behind = [one for one in counted if one.behind]
        ahead = [one for one in counted if not one.behind]
        say.line("\n".join(_line(one, zone) for one in plan))
        if ahead:
            say("utter_where", behind=len(behind), ahead=len(ahead), next=ahead[0].number)
        else:
            say("utter_where_all_behind", behind=len(behind))
        return []


class BeginPlan(Step):
    """Start of making or changing the plan; a rule then activates the form."""

    title = "action_begin_plan"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow == Planning.form:
            return []
        say("utter_begin_plan")
        return [*leave(context), *(slot(name, None) for name in Planning.questions)]


class AskPlanRight(Step):
    """Asks for confirmation of the plan by reading it back."""

    title = "action_ask_plan_right"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            plan = await plans.plan(work, context.client_id)
        say("utter_ask_plan_right", plan="\n".join(_short(one, zone) for one in plan if not one.behind))
        return []


class ClosePlan(Step):
    """End of planning: clears the form, and offers to resume a paused one."""

    title = "action_close_plan"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_plan_made")
        if context.slot("paused_flow"):
            say("utter_offer_to_return")
        return [slot(name, None) for name in Planning.questions]


class BeginMove(Step):
    """Start of moving or cancelling: finds the session, and the new date if the message names one."""

    title = "action_begin_move"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow == Moving.form:
            return [slot("move_when", NOT_ASKED), slot(MOVE_TO, None)] if context.intent in CANCELLING else []
        moving = context.intent not in CANCELLING
        number = None if context.pressed else session_dates.number_of(context.text)
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            found = await plans.to_change(work, context.client_id, number)
        if found is None:
            say("utter_no_session_to_move")
            return []
        day = (
            await asyncio.to_thread(session_dates.new_date, context.text, zone)
            if moving and not context.pressed
            else None
        )
        return [
            *leave(context),
            slot(MOVING, str(found.id)),
            slot(MOVE_TO, day.moment.isoformat() if day else None),
            slot("move_when", NOT_ASKED if not moving else "given" if day else None),
            slot("move_sure", None),
            FollowupAction(Moving.form),
        ]


class AskMoveSure(Step):
    """Asks for confirmation of the move or cancellation."""

    title = "action_ask_move_sure"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            of = await treatment_sessions.session(work, context.client_id, UUID(context.slot(MOVING)))
        to = context.slot(MOVE_TO)
        if context.slot("move_when") == NOT_ASKED:
            say("utter_ask_cancel_sure", number=of.number, when=_day(of.when, zone))
        else:
            when = datetime.fromisoformat(to) if to else None
            say("utter_ask_move_sure", number=of.number, was=_day(of.when, zone), when=_day(when, zone))
        return []


class CloseMove(Step):
    """End of moving or cancelling: clears its slots, except `moved`, which undo needs."""

    title = "action_close_move"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("paused_flow"):
            say("utter_offer_to_return")
        return [slot(name, None) for name in (MOVING, MOVE_TO, *Moving.questions)]


class UndoMove(Step):
    """Undo: reverts the last move or cancellation, once."""

    title = "action_undo_move"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        of = context.slot(MOVED)
        if not of:
            say("utter_no_move_to_undo")
            return []
        async with store().begin() as work:
            zone = (await clients.profile(work, context.client_id)).timezone
            undone = await plans.put_back(work, context.client_id, UUID(of), context.message_id)
            row = await treatment_sessions.session(work, context.client_id, UUID(of))
        if undone:
            say("utter_put_back", number=row.number, when=_day(row.when, zone))
        else:
            say("utter_no_move_to_undo")
        return [slot(MOVED, None)]


def _is_ahead(one: Planned) -> bool:
    return not one.behind and one.state != treatment_sessions.CANCELLED


def _day(when: datetime | None, zone: str) -> str:
    return "no date yet" if when is None else short_answers.moment(when, zone)


def _short(one: Planned, zone: str) -> str:
    guide = {True: ", with a guide", False: ", on your own", None: ""}[one.guided]
    when = "cancelled" if one.state == treatment_sessions.CANCELLED else _day(one.when, zone)
    return f"{one.number}. {when}{guide}"


def _line(one: Planned, zone: str) -> str:
    parts = [_short(one, zone)]
    if one.looked_back:
        parts.append("looked back at")
    elif one.behind:
        parts.append("behind you")
    elif one.prepared:
        parts.append("prepared")
    if one.intention:
        first = one.intention.split()
        parts.append(f"“{' '.join(first[:FIRST_WORDS])}{' …' if len(first) > FIRST_WORDS else ''}”")
    if one.entries:
        parts.append("1 journal entry" if one.entries == 1 else f"{one.entries} journal entries")
    return " · ".join(parts)
