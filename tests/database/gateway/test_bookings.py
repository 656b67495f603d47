"""Booked times over the client API: one's own, and a calendar file that a calendar can read."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from bot.care.bookings import bookings, working_hours
from bot.gateway import tokens
from bot.store.models import Coach, new_id
from tests.support.door import Door


async def booked(door: Door, headers: dict[str, str]) -> bookings.Booked:
    """The first free time of a coach who is there all week, booked for whoever has these headers."""
    who = tokens.verify(door.store.keyring.tokens, headers["Authorization"][7:])
    async with door.store.begin() as work:
        coach = Coach(id=new_id(), name="Maria Ortiz", email=f"{uuid4()}@example.org", password_hash="-")
        work.session.add(coach)
        await work.session.flush()
        week = [span for day in range(7) for span in working_hours.parse(day, "9-17")]
        await working_hours.set_week(work, coach.id, "Europe/Berlin", week)
        (offer, *_) = await bookings.offers(work, who.client_id, group=False)
        return await bookings.book(work, who.client_id, uuid4(), offer.key)


async def test_a_client_sees_what_they_booked_and_nobody_else_does(door: Door) -> None:
    headers, stranger = await door.enter(), await door.enter()
    mine = await booked(door, headers)
    async with door.http.get("/v1/bookings", headers=headers) as response:
        (shown,) = (await response.json())["bookings"]
    assert shown == mine.as_json()
    assert (shown["kind"], shown["coach"], shown["state"]) == ("one-to-one", "Maria Ortiz", "booked")
    async with door.http.get("/v1/bookings", headers=stranger) as response:
        assert (await response.json()) == {"bookings": []}
    async with door.http.get("/v1/bookings") as response:
        assert response.status == 401
    async with door.http.get("/v1/export", headers=headers) as response:
        assert (await response.json())["bookings"] == [shown]


async def test_a_calendar_file_is_only_for_whoever_booked(door: Door) -> None:
    headers, stranger = await door.enter(), await door.enter()
    path = f"/v1/bookings/{(await booked(door, headers)).id}.ics"
    for who, status in ((stranger, 404), ({}, 401)):
        async with door.http.get(path, headers=who) as response:
            assert response.status == status
    for wrong in (f"/v1/bookings/{uuid4()}.ics", f"/v1/bookings/{'-' * 36}.ics"):
        async with door.http.get(wrong, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (404, "not_found")


async def test_a_calendar_can_read_the_file_and_learns_nothing_of_treatment(door: Door) -> None:
    icalendar = pytest.importorskip("icalendar")
    headers = await door.enter()
    mine = await booked(door, headers)
    async with door.http.get(f"/v1/bookings/{mine.id}.ics", headers=headers) as response:
        assert response.status == 200
        assert response.content_type == "text/calendar"
        content = await response.read()
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == mine.starts_at and event.decoded("dtend") == mine.ends_at
    assert UUID(str(event["uid"]).partition("@")[0]) == mine.id
    assert (str(event["summary"]), str(event["status"])) == ("A time with your coach", "CONFIRMED")
    assert not any(word in content.decode().casefold() for word in ("ketamine", "treatment", "session", "clinic"))
    assert b"\r\n" in content
    who = tokens.verify(door.store.keyring.tokens, headers["Authorization"][7:])
    async with door.store.begin() as work:
        await bookings.cancel(work, who.client_id, mine.id)
    async with door.http.get(f"/v1/bookings/{mine.id}.ics", headers=headers) as response:
        (event,) = icalendar.Calendar.from_ical(await response.read()).walk("VEVENT")
    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 1)
    assert event.decoded("dtstamp") <= datetime.now(UTC)
