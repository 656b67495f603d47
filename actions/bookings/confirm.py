"""Confirmation: asks before a time is booked, moved or cancelled, does it on a yes, and reports the outcome."""

import re
from uuid import UUID

from actions.bookings.find import already_taken, narrow, reopen
from actions.bookings.state import (
    BOOK,
    CALL_OFF,
    CANCEL,
    DONE,
    KEPT,
    MOVE,
    QUESTIONS,
    STATE,
    SURE,
    State,
    calls_off,
    free_times,
    kind_of,
    leave_it,
    state_of,
    today,
    wording,
)
from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import ask_again, settle
from actions.core.questions import chosen
from actions.parsing import short_answers, time_preferences
from actions.parsing.time_preferences import Wish
from actions.store import store
from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.bookings.bookings import Taken
from bot.care.local_times import spoken

_NOT_TO_CANCEL = re.compile(r"\b(don'?t|do not|not to|never) cancel|\bkeep\b")


async def on_sure(context: ActionContext, say: Say) -> Events:
    """Slot `booking_sure`: confirmation. Only a yes books, moves or cancels; another time narrows the offers again."""
    state, answer = state_of(context), chosen(context)
    if state["for"] == CANCEL:
        return await _cancel_if_sure(context, say, state, answer)
    if calls_off(context):
        return leave_it(context)
    if answer == short_answers.YES:
        return await _book(context, say, state)
    async with store().read() as work:
        found, timezone = await free_times(work, context, state)
    wished = Wish() if context.pressed else time_preferences.wish(context.text, today(timezone))
    if wished:
        return narrow(context, say, state, found, wished, timezone)
    if answer == short_answers.NO:
        return reopen(state)
    say("utter_booking_no_rush" if answer == short_answers.UNSURE else "utter_choice_unclear")
    return ask_again(context)


class AskBookingSure(Step):
    """Asks for confirmation of the booking, move or cancellation."""

    title = "action_ask_booking_sure"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        state = state_of(context)
        async with store().read() as work:
            timezone = (await clients.profile(work, context.client_id)).timezone
            old = await bookings.get(work, context.client_id, UUID(state["id"])) if state.get("id") else None
        if state["for"] == CANCEL:
            assert old is not None
            say("utter_booking_sure_cancel", **wording(old, timezone))
            return []
        picked = wording(state["pick"], timezone)
        if old is not None:
            say("utter_booking_sure_move", old=spoken(old.starts_at, timezone), **picked)
        elif picked["title"]:
            say("utter_booking_sure_group", **picked)
        else:
            say("utter_ask_booking_sure", **picked)
        return []


async def _book(context: ActionContext, say: Say, state: State) -> Events:
    instead = UUID(state["id"]) if state["for"] == MOVE else None
    try:
        async with store().begin() as work:
            await bookings.book(work, context.client_id, context.message_id, state["pick"]["key"], instead_of=instead)
    except Taken:
        return already_taken(say, state)
    return [settle(context, DONE)]


async def _cancel_if_sure(context: ActionContext, say: Say, state: State, answer: str | None) -> Events:
    plain = "" if context.pressed else context.text.casefold().replace("’", "'")
    if _NOT_TO_CANCEL.search(plain):
        answer = short_answers.NO
    elif CALL_OFF.search(plain):
        answer = short_answers.YES
    if answer == short_answers.YES:
        async with store().begin() as work:
            await bookings.cancel(work, context.client_id, UUID(state["id"]))
        return [settle(context, DONE)]
    if answer == short_answers.NO:
        return [settle(context, KEPT)]
    say("utter_choice_unclear")
    return ask_again(context)


class CloseBooking(Step):
    """End of the booking form: reports what was booked, moved, cancelled or left as it was."""

    title = "action_close_booking"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        state, outcome = state_of(context), context.slot(SURE)
        async with store().read() as work:
            timezone = (await clients.profile(work, context.client_id)).timezone
            booked = await bookings.made_by(work, context.client_id, context.message_id)
        if outcome == DONE and state["for"] == CANCEL:
            say("utter_booking_cancelled")
        elif outcome == DONE and booked is not None:
            details = wording(booked, timezone)
            say("utter_booking_moved" if state["for"] == MOVE else f"utter_booked_{kind_of(booked)}", **details)
        else:
            say("utter_booking_left" if state["for"] == BOOK else "utter_booking_kept")
        if context.slot("paused_flow"):
            say("utter_offer_to_return")
        return [slot(STATE, None), *(slot(name, None) for name in QUESTIONS)]
