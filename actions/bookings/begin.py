"""Start of the booking form: what is to be booked, moved or cancelled, and what the message already says about it."""

from rasa_sdk.events import FollowupAction

from actions.bookings.change import means_treatment, which_one
from actions.bookings.find import keys_that_fit
from actions.bookings.state import (
    BOOK,
    CANCEL,
    FORM,
    GROUP,
    KIND,
    MOVE,
    ONE,
    QUESTIONS,
    STATE,
    TIME,
    WHICH,
    State,
    kind_in,
    kind_of,
    today,
    upcoming,
)
from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED
from actions.parsing import time_preferences
from actions.plan import BeginMove
from actions.store import store
from bot.care import Work
from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.local_times import spoken
from bot.care.messages import dialogue_alerts

WANTED = {"book_coach": BOOK, "move_booking": MOVE, "cancel_booking": CANCEL}  # by intent


class BeginBooking(Step):
    """Start of booking, moving or cancelling; the form comes next unless there is nothing to book or change."""

    title = "action_begin_booking"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        wanted = WANTED.get(context.intent, BOOK)
        if wanted != BOOK and await means_treatment(context):
            return await BeginMove().handle(context, say)
        async with store().read() as work:
            if wanted == BOOK:
                begun, events = await self._to_book(work, context, say)
            else:
                begun, events = await self._to_change(work, context, say, wanted), []
        if begun is None:
            return [*leave(context, for_later=context.flow != FORM), *events]
        fresh = [slot(name, begun.pop(name, None)) for name in QUESTIONS]
        going_on = [] if context.flow == FORM else [*leave(context), FollowupAction(FORM)]
        return [*fresh, slot(STATE, begun), *events, *going_on]

    async def _to_book(self, work: Work, context: ActionContext, say: Say) -> tuple[State | None, Events]:
        alone = await bookings.offers(work, context.client_id, group=False)
        groups = await bookings.offers(work, context.client_id, group=True)
        none_free = not alone and not groups
        events: Events = []
        if none_free or await bookings.is_at_risk(work, context.client_id):
            events = _caution(context, say)
        if none_free:
            say("utter_booking_no_times")
            return None, events
        typed = "" if context.pressed else context.text
        kind = kind_in(typed) or (None if alone and groups else ONE)
        if kind == GROUP and not groups:
            say("utter_booking_no_group")
        if not alone or not groups:
            kind = ONE if alone else GROUP
        state: State = {"for": BOOK, "kind": kind, WHICH: NOT_ASKED}
        if kind is not None:
            state[KIND] = NOT_ASKED
        timezone = (await clients.profile(work, context.client_id)).timezone
        wished = time_preferences.wish(typed, today(timezone))
        if wished:
            state["pool"] = keys_that_fit([*alone, *groups], wished, timezone)
            if not state["pool"]:
                say("utter_booking_none_then")
        return state, events

    async def _to_change(self, work: Work, context: ActionContext, say: Say, wanted: str) -> State | None:
        booked, timezone = await upcoming(work, context)
        if not booked:
            say("utter_no_booking")
            return None
        meant = booked[0] if len(booked) == 1 else which_one(context, booked, timezone)
        state: State = {"for": wanted, KIND: NOT_ASKED}
        if wanted == CANCEL:
            state[TIME] = NOT_ASKED
        if meant is None:
            return state
        state |= {"id": str(meant.id), "kind": kind_of(meant), WHICH: NOT_ASKED}
        if wanted == MOVE:
            found = await bookings.offers(work, context.client_id, group=meant.is_group, without=meant.id)
            if not found:
                say("utter_booking_no_other_times", when=spoken(meant.starts_at, timezone))
                return None
        return state


class LetCoachKnow(Step):
    """No free times: alerts the coaches that the client is looking for one."""

    title = "action_let_coach_know"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            await dialogue_alerts.asked_for_person(work, context.client_id, context.message_id)
        say("utter_coach_told")
        return leave(context, for_later=context.flow != FORM)


def _caution(context: ActionContext, say: Say) -> Events:
    """Say, once, that a booked time is not for emergencies."""
    if context.slot("booking_cautioned"):
        return []
    say("utter_booking_not_urgent")
    return [slot("booking_cautioned", True)]
