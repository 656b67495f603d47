"""How the pages look, measured: nothing sticks out, all that is tapped is large, all that is written can be read."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.library import library
from tests.support.client import Client
from tests.support.live import Live
from tests.support.people import give_coach
from tests.support.web.chat import arrive
from tests.support.web.desk import Desk, new_coach
from tests.support.web.looks import hard_to_read, hard_to_tap, sticking_out, without_a_name
from tests.support.web.screens import DESKTOP, PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

WALK = "protocol?strand=suicide&tier=elevated&people=noted&country=US&said=yes&said=no&said=wont_call"
PAGES = (
    "",
    "conversations",
    "bookings",
    "bookings?whose=all",
    "bookings/hours",
    "protocol",
    "protocol?print=1",
    WALK,
    "library",
    "audit",
)
SMALL_PHONE = {**PHONE, "viewport": {"width": 320, "height": 640}}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def somebody(live: Live) -> AsyncIterator[Client]:
    """A client with a plan, a page to take along, a questionnaire, a practice, a booked time and an open alert."""
    client = live.client()
    await client.open()
    await client.agree()
    await client.talk("plan my sessions", "four", "with a guide", "every tuesday at 3", "yes")
    await client.talk("journal", "slept through for the first time #sleep", "done", "7")
    await client.say("phq-9")
    for _ in range(9):
        await client.press("Several days")
    await client.talk("what can i do between sessions", "movement", "skip", "a walk after lunch", "yes")
    await client.talk(
        "it isn't working", "seven", "sleep", "appetite", "neither", "no", "both", "yes", "nobody", "most"
    )
    await client.say("yes")
    await give_coach(live, client.conversation_id, "9-17", "After the treatment", booked=1)
    yield client


async def booked_desk(screens: Screens, live: Live, **how: Any) -> Desk:
    """A coach with hours, a day off and a group."""
    desk = await new_coach(screens, live, "Maximiliane Papadopoulou-Featherstone", **how)
    await desk.go("bookings/hours")
    for day in ("Monday", "Thursday"):
        await desk.page.get_by_label(day).fill("10:00-13:00, 15:00-17:00")
    await desk.page.get_by_role("button", name="Save my hours").click()
    await desk.page.get_by_label("Another day off").fill("2099-12-30")
    await desk.page.get_by_role("button", name="Take it off").click()
    await desk.page.get_by_label("Title, as clients see it").fill("A circle for the days after the treatment")
    await desk.page.get_by_label("Day", exact=True).fill("2099-12-29")
    await desk.page.get_by_label("Begins").fill("18:30")
    await desk.page.get_by_role("button", name="Add the group").click()
    await expect(desk.said).to_contain_text("The group is there")
    return desk


@pytest.mark.parametrize("screen", [PHONE, SMALL_PHONE], ids=["phone", "small phone"])
async def test_on_a_phone_the_console_fits_and_everything_is_large_enough_to_tap(
    screens: Screens, live: Live, somebody: Client, screen: dict[str, Any]
) -> None:
    desk = await booked_desk(screens, live, **screen)
    for path in (*PAGES, f"conversations/{somebody.conversation_id}"):
        await desk.go(path)
        await desk.opens_everything()
        assert await sticking_out(desk.page) <= 0, path
        assert await hard_to_tap(desk.page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_console_can_be_read_and_every_control_has_a_name(
    screens: Screens, live: Live, somebody: Client, scheme: str
) -> None:
    desk = await booked_desk(screens, live, **DESKTOP, color_scheme=scheme)
    for path in (*PAGES, f"conversations/{somebody.conversation_id}"):
        await desk.go(path)
        await desk.opens_everything()
        assert await sticking_out(desk.page) <= 0, path
        assert await hard_to_read(desk.page) == [], path
        assert await without_a_name(desk.page) == [], path


async def test_on_a_wide_screen_the_page_of_a_conversation_never_scrolls_as_a_whole(
    screens: Screens, live: Live, somebody: Client
) -> None:
    desk = await new_coach(screens, live)
    await desk.go(f"conversations/{somebody.conversation_id}?at=1#m1")
    await desk.opens_everything()
    assert await desk.page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    await expect(desk.page.get_by_role("heading", level=1)).to_be_in_viewport()


async def test_on_a_phone_every_page_is_found_and_no_word_of_the_top_line_breaks(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live, **PHONE)
    for link in await desk.page.locator("nav[aria-label=Console] a:visible").all():
        size = await link.bounding_box()
        assert size is not None
        assert size["height"] < 60
    for name, heading in (
        ("Safety conversation", "Safety conversation"),
        ("Library", "What clients get to their questions"),
        ("Record", "Who saw or did what"),
    ):
        await desk.page.locator(".menu > summary").click()
        await desk.page.locator(".menu").get_by_role("link", name=name).click()
        await expect(desk.page.get_by_role("heading", level=1)).to_have_text(heading)


async def test_the_library_says_how_many_answers_no_clinician_has_read(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await desk.page.get_by_role("link", name="Library").click()
    waiting = [entry for entry in library().values() if not entry.is_reviewed]
    everything = len(library())
    said = desk.page.get_by_role("status").filter(has_text="clinician")
    if waiting:
        many = "any" if len(waiting) == everything else str(len(waiting))
        await expect(said).to_contain_text(f"No clinician has read {many} of the {everything} answers yet.")
    else:
        await expect(said).to_contain_text(f"All {everything} answers were read")
    await expect(desk.page.locator(".answer summary", has_text="not read yet")).to_have_count(len(waiting))
    first = next(iter(library().values()))
    await desk.page.get_by_text(first.title, exact=False).first.click()
    await expect(desk.page.get_by_text(first.answer, exact=False)).to_be_visible()


@pytest.mark.parametrize("screen", [PHONE, SMALL_PHONE], ids=["phone", "small phone"])
async def test_the_choices_of_every_flow_fit_a_phone_and_can_be_tapped(
    screens: Screens, live: Live, screen: dict[str, Any]
) -> None:
    chat = await arrive(screens, live, **screen)
    await chat.settle_in()
    await give_coach(live, await chat.conversation(), "9-17", "A circle for the days after the treatment", booked=1)
    for text, least in (
        ("menu", 5),
        ("More", 6),
        ("calm me", 4),
        ("slow breathing", 2),
        ("stop", 0),
        ("what can i do between sessions", 7),
        ("stop", 0),
        ("phq-9", 4),
        ("stop", 0),
        ("book a time with a coach", 2),
        ("one to one", 3),
        ("stop", 0),
        ("where am i?", 1),
    ):
        await (chat.choose(text) if text == "More" else chat.ask(text))
        if least:
            await expect(chat.choices.nth(least - 1)).to_be_visible()
        assert await sticking_out(chat.page) <= 0, text
        assert await hard_to_tap(chat.page) == [], text
        if least:
            await chat.choices.last.scroll_into_view_if_needed()
            await expect(chat.choices.last).to_be_in_viewport(ratio=0.98)  # a scroll may end on a fraction of a pixel


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_panels_fit_a_phone_and_can_be_read(screens: Screens, live: Live, scheme: str) -> None:
    chat = await arrive(screens, live, **PHONE, color_scheme=scheme)
    await chat.settle_in()
    await chat.ask("I want to write in my journal")
    await chat.ask("a-very-long-word-without-an-end" * 9)
    await chat.ask("done")
    await give_coach(live, await chat.conversation(), "9-17", "", booked=1)
    for panel in ("Your journal", "Your times"):
        await chat.menu(panel)
        dialog = chat.page.get_by_role("dialog", name=panel)
        await expect(dialog.locator(".entry")).to_have_count(1)
        assert await sticking_out(chat.page) <= 0, panel
        assert await hard_to_tap(chat.page) == [], panel
        assert await hard_to_read(chat.page) == [], panel
        assert await without_a_name(chat.page) == [], panel
        await dialog.get_by_role("button", name="Close").click()
