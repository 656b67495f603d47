"""Booking where somebody else is quicker, and where all free times were shown or are gone."""

from tests.support.live import Live
from tests.support.people import Person

MANY = 30  # more than the pages of free times that there can be


async def test_a_time_that_somebody_else_took_meanwhile_leads_back_to_the_free_ones(live: Live) -> None:
    ada, ben = await Person.inside(live), await Person.inside(live)
    await ada.has_coach(hours="9-10")
    await ben.shares_coach_with(ada)
    for person in (ada, ben):
        await person.says("book a time with a coach")
        await person.says("the first one")
    assert "utter_booked_one" in await ada.says("yes")
    assert {"utter_booking_taken", "utter_ask_booking_time"} <= set(await ben.says("yes"))
    await ben.says("the first one")
    assert "utter_booked_one" in await ben.says("yes")
    assert [(await person.kept()).bookings for person in (ada, ben)] == [["booked one-to-one"]] * 2


async def test_when_all_free_times_were_shown_they_begin_anew(live: Live) -> None:
    person = await Person.inside(live)
    await person.has_coach(hours="9-10")
    await person.says("book a time with a coach")
    first = person.client.titles()
    told: list[str] = []
    for _ in range(MANY):
        told = await person.says("more please")
        if "utter_booking_no_more" in told:
            break
    assert "utter_booking_no_more" in told
    assert person.client.titles() == first


async def test_when_the_last_free_time_is_gone_it_says_so_and_offers_a_coach(live: Live) -> None:
    person = await Person.inside(live)
    await person.has_coach(hours="9-10")
    await person.says("book a time with a coach")
    await person.coach_is_away()
    assert "utter_booking_none_left" in await person.says("more please")
    assert person.client.titles(), "there is a way on"
