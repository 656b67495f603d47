"""A time with a coach: booking one, moving it, cancelling it. One flow; what it is for is in the slot `booking`.

The slot holds what was offered and chosen, by keys of `bot.care.bookings.availability`; what is booked is in the
database.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle
from actions.core.questions import chosen
from actions.core.turn import Events, Turn
from actions.parsing import short_answers, time_preferences
from actions.parsing.time_preferences import Wish
from actions.plan import BeginMove
from actions.store import store
from bot.care import Work, now
from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.bookings.availability import Offer
from bot.care.bookings.bookings import Booked, Taken
from bot.care.local_times import place, spoken, zone
from bot.care.safety import dialogue_alerts
from bot.care.sessions import plans

STATE = "booking"  # the slot that holds what is going on
BOOK, MOVE, CANCEL = "book", "move", "cancel"
WANTED = {"book_coach": BOOK, "move_booking": MOVE, "cancel_booking": CANCEL}
ONE, GROUP = "one", "group"
DONE, KEPT = "done", "kept"
SHOWN = 5  # times at once: what can be taken in on a phone
MORE = "more"

_GROUP = re.compile(r"\b(groups?|with others|others|together|circle)\b")
_ONE = re.compile(
    r"\b(one[- ]?(to|on|2)[- ]?one|1[ :-]?(to|on|2|:)?[ -]?1|alone|just me|private(ly)?|individual|myself|single|own)\b"
)
_COACHING = re.compile(r"\b(coach\w*|book\w*|groups?|slot)\b")
_CALL_OFF = re.compile(r"\b(cancel\w*|forget (it|about it)|never ?mind|leave it|rather not book)\b")
_NOT_TO_CANCEL = re.compile(r"\b(don'?t|do not|not to|never) cancel|\bkeep\b")

State = dict[str, Any]


def state_of(turn: Turn) -> State:
    """What is going on, as a copy that may be changed."""
    return dict(turn.slot(STATE) or {"for": BOOK, "kind": ONE})


async def on_which(turn: Turn, say: Say) -> Events:
    """Which of several booked times is to be moved or cancelled."""
    if _calls_off(turn):
        return _leave_it(turn)
    async with store().read() as work:
        booked, timezone = await _coming(work, turn)
    meant = _meant(turn, booked, timezone)
    if meant is None:
        say("utter_booking_which_unclear")
        return ask_again(turn)
    return [settle(turn), slot(STATE, {**state_of(turn), "id": str(meant.id), "kind": _kind_of(meant)})]


async def on_kind(turn: Turn, say: Say) -> Events:
    """One-to-one or a group."""
    if _calls_off(turn):
        return _leave_it(turn)
    kind = turn.values.get("value") or _kind_in(turn.text)
    if kind not in (ONE, GROUP):
        say("utter_booking_kind_unclear")
        return ask_again(turn)
    return [settle(turn, kind), slot(STATE, {**state_of(turn), "kind": kind})]


async def on_time(turn: Turn, say: Say) -> Events:
    """One of the times, more of them, or what would suit: pressed or typed."""
    if _calls_off(turn):
        return _leave_it(turn)
    state = state_of(turn)
    async with store().read() as work:
        found, timezone = await _offers(work, turn, state)
    pressed, typed = turn.values.get("value"), "" if turn.pressed else turn.text
    shown = [offer for key in state.get("shown", ()) for offer in found if offer.key == key]
    wished = time_preferences.wish(typed, _today(timezone))
    place_in_list = None if wished else time_preferences.number(typed, len(shown))
    if pressed == MORE or turn.intent == "deny" or (time_preferences.MORE.search(typed.casefold()) and not wished):
        return _reopen({**state, "first": state.get("first", 0) + SHOWN})
    if pressed:
        offer = next((each for each in found if each.key == pressed), None)
        return _picked(turn, state, offer) if offer else _gone(say, state)
    if place_in_list:
        return _picked(turn, state, shown[place_in_list - 1])
    if turn.intent == "affirm" and len(shown) == 1:
        return _picked(turn, state, shown[0])
    if turn.intent == "dont_know":
        say("utter_booking_no_rush")
        return ask_again(turn)
    wished = wished or time_preferences.bare_hour(typed)
    if not wished:
        say("utter_booking_time_unclear")
        return ask_again(turn)
    return _narrowed(turn, say, state, found, wished, timezone)


async def on_sure(turn: Turn, say: Say) -> Events:
    """The last word: only a yes books, moves or cancels."""
    state, answer = state_of(turn), chosen(turn)
    if state["for"] == CANCEL:
        return await _hear_sure_to_cancel(turn, say, state, answer)
    if _calls_off(turn):
        return _leave_it(turn)
    if answer == short_answers.YES:
        return await _book(turn, say, state)
    async with store().read() as work:
        found, timezone = await _offers(work, turn, state)
    wished = Wish() if turn.pressed else time_preferences.wish(turn.text, _today(timezone))
    if wished:
        return _narrowed(turn, say, state, found, wished, timezone)
    if answer == short_answers.NO:
        return _reopen(state)
    say("utter_booking_no_rush" if answer == short_answers.UNSURE else "utter_choice_unclear")
    return ask_again(turn)


class Booking(Flow):
    """Hears what is to be booked, moved or cancelled."""

    form = "booking_form"
    questions = {
        "booking_which": Question(
            on_which, {"booking_kind": SKIPPED, "booking_time": SKIPPED, "booking_sure": SKIPPED}
        ),
        "booking_kind": Question(on_kind),
        "booking_time": Question(on_time, {"booking_sure": SKIPPED}),
        "booking_sure": Question(on_sure),
    }

    def name(self) -> str:
        return "validate_booking_form"


class BeginBooking(Step):
    """Finds out what there is to book, move or cancel; the form comes next, if there is anything."""

    title = "action_begin_booking"

    async def handle(self, turn: Turn, say: Say) -> Events:
        wanted = WANTED.get(turn.intent, BOOK)
        if wanted != BOOK and await _means_treatment(turn):
            return await BeginMove().handle(turn, say)
        async with store().read() as work:
            if wanted == BOOK:
                begun, events = await self._to_book(work, turn, say)
            else:
                begun, events = await self._to_change(work, turn, say, wanted), []
        if begun is None:
            return [*leave(turn, for_later=turn.flow != Booking.form), *events]
        fresh = [slot(name, begun.pop(name, None)) for name in Booking.questions]
        going_on = [] if turn.flow == Booking.form else [*leave(turn), FollowupAction(Booking.form)]
        return [*fresh, slot(STATE, begun), *events, *going_on]

    async def _to_book(self, work: Work, turn: Turn, say: Say) -> tuple[State | None, Events]:
        alone = await bookings.offers(work, turn.client_id, group=False)
        groups = await bookings.offers(work, turn.client_id, group=True)
        none_free = not alone and not groups
        events: Events = []
        if none_free or await bookings.is_at_risk(work, turn.client_id):
            events = _caution(turn, say)
        if none_free:
            say("utter_booking_no_times")
            return None, events
        typed = "" if turn.pressed else turn.text
        kind = _kind_in(typed) or (None if alone and groups else ONE)
        if kind == GROUP and not groups:
            say("utter_booking_no_group")
        if not alone or not groups:
            kind = ONE if alone else GROUP
        state: State = {"for": BOOK, "kind": kind, "booking_which": NOT_ASKED}
        if kind is not None:
            state["booking_kind"] = NOT_ASKED
        timezone = (await clients.profile(work, turn.client_id)).timezone
        wished = time_preferences.wish(typed, _today(timezone))
        if wished:
            state["pool"] = _fitting([*alone, *groups], wished, timezone)
            if not state["pool"]:
                say("utter_booking_none_then")
        return state, events

    async def _to_change(self, work: Work, turn: Turn, say: Say, wanted: str) -> State | None:
        booked, timezone = await _coming(work, turn)
        if not booked:
            say("utter_no_booking")
            return None
        meant = booked[0] if len(booked) == 1 else _meant(turn, booked, timezone)
        state: State = {"for": wanted, "booking_kind": NOT_ASKED}
        if wanted == CANCEL:
            state["booking_time"] = NOT_ASKED
        if meant is None:
            return state
        state |= {"id": str(meant.id), "kind": _kind_of(meant), "booking_which": NOT_ASKED}
        if wanted == MOVE:
            found = await bookings.offers(work, turn.client_id, group=meant.is_group, without=meant.id)
            if not found:
                say("utter_booking_no_other_times", when=spoken(meant.starts_at, timezone))
                return None
        return state


async def _means_treatment(turn: Turn) -> bool:
    """ "Cancel it" from somebody who has nothing booked, but has treatment sessions ahead, is about one of those."""
    if turn.pressed or turn.flow == Booking.form or _COACHING.search(turn.text.casefold()):
        return False
    async with store().read() as work:
        booked, _ = await _coming(work, turn)
        return not booked and await plans.to_change(work, turn.client_id, None) is not None


def _caution(turn: Turn, say: Say) -> Events:
    """Say, once, that a booked time is not for what cannot wait."""
    if turn.slot("booking_cautioned"):
        return []
    say("utter_booking_not_urgent")
    return [slot("booking_cautioned", True)]


class AskBookingWhich(Step):
    """Lists what is booked, with a button for each."""

    title = "action_ask_booking_which"

    async def handle(self, turn: Turn, say: Say) -> Events:
        async with store().read() as work:
            booked, timezone = await _coming(work, turn)
        buttons = [_button(_in_short(one, timezone), str(one.id)) for one in booked[:SHOWN]]
        say("utter_ask_booking_which", buttons=buttons)
        return []


class AskBookingTime(Step):
    """Offers free times, a few at once, as they are at this moment."""

    title = "action_ask_booking_time"

    async def handle(self, turn: Turn, say: Say) -> Events:
        state = state_of(turn)
        async with store().read() as work:
            found, timezone = await _offers(work, turn, state)
        if not found:
            say("utter_booking_none_left")
            return [slot(STATE, {**state, "shown": []})]
        pool = [offer for offer in found if offer.key in (state.get("pool") or ())]
        first = state.get("first", 0)
        if pool and first >= len(pool):  # all that would suit were shown: on with the others
            pool, first = [], 0
        pool = pool or found
        if first >= len(pool):
            say("utter_booking_no_more")
            first = 0
        shown = pool[first : first + SHOWN]
        buttons = [_button(_in_short(offer, timezone), offer.key) for offer in shown]
        if len(found) > len(shown):
            buttons.append(_button("More times", MORE))
        say("utter_ask_booking_time", place=place(timezone), buttons=buttons)
        kept = [offer.key for offer in pool] if pool is not found else None
        return [slot(STATE, {**state, "shown": [offer.key for offer in shown], "pool": kept, "first": first})]


class AskBookingSure(Step):
    """Says what would be done, and asks whether to do it."""

    title = "action_ask_booking_sure"

    async def handle(self, turn: Turn, say: Say) -> Events:
        state = state_of(turn)
        async with store().read() as work:
            timezone = (await clients.profile(work, turn.client_id)).timezone
            old = await bookings.get(work, turn.client_id, UUID(state["id"])) if state.get("id") else None
        if state["for"] == CANCEL:
            assert old is not None
            say("utter_booking_sure_cancel", **_told(old, timezone))
            return []
        picked = _told(state["pick"], timezone)
        if old is not None:
            say("utter_booking_sure_move", old=spoken(old.starts_at, timezone), **picked)
        elif picked["title"]:
            say("utter_booking_sure_group", **picked)
        else:
            say("utter_ask_booking_sure", **picked)
        return []


class CloseBooking(Step):
    """Says what came of it."""

    title = "action_close_booking"

    async def handle(self, turn: Turn, say: Say) -> Events:
        state, outcome = state_of(turn), turn.slot("booking_sure")
        async with store().read() as work:
            timezone = (await clients.profile(work, turn.client_id)).timezone
            booked = await bookings.made_by(work, turn.client_id, turn.message_id)
        if outcome == DONE and state["for"] == CANCEL:
            say("utter_booking_cancelled")
        elif outcome == DONE and booked is not None:
            told = _told(booked, timezone)
            say("utter_booking_moved" if state["for"] == MOVE else f"utter_booked_{_kind_of(booked)}", **told)
        else:
            say("utter_booking_left" if state["for"] == BOOK else "utter_booking_kept")
        if turn.slot("paused_flow"):
            say("utter_offer_to_return")
        return [slot(STATE, None), *(slot(name, None) for name in Booking.questions)]


class ShowBookings(Step):
    """What is booked. A flow that is going on goes on."""

    title = "action_show_bookings"

    async def handle(self, turn: Turn, say: Say) -> Events:
        async with store().read() as work:
            profile = await clients.profile(work, turn.client_id)
            booked = await bookings.coming(work, turn.client_id)
        if not booked:
            say("utter_no_booking")
            return []
        lines = "\n".join(f"{_in_short(one, profile.timezone)}, with {one.coach_name}" for one in booked)
        say("utter_your_bookings", place=place(profile.timezone), list=lines)
        return []


class LetCoachKnow(Step):
    """No time was free: the coaches hear that somebody is looking for one."""

    title = "action_let_coach_know"

    async def handle(self, turn: Turn, say: Say) -> Events:
        async with store().begin() as work:
            await dialogue_alerts.asked_for_person(work, turn.client_id, turn.message_id)
        say("utter_coach_told")
        return leave(turn, for_later=turn.flow != Booking.form)


async def _book(turn: Turn, say: Say, state: State) -> Events:
    instead = UUID(state["id"]) if state["for"] == MOVE else None
    try:
        async with store().begin() as work:
            await bookings.book(work, turn.client_id, turn.message_id, state["pick"]["key"], instead_of=instead)
    except Taken:
        return _gone(say, state)
    return [settle(turn, DONE)]


async def _hear_sure_to_cancel(turn: Turn, say: Say, state: State, answer: str | None) -> Events:
    plain = "" if turn.pressed else turn.text.casefold().replace("’", "'")
    if _NOT_TO_CANCEL.search(plain):
        answer = short_answers.NO
    elif _CALL_OFF.search(plain):
        answer = short_answers.YES
    if answer == short_answers.YES:
        async with store().begin() as work:
            await bookings.cancel(work, turn.client_id, UUID(state["id"]))
        return [settle(turn, DONE)]
    if answer == short_answers.NO:
        return [settle(turn, KEPT)]
    say("utter_choice_unclear")
    return ask_again(turn)


def _narrowed(turn: Turn, say: Say, state: State, found: Sequence[Offer], wished: Wish, timezone: str) -> Events:
    """Offer what suits; where only one does, that is picked."""
    fitting = _fitting(found, wished, timezone)
    if len(fitting) == 1:
        return _picked(turn, state, next(offer for offer in found if offer.key == fitting[0]))
    if not fitting:
        say("utter_booking_none_then")
        fitting = _fitting(found, wished.any_hour, timezone) if wished.any_hour else []
    return _reopen({**state, "pool": fitting or None})


def _fitting(found: Sequence[Offer], wished: Wish, timezone: str) -> list[str]:
    here = zone(timezone)
    return [offer.key for offer in found if wished.fits(offer.starts_at.astimezone(here))]


def _picked(turn: Turn, state: State, offer: Offer) -> Events:
    pick = {
        "key": offer.key,
        "at": offer.starts_at.isoformat(),
        "coach": offer.coach_name,
        "minutes": offer.minutes,
        "title": offer.title,
    }
    return [slot("booking_time", "given"), slot("booking_sure", None), slot(STATE, {**state, "pick": pick, "first": 0})]


def _gone(say: Say, state: State) -> Events:
    """Somebody was quicker: on with what is free still."""
    say("utter_booking_taken")
    return _reopen({**state, "first": 0})


def _reopen(state: State) -> Events:
    """Back to the free times; `first` is where among them to go on."""
    return [slot("booking_time", None), slot("booking_sure", None), slot(STATE, {"first": 0, **state})]


def _leave_it(turn: Turn) -> Events:
    """Nothing is to be booked or changed after all."""
    names = list(Booking.questions)
    return [slot(name, SKIPPED) for name in names[names.index(str(turn.asked)) :]]


def _calls_off(turn: Turn) -> bool:
    return not turn.pressed and bool(_CALL_OFF.search(turn.text.casefold()))


def _kind_in(text: str) -> str | None:
    plain = text.casefold()
    if _ONE.search(plain):
        return ONE
    return GROUP if _GROUP.search(plain) else None


def _kind_of(booked: Booked) -> str:
    return GROUP if booked.is_group else ONE


async def _coming(work: Work, turn: Turn) -> tuple[list[Booked], str]:
    """What can still be moved or cancelled, and the client's timezone."""
    timezone = (await clients.profile(work, turn.client_id)).timezone
    at = now()
    return [one for one in await bookings.coming(work, turn.client_id) if one.starts_at > at], timezone


async def _offers(work: Work, turn: Turn, state: Mapping[str, Any]) -> tuple[list[Offer], str]:
    timezone = (await clients.profile(work, turn.client_id)).timezone
    without = UUID(state["id"]) if state.get("id") else None
    return await bookings.offers(work, turn.client_id, group=state["kind"] == GROUP, without=without), timezone


def _meant(turn: Turn, booked: Sequence[Booked], timezone: str) -> Booked | None:
    """Which of the booked times somebody names."""
    if turn.pressed:
        return next((one for one in booked if str(one.id) == turn.values.get("value")), None)
    wished = time_preferences.wish(turn.text, _today(timezone)) or time_preferences.bare_hour(turn.text)
    fitting = [one for one in booked if wished and wished.fits(one.starts_at.astimezone(zone(timezone)))]
    if len(fitting) == 1:
        return fitting[0]
    kind = _kind_in(turn.text)
    of_the_kind = [one for one in booked if _kind_of(one) == kind]
    if len(of_the_kind) == 1:
        return of_the_kind[0]
    place_in_list = None if wished else time_preferences.number(turn.text, len(booked))
    return booked[place_in_list - 1] if place_in_list else None


def _told(time: Booked | Mapping[str, Any], timezone: str) -> dict[str, Any]:
    """What the responses say of a time."""
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


def _in_short(time: Offer | Booked, timezone: str) -> str:
    said = spoken(time.starts_at, timezone)
    return f"{said} · {time.title}" if time.title else said


def _today(timezone: str) -> date:
    return now().astimezone(zone(timezone)).date()


def _button(title: str, value: str) -> dict[str, str]:
    return {"title": title, "payload": f'/answer{{"value": "{value}"}}'}
