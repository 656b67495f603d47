"""State of the booking dialogue, in the slot `booking`, and helpers that all modules of bookings share.

The slot holds what was offered and chosen, by keys of `bot.care.bookings.availability`; bookings are in the database.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from actions.core.base import slot
from actions.core.context import ActionContext, Events
from actions.core.flow import SKIPPED
from bot.care import Work, now
from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.bookings.availability import Offer
from bot.care.bookings.bookings import Booked
from bot.care.local_times import place, spoken, zone

STATE = "booking"  # the slot that holds the state
WHICH, KIND, TIME, SURE = "booking_which", "booking_kind", "booking_time", "booking_sure"
FORM = "booking_form"
QUESTIONS = (WHICH, KIND, TIME, SURE)
BOOK, MOVE, CANCEL = "book", "move", "cancel"
ONE, GROUP = "one", "group"
DONE, KEPT = "done", "kept"
SHOWN = 5  # times per page: what fits on a phone
CALL_OFF = re.compile(r"\b(cancel\w*|forget (it|about it)|never ?mind|leave it|rather not book)\b")
_GROUP = re.compile(r"\b(groups?|with others|others|together|circle)\b")
_ONE = re.compile(
    r"\b(one[- ]?(to|on|2)[- ]?one|1[ :-]?(to|on|2|:)?[ -]?1|alone|just me|private(ly)?|individual|myself|single|own)\b"
)

State = dict[str, Any]


def state_of(context: ActionContext) -> State:
    """The state, as a copy that may be changed."""
    return dict(context.slot(STATE) or {"for": BOOK, "kind": ONE})


def calls_off(context: ActionContext) -> bool:
    """Whether typed text calls the whole thing off ("never mind")."""
    return not context.pressed and bool(CALL_OFF.search(context.text.casefold()))


def leave_it(context: ActionContext) -> Events:
    """Fill the remaining slots as skipped: nothing is booked or changed."""
    return [slot(name, SKIPPED) for name in QUESTIONS[QUESTIONS.index(str(context.asked)) :]]


def kind_in(text: str) -> str | None:
    """Parse one-to-one or group; None when a text names neither."""
    plain = text.casefold()
    if _ONE.search(plain):
        return ONE
    return GROUP if _GROUP.search(plain) else None


def kind_of(booked: Booked) -> str:
    """One-to-one or group."""
    return GROUP if booked.is_group else ONE


async def upcoming(work: Work, context: ActionContext) -> tuple[list[Booked], str]:
    """The bookings that can still be moved or cancelled, and the client's timezone."""
    timezone = (await clients.profile(work, context.client_id)).timezone
    at = now()
    return [one for one in await bookings.coming(work, context.client_id) if one.starts_at > at], timezone


async def free_times(work: Work, context: ActionContext, state: Mapping[str, Any]) -> tuple[list[Offer], str]:
    """The times that are free now, and the client's timezone."""
    timezone = (await clients.profile(work, context.client_id)).timezone
    without = UUID(state["id"]) if state.get("id") else None
    return await bookings.offers(work, context.client_id, group=state["kind"] == GROUP, without=without), timezone


def in_short(time: Offer | Booked, timezone: str) -> str:
    """A time in one line, for a list or a button."""
    said = spoken(time.starts_at, timezone)
    return f"{said} · {time.title}" if time.title else said


def wording(time: Booked | Mapping[str, Any], timezone: str) -> dict[str, Any]:
    """The values that the responses need to name a time."""
    if isinstance(time, Booked):
        time = {
            "at": time.starts_at.isoformat(),
            "coach": time.coach_name,
            "minutes": time.minutes,
            "title": time.title,
        }
    return {
        "when": spoken(datetime.fromisoformat(time["at"]), timezone),
        "place": place(timezone),
        "coach": time["coach"],
        "minutes": time["minutes"],
        "title": time["title"],
    }


def today(timezone: str) -> date:
    """Today's date in a timezone."""
    return now().astimezone(zone(timezone)).date()


def button(title: str, value: str) -> dict[str, str]:
    """A button that answers the open question with this value."""
    return {"title": title, "payload": f'/answer{{"value": "{value}"}}'}
