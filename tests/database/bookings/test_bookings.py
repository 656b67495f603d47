"""Booking a time: nobody gets what somebody else has, a turn that runs twice books once, moving and cancelling."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.care import Store, audit
from bot.care.accounts import assigned_coach
from bot.care.bookings import bookings, groups, schedule, working_hours
from bot.care.bookings.availability import Offer
from bot.care.bookings.bookings import Booked, Taken
from bot.care.messages import messages
from bot.care.records import erasure, export
from bot.settings import Settings
from bot.store.models import Booking, new_id
from tests.support.clinic import Clinic

TUESDAY = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)  # 8:30 in Berlin


@dataclass
class Desk:
    """A clinic in which Maria has hours on Tuesdays, and what clients do there at `at`."""

    clinic: Clinic
    at: datetime = TUESDAY

    async def open(self, coach: UUID, text: str = "10:00-13:00", weekday: int = 1, zone: str = "Europe/Berlin") -> None:
        async with self.clinic.store.begin() as work:
            await working_hours.set_week(work, coach, zone, working_hours.parse(weekday, text))

    async def somebody(self) -> UUID:
        return await self.clinic.client_of(await self.clinic.client("Sparrow"))

    async def offers(self, client: UUID, *, group: bool = False) -> list[Offer]:
        async with self.clinic.store.read() as work:
            return await bookings.offers(work, client, group=group, at=self.at)

    async def times(self, client: UUID, most: int = 5) -> list[str]:
        return [f"{offer.starts_at:%m-%d %H:%M}" for offer in (await self.offers(client))[:most]]

    async def books(self, client: UUID, offer: Offer, message: UUID | None = None, **how: UUID) -> Booked:
        async with self.clinic.store.begin() as work:
            return await bookings.book(work, client, message or uuid4(), offer.key, at=self.at, **how)

    async def has(self, client: UUID) -> list[str]:
        async with self.clinic.store.read() as work:
            return [f"{one.starts_at:%m-%d %H:%M}" for one in await bookings.coming(work, client, self.at)]

    async def group(self, places: int = 2, starts: datetime = TUESDAY + timedelta(days=2)) -> UUID:
        async with self.clinic.store.begin() as work:
            return await groups.add(work, self.clinic.maria, "After the treatment", starts, 90, places, self.at)


@pytest.fixture
async def desk(clinic: Clinic) -> Desk:
    desk = Desk(clinic)
    await desk.open(clinic.maria)
    return desk


@pytest.fixture
async def others(store_settings: Settings) -> AsyncIterator[Store]:
    """The same database from another process's point of view."""
    async with Store.open(store_settings) as store:
        yield store


async def test_what_is_over_or_begins_within_two_hours_is_not_offered(desk: Desk) -> None:
    client = await desk.somebody()
    assert await desk.times(client, 4) == ["12-01 10:00", "12-01 11:00", "12-08 09:00", "12-08 10:00"]
    desk.at = TUESDAY - timedelta(minutes=30)  # exactly two hours before
    assert (await desk.times(client, 1)) == ["12-01 09:00"]
    desk.at = TUESDAY + timedelta(days=1)
    assert (await desk.times(client, 1)) == ["12-08 09:00"]


async def test_a_time_too_late_to_be_offered_cannot_be_booked_either(desk: Desk) -> None:
    client = await desk.somebody()
    offer = (await desk.offers(client))[0]
    desk.at = offer.starts_at - timedelta(minutes=119)
    with pytest.raises(Taken):
        await desk.books(client, offer)
    assert await desk.has(client) == []


async def test_what_somebody_has_booked_nobody_else_is_offered_or_given(desk: Desk) -> None:
    one, other = await desk.somebody(), await desk.somebody()
    offer = (await desk.offers(one))[0]
    await desk.books(one, offer)
    assert offer not in await desk.offers(other)
    with pytest.raises(Taken):
        await desk.books(other, offer)
    assert await desk.has(other) == []


async def test_of_many_who_want_the_same_time_at_once_exactly_one_gets_it(desk: Desk, others: Store) -> None:
    people = [await desk.somebody() for _ in range(8)]
    offer = (await desk.offers(people[0]))[0]

    async def wants(number: int, client: UUID) -> bool:
        try:
            async with (desk.clinic.store if number % 2 else others).begin() as work:
                await bookings.book(work, client, uuid4(), offer.key, at=desk.at)
        except Taken:
            return False
        return True

    got = await asyncio.gather(*(wants(number, client) for number, client in enumerate(people)))
    assert sum(got) == 1
    assert [bool(await desk.has(client)) for client in people] == got


async def test_of_many_who_want_the_last_places_of_a_group_at_once_only_so_many_get_one(
    desk: Desk, others: Store
) -> None:
    await desk.group(places=3)
    people = [await desk.somebody() for _ in range(8)]
    (offer,) = await desk.offers(people[0], group=True)

    async def wants(number: int, client: UUID) -> bool:
        try:
            async with (desk.clinic.store if number % 2 else others).begin() as work:
                await bookings.book(work, client, uuid4(), offer.key, at=desk.at)
        except Taken:
            return False
        return True

    assert sum(await asyncio.gather(*(wants(number, client) for number, client in enumerate(people)))) == 3
    assert await desk.offers(people[0], group=True) == []


async def test_the_database_itself_takes_one_time_only_once(desk: Desk) -> None:
    client, offer = await desk.somebody(), (await desk.offers(await desk.somebody()))[0]
    await desk.books(client, offer)
    with pytest.raises(IntegrityError):
        async with desk.clinic.store.begin() as work:
            work.session.add(
                Booking(
                    id=new_id(),
                    client_id=client,
                    coach_id=offer.coach_id,
                    starts_at=offer.starts_at,
                    minutes=50,
                    holds=offer.key,
                    source_message_id=uuid4(),
                )
            )


async def test_the_same_turn_run_twice_books_once(desk: Desk) -> None:
    client, message = await desk.somebody(), uuid4()
    offer = (await desk.offers(client))[0]
    first = await desk.books(client, offer, message)
    assert await desk.books(client, offer, message) == first
    async with desk.clinic.store.read() as work:
        assert await work.session.scalar(select(func.count()).select_from(Booking)) == 1
        assert sum(entry.act == "booking.made" for entry in await audit.latest(work)) == 1


async def test_moving_takes_the_new_time_and_frees_the_old_one_in_one_go(desk: Desk) -> None:
    client = await desk.somebody()
    first, second = (await desk.offers(client))[:2]
    booked, message = await desk.books(client, first), uuid4()
    for _ in range(2):  # the turn may run twice
        await desk.books(client, second, message, instead_of=booked.id)
    assert await desk.has(client) == [f"{second.starts_at:%m-%d %H:%M}"]
    assert first in await desk.offers(await desk.somebody())


async def test_moving_to_a_time_that_was_just_taken_keeps_the_old_one(desk: Desk) -> None:
    client, other = await desk.somebody(), await desk.somebody()
    first, second = (await desk.offers(client))[:2]
    booked = await desk.books(client, first)
    await desk.books(other, second)
    with pytest.raises(Taken):
        await desk.books(client, second, instead_of=booked.id)
    assert await desk.has(client) == [f"{first.starts_at:%m-%d %H:%M}"]


async def test_cancelling_frees_the_time_and_only_one_s_own(desk: Desk) -> None:
    client, other = await desk.somebody(), await desk.somebody()
    offer = (await desk.offers(client))[0]
    booked = await desk.books(client, offer)
    async with desk.clinic.store.begin() as work:
        assert await bookings.cancel(work, other, booked.id) is None
        cancelled = [await bookings.cancel(work, client, booked.id) for _ in range(2)]
    assert [one.state for one in cancelled if one] == ["cancelled", "cancelled"]
    assert await desk.has(client) == []
    await desk.books(other, offer)


async def test_a_client_s_own_coach_is_asked_first_and_otherwise_whoever_has_least_to_do(desk: Desk) -> None:
    maria, ben = desk.clinic.maria, desk.clinic.ben
    await desk.open(ben, "11:00-12:00")
    client = await desk.somebody()
    await desk.books(await desk.somebody(), (await desk.offers(client))[-1])
    busy = {offer.coach_id for offer in await desk.offers(client) if f"{offer.starts_at:%H}" == "10"}
    assert busy == {ben}
    async with desk.clinic.store.begin() as work:
        await assigned_coach.assign(work, client, ben, maria)
    assert {offer.coach_id for offer in await desk.offers(client)} == {ben}
    async with desk.clinic.store.begin() as work:
        await assigned_coach.assign(work, client, None, maria)
    assert {offer.coach_id for offer in await desk.offers(client)} == {maria, ben}


async def test_days_off_groups_and_own_times_are_in_the_way(desk: Desk) -> None:
    client = await desk.somebody()
    async with desk.clinic.store.begin() as work:
        await working_hours.add_day_off(work, desk.clinic.maria, date(2026, 12, 8))
    assert await desk.times(client, 3) == ["12-01 10:00", "12-01 11:00", "12-15 09:00"]
    await desk.group(starts=datetime(2026, 12, 1, 10, 30, tzinfo=UTC))
    assert await desk.times(client, 1) == ["12-15 09:00"]
    await desk.open(desk.clinic.ben, "10:00-13:00")
    await desk.books(client, (await desk.offers(client, group=True))[0])
    assert await desk.times(client, 1) == ["12-08 09:00"]
    assert (await desk.times(await desk.somebody(), 2)) == ["12-01 10:00", "12-01 11:00"]


async def test_a_booking_stays_when_the_hours_change_and_nothing_overlaps_it(desk: Desk) -> None:
    client = await desk.somebody()
    await desk.books(client, (await desk.offers(client))[0])
    await desk.open(desk.clinic.maria, "10:30-13:30")
    assert await desk.has(client) == ["12-01 10:00"]
    assert await desk.times(await desk.somebody(), 2) == ["12-01 11:30", "12-08 09:30"]


async def test_a_coach_cancels_with_a_word_and_the_time_stays_closed_unless_they_open_it(desk: Desk) -> None:
    conversation = await desk.clinic.client("Sparrow")
    client, maria = await desk.clinic.client_of(conversation), desk.clinic.maria
    first, second = (await desk.offers(client))[:2]
    for offer, free_again in ((first, False), (second, True)):
        booked = await desk.books(client, offer)
        async with desk.clinic.store.begin() as work:
            await schedule.cancel(work, booked.id, maria, "I am ill, sorry.", free_again=free_again)
        with pytest.raises(schedule.NotBooked):
            async with desk.clinic.store.begin() as work:
                await schedule.cancel(work, booked.id, maria, "again", free_again=True)
    assert [offer in await desk.offers(client) for offer in (first, second)] == [False, True]
    async with desk.clinic.store.read() as work:
        said = (await messages.news(work, conversation, 0)).messages
        content = await export.everything(work, client)
    assert [message["author"] for message in said] == ["system", "coach"] * 2
    assert "Tuesday, December 1 at 10 am" in said[0]["text"]
    assert said[1] | {"text": "I am ill, sorry.", "author_name": "Maria Ortiz"} == said[1]
    assert said[1]["buttons"][0]["title"] == "Find another time"
    assert [(one["state"], one["note"]) for one in content["bookings"]] == [("cancelled", "I am ill, sorry.")] * 2


async def test_a_group_that_is_cancelled_is_cancelled_for_everybody_in_it(desk: Desk) -> None:
    people = [await desk.somebody() for _ in range(2)]
    group = await desk.group()
    for client in people:
        await desk.books(client, (await desk.offers(client, group=True))[0])
    async with desk.clinic.store.begin() as work:
        await schedule.cancel_group(work, group, desk.clinic.maria, "The room is flooded.")
    assert [await desk.has(client) for client in people] == [[], []]
    assert await desk.offers(people[0], group=True) == []


async def test_a_coach_sees_what_is_new_until_they_take_note(desk: Desk) -> None:
    client, maria = await desk.somebody(), desk.clinic.maria
    first, second = (await desk.offers(client))[:2]

    async def news() -> list[str | None]:
        async with desk.clinic.store.read() as work:
            return [entry.news for entry in await schedule.entries(work, maria, desk.at)]

    async def take_note() -> None:
        async with desk.clinic.store.begin() as work:
            await schedule.mark_seen(work, maria, datetime.now(UTC))
            assert await schedule.unseen(work, maria) == 0

    booked = await desk.books(client, first)
    assert await news() == ["new"]
    await take_note()
    assert await news() == [None]
    moved = await desk.books(client, second, instead_of=booked.id)
    assert await news() == ["moved"]
    await take_note()
    async with desk.clinic.store.begin() as work:
        await bookings.cancel(work, client, moved.id)
    assert await news() == ["cancelled"]
    await take_note()
    assert await news() == []


async def test_erasing_a_client_frees_their_times_and_tells_the_coach(desk: Desk) -> None:
    desk.at = datetime.now(UTC)
    client, maria = await desk.somebody(), desk.clinic.maria
    offer = (await desk.offers(client))[0]
    await desk.books(client, offer)
    async with desk.clinic.store.begin() as work:
        await assigned_coach.assign(work, client, maria, maria)
        await erasure.erase(work, client)
    async with desk.clinic.store.read() as work:
        (entry,) = await schedule.entries(work, maria, desk.at)
    assert (entry.news, entry.who.erased, entry.who.name) == ("cancelled", True, None)
    assert offer in await desk.offers(await desk.somebody())
