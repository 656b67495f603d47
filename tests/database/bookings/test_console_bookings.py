"""Bookings at the console's addresses: hours are set, what is booked is listed with its news, and cancelled."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from bot.care import audit, now
from bot.care.bookings import bookings, schedule, working_hours
from bot.care.messages import messages
from bot.store.models import Booking, Coach
from tests.support.browser import EMAIL, Browser
from tests.support.clinic import Clinic

WEEK = {f"day{number}": "9-17" for number in range(7)}


async def post(browser: Browser, path: str, **form: str) -> ClientResponse:
    return await browser.post(f"/coach/bookings{path}", csrf=await browser.csrf("/coach/password"), **form)


async def page(browser: Browser, path: str = "") -> str:
    response = await browser.get(f"/coach/bookings{path}")
    assert response.status == 200
    return await response.text()


async def me(clinic: Clinic) -> UUID:
    async with clinic.store.read() as work:
        return (await work.session.scalars(select(Coach.id).where(Coach.email == EMAIL))).one()


async def booked(clinic: Clinic, name: str = "Sparrow") -> tuple[UUID, UUID]:
    """A conversation, and the first free time, booked in it."""
    conversation = await clinic.client(name)
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        (offer, *_) = await bookings.offers(work, client, group=False)
        return conversation, (await bookings.book(work, client, uuid4(), offer.key)).id


@pytest.fixture(autouse=True)
async def logged_in(browser: Browser) -> None:
    assert (await browser.log_in()).status == 303


async def test_a_coach_sets_their_week_and_it_reads_back(browser: Browser, clinic: Clinic) -> None:
    assert "until you set your hours" in await page(browser)
    week = WEEK | {"day1": "10:00-13:00, 15-17", "day6": "", "timezone": "America/New_York"}
    assert "said=hours_saved" in (await post(browser, "/hours", **week)).headers["Location"]
    text = await page(browser, "/hours")
    assert 'value="10:00-13:00, 15:00-17:00"' in text
    assert 'name="timezone" list="timezones" value="America/New_York"' in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"day2": "whenever"}, "is not understood"), ({"timezone": "Mars/Olympus"}, "no such timezone")],
)
async def test_hours_that_are_none_come_back_with_a_sentence(
    browser: Browser, change: dict[str, str], sentence: str
) -> None:
    answer = await post(browser, "/hours", **(WEEK | {"timezone": "UTC"} | change))
    text = await answer.text()
    assert answer.status == 400
    assert sentence in text and 'value="9-17"' in text


async def test_a_new_booking_is_marked_until_the_coach_has_seen_it(browser: Browser, clinic: Clinic) -> None:
    await post(browser, "/hours", **WEEK, timezone="Europe/Berlin")
    conversation, _ = await booked(clinic)
    text = await page(browser)
    assert "New for you" in text and "Sparrow" in text and f"/conversations/{conversation}" in text
    assert 'aria-label="1 new">1</span>' in text
    assert 'aria-label="1 new">1</span>' in await (await browser.get("/coach/")).text()
    seen = await post(browser, "/noted", until=now().isoformat())
    assert "said=bookings_noted" in seen.headers["Location"]
    text = await page(browser)
    assert "New for you" not in text and "Sparrow" in text
    assert (await post(browser, "/noted", until="yesterday")).status == 400


async def test_what_changed_after_the_page_was_made_stays_new(browser: Browser, clinic: Clinic) -> None:
    await post(browser, "/hours", **WEEK, timezone="UTC")
    before = now()
    await booked(clinic)
    await post(browser, "/noted", until=before.isoformat())
    assert "New for you" in await page(browser)


async def test_cancelling_needs_a_word_and_tells_the_client(browser: Browser, clinic: Clinic) -> None:
    await post(browser, "/hours", **WEEK, timezone="UTC")
    conversation, booking = await booked(clinic)
    answer = await post(browser, f"/{booking}/cancel", words=" ")
    assert answer.status == 400 and "Please write the client" in await answer.text()
    said = await post(browser, f"/{booking}/cancel", words="I am ill. Is Friday fine?")
    assert "said=booking_cancelled" in said.headers["Location"]
    assert "said=booking_over" in (await post(browser, f"/{booking}/cancel", words="again")).headers["Location"]
    assert (await post(browser, f"/{uuid4()}/cancel", words="nobody")).status == 404
    async with clinic.store.read() as work:
        told = (await messages.news(work, conversation, 0)).messages
        row = await work.session.get_one(Booking, booking)
        acts = [entry.act for entry in await audit.latest(work)]
        assert await audit.verify(work) is None
    assert [message["text"] for message in told][-1] == "I am ill. Is Friday fine?"
    assert (row.state, row.ended_by, row.holds is None) == ("cancelled", "coach", False)
    assert {"booking.made", "booking.cancelled_by_coach", "bookings.seen", "hours.changed"} <= set(acts)
    record = await (await browser.get("/coach/audit")).text()
    assert "cancelled a client’s booked time" in record and "booked a time" in record


async def test_days_off_are_taken_and_taken_back(browser: Browser, clinic: Clinic) -> None:
    day = (now() + timedelta(days=3)).date()
    for path, said in (("/days-off", "day_off_added"), ("/days-off/take-back", "day_off_removed")):
        assert f"said={said}" in (await post(browser, path, day=day.isoformat())).headers["Location"]
        async with clinic.store.read() as work:
            off = (await working_hours.of(work, await me(clinic))).days_off
        assert list(off) == ([day] if said == "day_off_added" else [])
    answer = await post(browser, "/days-off", day="soon")
    assert answer.status == 400 and "choose a day" in await answer.text()


async def test_a_group_is_added_listed_and_cancelled(browser: Browser, clinic: Clinic) -> None:
    day = (now() + timedelta(days=3)).date().isoformat()
    group = {"title": "Evening circle", "day": day, "clock": "18:30", "minutes": "90", "places": "8"}
    answer = await post(browser, "/groups", **group)
    assert answer.status == 400 and "save your hours" in await answer.text()
    await post(browser, "/hours", timezone="Europe/Berlin")
    for wrong in (
        {"title": " "},
        {"places": "0"},
        {"minutes": "5"},
        {"clock": "late"},
        {"day": "2020-01-01"},
        {"day": ""},
    ):
        answer = await post(browser, "/groups", **(group | wrong))
        assert answer.status == 400, wrong
    assert "said=group_added" in (await post(browser, "/groups", **group)).headers["Location"]
    text = await page(browser, "/hours")
    assert "Evening circle" in text and ", 18:30" in text and "0 of 8 places taken" in text
    client = await clinic.client_of(await clinic.client())
    async with clinic.store.begin() as work:
        (offer,) = await bookings.offers(work, client, group=True)
        await bookings.book(work, client, uuid4(), offer.key)
    assert "Evening circle" in await page(browser)
    path = f"/groups/{offer.group_id}/cancel"
    assert (await post(browser, path, words="")).status == 400
    assert "said=group_cancelled" in (await post(browser, path, words="Sorry, no room.")).headers["Location"]
    assert "said=booking_over" in (await post(browser, path, words="again")).headers["Location"]
    assert (await post(browser, f"/groups/{uuid4()}/cancel", words="nobody")).status == 404
    assert "Evening circle" not in await page(browser, "/hours")


async def test_a_client_gets_a_coach_of_their_own(browser: Browser, clinic: Clinic) -> None:
    await post(browser, "/hours", **WEEK, timezone="UTC")
    async with clinic.store.begin() as work:
        await working_hours.set_week(work, clinic.ben, "UTC", working_hours.parse(0, "9-17"))
    conversation = await clinic.client()
    path, csrf = f"/coach/conversations/{conversation}/coach", await browser.csrf("/coach/password")
    chosen = await browser.post(path, csrf=csrf, coach=str(clinic.ben))
    assert chosen.headers["Location"].endswith("said=own_coach#own-coach")
    async with clinic.store.read() as work:
        found = await bookings.offers(work, await clinic.client_of(conversation), group=False)
    assert {offer.coach_id for offer in found} == {clinic.ben}
    text = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    assert f'<option value="{clinic.ben}" selected>' in text
    for wrong in (str(uuid4()), "nobody"):
        assert (await browser.post(path, csrf=csrf, coach=wrong)).status == 404


async def test_everybody_s_bookings_can_be_seen_and_another_coach_s_are_not_news(
    browser: Browser, clinic: Clinic
) -> None:
    async with clinic.store.begin() as work:
        await working_hours.set_week(
            work, clinic.ben, "UTC", [span for day in range(7) for span in working_hours.parse(day, "9-17")]
        )
    await booked(clinic, "Wren")
    assert "Wren" not in await page(browser)
    text = await page(browser, "?whose=all")
    assert "Wren" in text and "Ben Adeyemi" in text and "New for you" not in text
    async with clinic.store.read() as work:
        assert await schedule.unseen(work, clinic.ben) == 1
