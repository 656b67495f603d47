"""The help bar: two numbers and the panel above the writing box, from the first alarm until a human closes it.

Only the gateway runs: the bar comes with the first words, which need nothing else.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Locator, Page, expect

from bot.app import init_app
from bot.care import now
from bot.care.accounts import clients
from bot.care.safety.episodes import rows
from bot.gateway.app_keys import STORE
from bot.settings import Settings
from tests.support.clinic import Clinic
from tests.support.episodes import hear
from tests.support.ports import free_ports
from tests.support.web.chat import Chat
from tests.support.web.looks import hard_to_read, hard_to_tap, sticking_out, without_a_name
from tests.support.web.screens import DESKTOP, PHONE, Screens, sockets_of

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 320, "height": 568}}


class Gate:
    """A gateway without Rasa, and what happens behind it."""

    def __init__(self, url: str, clinic: Clinic) -> None:
        self.url, self.clinic, self.store = url, clinic, clinic.store

    async def client(self, screens: Screens, country: str = "US", **how: Any) -> Chat:
        """Somebody new in this country who opened the chat."""
        page = await screens.open(**(how or PHONE))
        async with page.expect_response("**/v1/conversations"):
            await page.goto(self.url)
        chat = Chat(page)
        await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
        client_id = await self.clinic.client_of(await chat.conversation())
        async with self.store.begin() as work:
            await clients.set_country(work, client_id, country, "chosen")
        return chat

    async def alarm(self, chat: Chat, category: str = "suicide", tier: str = "high", **heard: Any) -> None:
        """They write something that triage finds alarming."""
        await hear(
            self.clinic, await chat.conversation(), "it is bad tonight", tier=tier, categories=(category,), **heard
        )

    async def close_it(self, chat: Chat) -> None:
        """A coach closes the safety conversation."""
        client_id = await self.clinic.client_of(await chat.conversation())
        async with self.store.begin() as work:
            assert await rows.close(work, client_id, self.clinic.maria, now())


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def gate(folder: Path, sqlite_template: Path) -> AsyncIterator[Gate]:
    """A gateway with nobody behind it, for all tests of this file."""
    home = folder / "help-bar"
    home.mkdir()
    shutil.copy(sqlite_template, home / "landfall.db")
    port, rasa, actions = free_ports(3)
    settings = Settings(home=home, port=port, rasa_port=rasa, actions_port=actions, service_token="for-tests")
    app = init_app(settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    yield Gate(settings.url, await Clinic.founded(app[STORE]))
    await runner.cleanup()


def bar_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Numbers to call")


async def test_it_comes_with_the_first_words_after_an_alarm_and_its_numbers_can_be_tapped(
    screens: Screens, gate: Gate
) -> None:
    chat = await gate.client(screens)
    await expect(bar_of(chat.page)).to_be_hidden()
    await chat.write("i want to kill myself tonight")
    await expect(chat.heard("988").first).to_be_visible()
    bar = bar_of(chat.page)
    await expect(bar).to_be_visible()
    await expect(bar.get_by_role("link", name="Emergency 911")).to_have_attribute("href", "tel:911")
    await expect(bar.get_by_role("link", name="Crisis line 988")).to_have_attribute("href", "tel:988")
    first = chat.page.locator(".from-bot .bubble").first
    await expect(first.locator("a[href^='tel:']").first).to_be_in_viewport()


async def test_it_stays_above_the_box_however_far_one_scrolls(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens, **SMALL)
    for _ in range(3):
        await gate.alarm(chat, tier="imminent", answer="time")
    bar = bar_of(chat.page)
    await expect(bar).to_be_visible()
    await chat.page.get_by_role("log").evaluate("log => { log.scrollTop = 0 }")
    await expect(bar).to_be_in_viewport(ratio=1)
    await chat.page.set_viewport_size({"width": 320, "height": 330})
    await expect(bar).to_be_in_viewport(ratio=1)
    await expect(chat.box).to_be_in_viewport(ratio=1)
    place, box = await bar.bounding_box(), await chat.box.bounding_box()
    assert place is not None and box is not None
    assert place["y"] + place["height"] <= box["y"]
    assert place["height"] <= 64, "it is slim"


async def test_its_button_opens_the_panel_with_the_keyboard_and_gets_the_focus_back(
    screens: Screens, gate: Gate
) -> None:
    chat = await gate.client(screens, **DESKTOP)
    await gate.alarm(chat)
    bar = bar_of(chat.page)
    await expect(bar).to_be_visible()
    await chat.box.focus()
    await chat.page.keyboard.press("Shift+Tab")
    opener = bar.get_by_role("button", name="Need help now?")
    await expect(opener).to_be_focused()
    await chat.page.keyboard.press("Enter")
    panel = chat.page.get_by_role("dialog", name="Need help now?")
    await expect(panel.get_by_role("heading", name="Numbers: United States")).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await chat.page.keyboard.press("Shift+Tab")
    await expect(bar.get_by_role("link", name="Crisis line 988")).to_be_focused()
    await chat.page.wait_for_timeout(2500)
    await expect(bar.get_by_role("link", name="Crisis line 988")).to_be_focused()


async def test_it_is_there_after_a_reload_and_on_another_device(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens)
    await gate.alarm(chat)
    await expect(bar_of(chat.page)).to_be_visible()
    await chat.page.reload()
    await expect(bar_of(chat.page)).to_be_visible()
    kept = await chat.page.evaluate("JSON.stringify({...localStorage})")
    other = await screens.open(**DESKTOP)
    await other.add_init_script(f"Object.assign(localStorage, {kept})")
    await other.goto(gate.url)
    await expect(bar_of(other).get_by_role("link", name="Emergency 911")).to_be_visible()


async def test_an_alarm_while_the_connection_was_away_brings_it_when_it_is_back(screens: Screens, gate: Gate) -> None:
    page = await screens.open(**PHONE)
    opened = await sockets_of(page)
    async with page.expect_response("**/v1/conversations"):
        await page.goto(gate.url)
    chat = Chat(page)
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await page.context.set_offline(True)
    for socket in opened:
        await socket.close()
    await gate.alarm(chat)
    await page.wait_for_timeout(500)
    await expect(bar_of(page)).to_be_hidden()
    await page.context.set_offline(False)
    await expect(bar_of(page)).to_be_visible()


async def test_it_stays_while_the_connection_is_lost(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens)
    await gate.alarm(chat)
    await expect(bar_of(chat.page)).to_be_visible()
    await chat.page.context.set_offline(True)
    await expect(chat.page.get_by_text("No connection right now")).to_be_visible()
    await expect(bar_of(chat.page).get_by_role("link", name="Emergency 911")).to_be_visible()


async def test_it_stays_when_it_has_eased_and_goes_when_a_human_has_closed_it(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens)
    await gate.alarm(chat, category="panic")
    await hear(gate.clinic, await chat.conversation(), "my sister is here", "person_here", there=True, safe=True)
    await expect(bar_of(chat.page)).to_be_visible()
    await gate.close_it(chat)
    await expect(bar_of(chat.page)).to_be_hidden()
    await chat.page.reload()
    await expect(chat.said("my sister is here")).to_be_visible()
    await expect(bar_of(chat.page)).to_be_hidden()


async def test_the_one_gentle_question_before_any_alarm_brings_none(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens)
    await hear(gate.clinic, await chat.conversation(), "that song about dying", check=True)
    await expect(chat.page.locator(".from-bot .bubble").first).to_be_visible()
    await chat.page.wait_for_timeout(2500)
    await expect(bar_of(chat.page)).to_be_hidden()


async def test_it_follows_the_country_that_is_chosen(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens)
    await gate.alarm(chat)
    bar = bar_of(chat.page)
    await bar.get_by_role("button", name="Need help now?").click()
    panel = chat.page.get_by_role("dialog", name="Need help now?")
    await panel.get_by_label("Which country are you in?").select_option("DE")
    await panel.get_by_role("button", name="Show its numbers").click()
    await panel.get_by_role("button", name="Close").click()
    await expect(bar.get_by_role("link", name="Emergency 112")).to_have_attribute("href", "tel:112")
    await expect(bar.get_by_role("link", name="Crisis line 116 123")).to_have_attribute("href", "tel:116123")


async def test_where_somebody_may_be_reading_along_it_has_numbers_alone_and_is_folded_away_with_one_tap(
    screens: Screens, gate: Gate
) -> None:
    chat = await gate.client(screens, country="DE")
    await gate.alarm(chat, category="abuse")
    bar = bar_of(chat.page)
    await expect(bar.get_by_role("link", name="Call 110")).to_have_attribute("href", "tel:110")
    await expect(bar.get_by_role("link", name="Call 116 016")).to_have_attribute("href", "tel:116016")
    written = (await bar.evaluate("bar => bar.outerHTML")).lower()
    for word in ("violence", "gewalt", "abuse", "crisis", "emergency", "police"):
        assert word not in written, word
    assert [part.strip() for part in (await bar.inner_text()).splitlines() if part.strip()] == [
        "110",
        "116 016",
        "Need help now?",
    ]
    await bar.get_by_role("button", name="Fold away").tap()
    await expect(bar).to_be_hidden()
    await gate.alarm(chat, category="abuse")
    await chat.page.reload()
    await expect(chat.page.locator(".from-bot .bubble").first).to_be_visible()
    await chat.page.wait_for_timeout(2500)
    await expect(bar).to_be_hidden()
    await expect(chat.page.get_by_role("button", name="Need help now?")).to_be_visible()
    await gate.close_it(chat)
    async with asyncio.timeout(20):
        while await chat.page.evaluate("localStorage.getItem('landfall.folded')") is not None:
            await asyncio.sleep(0.1)


async def test_another_danger_brings_a_folded_one_back(screens: Screens, gate: Gate) -> None:
    chat = await gate.client(screens, country="DE")
    await gate.alarm(chat, category="abuse")
    bar = bar_of(chat.page)
    await bar.get_by_role("button", name="Fold away").tap()
    await expect(bar).to_be_hidden()
    await gate.alarm(chat, category="medical", tier="imminent", taken=True)
    await expect(bar.get_by_role("link", name="Emergency 112")).to_be_visible()
    await expect(bar.get_by_role("button", name="Fold away")).to_be_hidden()


@pytest.mark.parametrize("category", ["suicide", "abuse"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("country", ["US", "DE", "XX"])
async def test_on_a_small_phone_everything_in_it_can_be_read_and_tapped(
    screens: Screens, gate: Gate, category: str, scheme: str, country: str
) -> None:
    chat = await gate.client(screens, country=country, **SMALL, color_scheme=scheme)
    await gate.alarm(chat, category=category)
    bar = bar_of(chat.page)
    await expect(bar).to_be_visible()
    for one in await bar.locator("a, button:visible").all():
        size = await one.bounding_box()
        assert size is not None and size["height"] >= 44 and size["width"] >= 44
    place = await bar.bounding_box()
    rows_of_it = 2 if (country, category) == ("US", "abuse") else 1  # that line has eleven digits
    assert place is not None and place["height"] <= 64 * rows_of_it, "it is slim"
    assert await bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") <= 0
    assert await sticking_out(chat.page) <= 0
    assert await hard_to_tap(chat.page) == []
    assert await without_a_name(chat.page) == []
    assert await hard_to_read(chat.page) == []
