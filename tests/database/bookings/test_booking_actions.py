"""Booking as the actions do it: a turn that runs twice, a time that was just taken, and what the slots hold."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from actions import store as process
from actions.bookings import Booking
from actions.bookings.begin import BeginBooking
from actions.bookings.confirm import AskBookingSure, CloseBooking
from actions.bookings.find import AskBookingTime
from bot.care import Store
from bot.care.accounts import clients, consent, conversations
from bot.care.bookings import bookings, working_hours
from bot.store.models import Booking as Row
from bot.store.models import Coach, new_id
from tests.support.chat_client import ChatClient


@pytest.fixture
async def client(store: Store) -> ChatClient:
    """Somebody who has agreed, in a clinic with one coach who is there every day."""
    process.use(store)
    async with store.begin() as work:
        coach = Coach(id=new_id(), name="Noor Haddad", email="noor@example.org", password_hash="-")
        row = await clients.create(work, timezone="America/New_York", country="US")
        work.session.add(coach)
        await work.session.flush()
        await consent.agree(work, row.id)
        week = [span for day in range(7) for span in working_hours.parse(day, "9-17")]
        await working_hours.set_week(work, coach.id, "Europe/Berlin", week)
    return ChatClient(store, row.id)


async def choosing(client: ChatClient) -> ChatClient:
    """They asked for a time and were offered some."""
    await client.does(BeginBooking(), "book a time", "book_coach")
    client.loop = "booking_form"
    client.slots["requested_slot"] = "booking_time"
    assert await client.does(AskBookingTime(), "book a time", "book_coach") == ["utter_ask_booking_time"]
    return client


async def count(client: ChatClient) -> int:
    async with client.store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(Row)) or 0


async def snatch(client: ChatClient, key: str) -> None:
    """Somebody else books this very time."""
    async with client.store.begin() as work:
        started = await conversations.start(work, identity=None, name=None, locale="en", timezone="UTC", country="US")
        await bookings.book(work, started.client_id, uuid4(), key)


async def test_at_most_five_times_are_offered_by_the_client_s_own_clock(client: ChatClient) -> None:
    await choosing(client)
    (said,) = client.said
    assert said["place"] == "New York time"
    titles = [button["title"] for button in said["buttons"]]
    assert len(titles) == 6 and titles[-1] == "More times"
    assert all(" at " in title for title in titles[:-1])


async def test_a_turn_that_runs_twice_books_once_and_says_the_same(client: ChatClient) -> None:
    await choosing(client)
    await client.answers(Booking(), "booking_time", "the second one")
    before, message = dict(client.slots), uuid4()
    said: list[Any] = []
    for _ in range(2):
        client.slots = dict(before)
        await client.answers(Booking(), "booking_sure", "yes", "affirm", message_id=message)
        client.slots["requested_slot"] = None  # as the form leaves it
        said.append([*await client.does(CloseBooking(), "yes", "affirm", message_id=message), *client.said])
    assert said[0] == said[1] and said[0][0] == "utter_booked_one"
    assert await count(client) == 1


async def test_a_time_that_was_just_taken_leads_kindly_to_the_next_ones(client: ChatClient) -> None:
    await choosing(client)
    await client.answers(Booking(), "booking_time", "1")
    await snatch(client, client.slots["booking"]["pick"]["key"])
    assert await client.answers(Booking(), "booking_sure", "yes", "affirm") == ["utter_booking_taken"]
    assert client.slots["booking_time"] is None and client.slots["booking_sure"] is None
    taken = client.slots["booking"]["pick"]["key"]
    await client.does(AskBookingTime(), "yes", "affirm")
    assert taken not in client.slots["booking"]["shown"] and len(client.slots["booking"]["shown"]) == 5
    assert await count(client) == 1


async def test_a_button_for_a_time_that_was_just_taken_does_the_same(client: ChatClient) -> None:
    await choosing(client)
    key = client.slots["booking"]["shown"][0]
    await snatch(client, key)
    pressed = [{"entity": "value", "value": key}]
    assert await client.answers(Booking(), "booking_time", "/answer", entities=pressed) == ["utter_booking_taken"]
    assert client.slots["booking_time"] is None


async def test_when_the_last_time_is_gone_a_coach_can_be_told(client: ChatClient) -> None:
    await choosing(client)
    async with client.store.begin() as work:
        coach = (await work.session.scalars(select(Coach.id))).one()
        await working_hours.set_week(work, coach, "UTC", [])
    await client.answers(Booking(), "booking_time", "1")
    assert await client.does(AskBookingTime(), "1") == ["utter_booking_none_left"]


async def test_the_slots_hold_no_words_of_the_client(client: ChatClient) -> None:
    await choosing(client)
    await client.answers(Booking(), "booking_time", "the first one, it is marmalade day")
    await client.does(AskBookingSure(), "the first one, it is marmalade day", "tell_day")
    assert "marmalade" not in str(client.slots)
