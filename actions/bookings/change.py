"""Which booking is to be moved or cancelled, or whether a treatment session is meant instead."""

import re
from collections.abc import Sequence

from actions.bookings.state import (
    FORM,
    SHOWN,
    STATE,
    button,
    calls_off,
    in_short,
    kind_in,
    kind_of,
    leave_it,
    state_of,
    today,
    upcoming,
)
from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import ask_again, settle
from actions.parsing import time_preferences
from actions.store import store
from bot.care.bookings.bookings import Booked
from bot.care.local_times import zone
from bot.care.sessions import plans

_COACHING = re.compile(r"\b(coach\w*|book\w*|groups?|slot)\b")


async def on_which(context: ActionContext, say: Say) -> Events:
    """Slot `booking_which`: which of several bookings is to be moved or cancelled."""
    if calls_off(context):
        return leave_it(context)
    async with store().read() as work:
        booked, timezone = await upcoming(work, context)
    meant = which_one(context, booked, timezone)
    if meant is None:
        say("utter_booking_which_unclear")
        return ask_again(context)
    return [settle(context), slot(STATE, {**state_of(context), "id": str(meant.id), "kind": kind_of(meant)})]


class AskBookingWhich(Step):
    """Asks which booking, with a button for each."""

    title = "action_ask_booking_which"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            booked, timezone = await upcoming(work, context)
        buttons = [button(in_short(one, timezone), str(one.id)) for one in booked[:SHOWN]]
        say("utter_ask_booking_which", buttons=buttons)
        return []


def which_one(context: ActionContext, booked: Sequence[Booked], timezone: str) -> Booked | None:
    """Match the booking that a message names: by time, kind or number in the list; None when none or several do."""
    if context.pressed:
        return next((one for one in booked if str(one.id) == context.values.get("value")), None)
    wished = time_preferences.wish(context.text, today(timezone)) or time_preferences.bare_hour(context.text)
    fitting = [one for one in booked if wished and wished.fits(one.starts_at.astimezone(zone(timezone)))]
    if len(fitting) == 1:
        return fitting[0]
    kind = kind_in(context.text)
    of_the_kind = [one for one in booked if kind_of(one) == kind]
    if len(of_the_kind) == 1:
        return of_the_kind[0]
    place_in_list = None if wished else time_preferences.number(context.text, len(booked))
    return booked[place_in_list - 1] if place_in_list else None


async def means_treatment(context: ActionContext) -> bool:
    """Whether a treatment session is meant: nothing is booked, a session is planned, and no coach is mentioned."""
    if context.pressed or context.flow == FORM or _COACHING.search(context.text.casefold()):
        return False
    async with store().read() as work:
        booked, _ = await upcoming(work, context)
        return not booked and await plans.to_change(work, context.client_id, None) is not None
