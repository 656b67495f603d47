"""Finding a free time: one-to-one or group, then a slot that fits the stated preferences, offered in pages."""

from collections.abc import Sequence

from actions.bookings.state import (
    GROUP,
    ONE,
    SHOWN,
    STATE,
    SURE,
    TIME,
    State,
    button,
    calls_off,
    free_times,
    in_short,
    kind_in,
    leave_it,
    state_of,
    today,
)
from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import ask_again, settle
from actions.parsing import time_preferences
from actions.parsing.time_preferences import Wish
from actions.store import store
from bot.care.bookings.availability import Offer
from bot.care.local_times import place, zone

MORE = "more"


async def on_kind(context: ActionContext, say: Say) -> Events:
    """Slot `booking_kind`: one-to-one or group."""
    if calls_off(context):
        return leave_it(context)
    kind = context.values.get("value") or kind_in(context.text)
    if kind not in (ONE, GROUP):
        say("utter_booking_kind_unclear")
        return ask_again(context)
    return [settle(context, kind), slot(STATE, {**state_of(context), "kind": kind})]


async def on_time(context: ActionContext, say: Say) -> Events:
    """Slot `booking_time`: one of the offered times, the next page, or preferences that narrow the offers."""
    if calls_off(context):
        return leave_it(context)
    state = state_of(context)
    async with store().read() as work:
        found, timezone = await free_times(work, context, state)
    pressed, typed = context.values.get("value"), "" if context.pressed else context.text
    shown = [offer for key in state.get("shown", ()) for offer in found if offer.key == key]
    wished = time_preferences.wish(typed, today(timezone))
    place_in_list = None if wished else time_preferences.number(typed, len(shown))
    if pressed == MORE or context.intent == "deny" or (time_preferences.MORE.search(typed.casefold()) and not wished):
        return reopen({**state, "first": state.get("first", 0) + SHOWN})
    if pressed:
        offer = next((each for each in found if each.key == pressed), None)
        return pick(context, state, offer) if offer else already_taken(say, state)
    if place_in_list:
        return pick(context, state, shown[place_in_list - 1])
    if context.intent == "affirm" and len(shown) == 1:
        return pick(context, state, shown[0])
    if context.intent == "dont_know":
        say("utter_booking_no_rush")
        return ask_again(context)
    wished = wished or time_preferences.bare_hour(typed)
    if not wished:
        say("utter_booking_time_unclear")
        return ask_again(context)
    return narrow(context, say, state, found, wished, timezone)


class AskBookingTime(Step):
    """Offers a page of the times that are free now, with a button for each."""

    title = "action_ask_booking_time"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        state = state_of(context)
        async with store().read() as work:
            found, timezone = await free_times(work, context, state)
        if not found:
            say("utter_booking_none_left")
            return [slot(STATE, {**state, "shown": []})]
        pool = [offer for offer in found if offer.key in (state.get("pool") or ())]
        first = state.get("first", 0)
        if pool and first >= len(pool):  # all fitting times were shown: go on with the others
            pool, first = [], 0
        pool = pool or found
        if first >= len(pool):
            say("utter_booking_no_more")
            first = 0
        shown = pool[first : first + SHOWN]
        buttons = [button(in_short(offer, timezone), offer.key) for offer in shown]
        if len(found) > len(shown):
            buttons.append(button("More times", MORE))
        say("utter_ask_booking_time", place=place(timezone), buttons=buttons)
        kept = [offer.key for offer in pool] if pool is not found else None
        return [slot(STATE, {**state, "shown": [offer.key for offer in shown], "pool": kept, "first": first})]


def narrow(
    context: ActionContext, say: Say, state: State, found: Sequence[Offer], wished: Wish, timezone: str
) -> Events:
    """Filter the free times by the stated preferences; a single match is picked."""
    fitting = keys_that_fit(found, wished, timezone)
    if len(fitting) == 1:
        return pick(context, state, next(offer for offer in found if offer.key == fitting[0]))
    if not fitting:
        say("utter_booking_none_then")
        fitting = keys_that_fit(found, wished.any_hour, timezone) if wished.any_hour else []
    return reopen({**state, "pool": fitting or None})


def keys_that_fit(found: Sequence[Offer], wished: Wish, timezone: str) -> list[str]:
    """The keys of the free times that fit the preferences."""
    here = zone(timezone)
    return [offer.key for offer in found if wished.fits(offer.starts_at.astimezone(here))]


def pick(context: ActionContext, state: State, offer: Offer) -> Events:
    """Store the chosen time in the state, and go on to the confirmation."""
    picked = {
        "key": offer.key,
        "at": offer.starts_at.isoformat(),
        "coach": offer.coach_name,
        "minutes": offer.minutes,
        "title": offer.title,
    }
    return [slot(TIME, "given"), slot(SURE, None), slot(STATE, {**state, "pick": picked, "first": 0})]


def already_taken(say: Say, state: State) -> Events:
    """Conflict: the time was booked by somebody else meanwhile; offer what is still free."""
    say("utter_booking_taken")
    return reopen({**state, "first": 0})


def reopen(state: State) -> Events:
    """Ask for a time again; `first` is the index of the first one to offer."""
    return [slot(TIME, None), slot(SURE, None), slot(STATE, {"first": 0, **state})]
