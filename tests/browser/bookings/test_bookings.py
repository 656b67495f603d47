"""Booking in a real Chromium, on both sides: a coach's hours, a client's time, and what each hears of the other."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Dialog, expect

from bot.care import now
from tests.support.live import Live
from tests.support.web.chat import Chat, arrive
from tests.support.web.desk import Desk, new_coach
from tests.support.web.screens import Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SORRY = "I am ill that day. I am sorry."


async def set_hours(desk: Desk, hours: str) -> None:
    """Be there every day in these hours."""
    await desk.go("bookings/hours")
    for day in WEEKDAYS:
        await desk.page.get_by_label(day).fill(hours)
    await desk.page.get_by_label("Timezone").fill("Europe/Berlin")
    await desk.page.get_by_role("button", name="Save my hours").click()
    await expect(desk.said).to_contain_text("Your hours are saved")


async def take_on(desk: Desk, chat: Chat) -> None:
    """This client is this coach's from now on."""
    await desk.read(await chat.conversation())
    await desk.page.get_by_label("Whose times the client is offered").select_option(label=f"{desk.name}’s")
    await desk.page.locator("#own-coach").get_by_role("button", name="Save").click()
    await expect(desk.said).to_contain_text("The client is offered that coach’s times")


async def add_group(desk: Desk, title: str) -> None:
    """A group in a week's time."""
    page = desk.page
    await page.get_by_label("Title, as clients see it").fill(title)
    await page.get_by_label("Day", exact=True).fill((now() + timedelta(days=7)).date().isoformat())
    await page.get_by_label("Begins").fill("18:30")
    await page.get_by_role("button", name="Add the group").click()
    await expect(desk.said).to_contain_text("The group is there")


async def client_of(desk: Desk, screens: Screens, live: Live) -> Chat:
    """Somebody at the chat who belongs to this coach."""
    chat = await arrive(screens, live)
    await chat.settle_in()
    await take_on(desk, chat)
    return chat


async def test_a_time_is_booked_in_the_chat_seen_by_the_coach_and_cancelled_with_a_word(
    screens: Screens, live: Live
) -> None:
    desk = await new_coach(screens, live)
    await set_hours(desk, "9-17")
    chat = await client_of(desk, screens, live)

    await chat.ask("book a time with a coach")
    booked = await chat.choices.filter(has_text=" at ").first.inner_text()
    await chat.choose(booked)
    await expect(chat.answers.last).to_contain_text(desk.name)
    await chat.choose("Yes, book it")
    await expect(chat.heard("Your times”").last).to_be_visible()

    await desk.go("bookings")
    await expect(desk.page.get_by_label("1 new")).to_be_visible()
    await expect(desk.page.get_by_role("region", name="New for you")).to_contain_text("New")
    await desk.page.get_by_role("button", name="I have seen these").click()
    await expect(desk.said).to_contain_text("Noted")
    await expect(desk.page.locator(".booked")).to_have_count(1)
    await expect(desk.page.locator(".booking-news, .booked .flag")).to_have_count(0)

    await desk.page.locator(".booked summary").click()
    await desk.page.get_by_label("A short message to the client").fill(SORRY)
    await desk.page.get_by_role("button", name="Cancel and tell them").click()
    await expect(desk.said).to_contain_text("the client has your message in the chat")
    await expect(desk.page.locator(".booked")).to_have_count(0)

    await expect(chat.heard(SORRY)).to_be_visible()
    await chat.choose("Find another time")
    await expect(chat.choices.filter(has_text=" at ").first).to_be_visible()
    assert booked not in await chat.choices.all_inner_texts(), (
        "the coach cannot come, so nobody else is offered that time"
    )


async def test_a_booking_is_not_cancelled_without_a_word(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await set_hours(desk, "9-17")
    chat = await client_of(desk, screens, live)
    await chat.ask("book a time with a coach")
    await chat.ask("the first one")
    await chat.choose("Yes, book it")
    await desk.go("bookings")
    await desk.page.locator(".booked summary").click()
    await desk.page.get_by_label("A short message to the client").fill("  ")
    await desk.page.get_by_role("button", name="Cancel and tell them").click()
    mine = desk.page.locator(".booked", has=desk.page.get_by_role("alert"))
    await expect(mine.get_by_role("alert")).to_contain_text("Please write the client a word or two")
    await expect(mine.get_by_role("alert")).to_be_in_viewport()
    await expect(mine.get_by_label("A short message to the client")).to_be_visible()


async def test_hours_that_are_none_are_pointed_at_and_nothing_that_was_typed_is_lost(
    screens: Screens, live: Live
) -> None:
    desk = await new_coach(screens, live)
    await desk.go("bookings/hours")
    tuesday, timezone = desk.page.get_by_label("Tuesday"), desk.page.get_by_label("Timezone")
    save = desk.page.get_by_role("button", name="Save my hours")
    await desk.page.get_by_label("Monday").fill("9-12, 14-17")
    await tuesday.fill("whenever")
    await save.click()
    alert = desk.page.get_by_role("alert").filter(has_text="Tuesday")
    await expect(alert).to_have_text("Tuesday: “whenever” is not understood. Write it like 10:00-13:00.")
    await expect(alert).to_be_in_viewport()
    await expect(tuesday).to_be_focused()
    await expect(tuesday).to_have_accessible_description(re.compile("is not understood"))
    await expect(tuesday).to_have_value("whenever")
    await expect(desk.page.get_by_label("Monday")).to_have_value("9-12, 14-17")

    await tuesday.fill("")
    await timezone.fill("Mars/Olympus")
    await save.click()
    await expect(desk.page.get_by_role("alert").filter(has_text="no such timezone")).to_be_visible()
    await expect(timezone).to_have_value("Mars/Olympus")
    await timezone.fill("Europe/Berlin")
    await save.click()
    await expect(desk.said).to_contain_text("Your hours are saved")
    await expect(desk.page.get_by_label("Monday")).to_have_value("09:00-12:00, 14:00-17:00")


async def test_hours_that_are_being_written_are_not_lost_by_another_button(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await set_hours(desk, "9-17")
    await desk.page.get_by_label("Friday").fill("9-12")
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    desk.page.on("dialog", stay)
    await desk.page.get_by_label("Another day off").fill((now() + timedelta(days=9)).date().isoformat())
    await desk.page.get_by_role("button", name="Take it off").click()
    await expect(desk.page.get_by_label("Friday")).to_have_value("9-12")
    await desk.page.get_by_label("Another day off").fill("")
    await desk.page.get_by_role("button", name="Save my hours").click()
    await expect(desk.page.get_by_label("Friday")).to_have_value("09:00-12:00")
    assert asked == ["beforeunload"]


async def test_a_day_off_is_listed_and_taken_back(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await set_hours(desk, "9-17")
    day = (now() + timedelta(days=9)).date()
    said = f"{day:%A}, {day:%B} {day.day}, {day.year}"
    await desk.page.get_by_label("Another day off").fill(day.isoformat())
    await desk.page.get_by_role("button", name="Take it off").click()
    await expect(desk.said).to_contain_text("Nothing more can be booked with you on that day")
    await expect(desk.page.locator("#off li")).to_contain_text([said])
    await desk.page.get_by_role("button", name=f"Take back {said}").click()
    await expect(desk.said).to_contain_text("Your usual hours hold on that day again")
    await expect(desk.page.locator("#off li")).to_have_text("None.")


async def test_a_group_is_added_joined_and_cancelled_for_everybody_in_it(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await set_hours(desk, "")
    await add_group(desk, "After the treatment")
    group = desk.page.locator("#groups li")
    await expect(group).to_contain_text("18:30, 90 minutes")
    await expect(group).to_contain_text("0 of 8 places taken")

    chat = await client_of(desk, screens, live)
    await chat.ask("i want to join a group")
    await chat.choose("After the treatment")
    await chat.choose("Yes, book it")
    await chat.menu("Your times")
    times = chat.page.get_by_role("dialog", name="Your times")
    await expect(times.locator(".entry-text")).to_have_text("After the treatment")
    await times.get_by_role("button", name="Close").click()

    await desk.go("bookings/hours")
    await expect(group).to_contain_text("1 of 8 places taken")
    await group.locator("summary").click()
    words = group.get_by_label("A short message to those who booked it")
    await words.fill("   ")
    await group.get_by_role("button", name="Cancel and tell them").click()
    await expect(group.get_by_role("alert")).to_be_in_viewport()
    await expect(words).to_be_visible()
    await words.fill(SORRY)
    await group.get_by_role("button", name="Cancel and tell them").click()
    await expect(desk.said).to_contain_text("The group is cancelled")
    await expect(chat.heard(SORRY)).to_be_visible()


async def test_a_group_that_cannot_be_comes_back_as_it_was_typed(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await desk.go("bookings/hours")
    page = desk.page
    await page.get_by_label("Title, as clients see it").fill("Evening circle")
    await page.get_by_label("Day", exact=True).fill("2020-02-02")
    await page.get_by_label("Begins").fill("18:30")
    await page.get_by_role("button", name="Add the group").click()
    alert = page.locator("#groups [role=alert]")
    await expect(alert).to_contain_text("Please save your hours and your timezone first")
    await expect(alert).to_be_in_viewport()
    await expect(page.get_by_label("Title, as clients see it")).to_have_value("Evening circle")
    await page.get_by_role("button", name="Save my hours").click()
    await expect(desk.said).to_contain_text("Your hours are saved")
