"""The panel "Need help now?": the numbers of the client's country, one tap away, and the choice of that country.

Only the gateway runs: the panel has to help while everything behind it is away.
"""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from aiohttp import web
from playwright.async_api import Locator, Page, Route, expect

from bot.app import init_app
from bot.care.safety import crisis_lines
from bot.settings import Settings
from tests.support.ports import free_ports
from tests.support.web.looks import hard_to_read, hard_to_tap, sticking_out, without_a_name
from tests.support.web.screens import DESKTOP, PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


@pytest_asyncio.fixture(loop_scope="session")
async def gateway(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[str]:
    """A gateway without Rasa, whose clinic did not say where its clients are; its address."""
    shutil.copy(sqlite_template, tmp_path / "landfall.db")
    port, rasa, actions = free_ports(3)
    settings = Settings(home=tmp_path, port=port, rasa_port=rasa, actions_port=actions, service_token="for-tests")
    runner = web.AppRunner(init_app(settings), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    yield settings.url
    await runner.cleanup()


async def panel_on(page: Page, url: str) -> Locator:
    """The panel, opened in a conversation. The device is set to Berlin and to British English."""
    async with page.expect_response("**/v1/conversations"):
        await page.goto(url)
    await page.wait_for_function("Object.values(localStorage).join('').includes('conversation_id')")
    await page.get_by_role("button", name="Need help now?").click()
    panel = page.get_by_role("dialog", name="Need help now?")
    await expect(panel).to_be_visible()
    return panel


async def test_where_the_country_is_not_known_the_numbers_work_everywhere(screens: Screens, gateway: str) -> None:
    panel = await panel_on(await screens.open(**PHONE), gateway)
    await expect(panel.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    await expect(panel).to_contain_text("or your local emergency number")
    await expect(panel.get_by_role("link", name="findahelpline.com")).to_have_count(1)
    choices = await panel.get_by_label("Which country are you in?").locator("option").all_inner_texts()
    assert choices[:4] == ["Choose a country", "Germany", "United Kingdom", "Afghanistan"]


async def test_the_country_is_chosen_with_the_keyboard_and_kept(screens: Screens, gateway: str) -> None:
    page = await screens.open(**DESKTOP)
    panel = await panel_on(page, gateway)
    choice = panel.get_by_label("Which country are you in?")
    await expect(choice).to_be_visible()  # it comes with the numbers; what is hidden takes no focus
    await choice.focus()
    await page.keyboard.type("Irel")
    await page.keyboard.press("Tab")
    await expect(panel.get_by_role("button", name="Show its numbers")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(panel.get_by_role("status")).to_have_text("Now shown: Ireland.")
    await expect(panel.get_by_role("heading", name="Numbers: Ireland")).to_be_focused()
    await expect(panel.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    await expect(panel.get_by_role("link", name="Call 116 123").first).to_have_attribute("href", "tel:116123")
    await expect(panel.get_by_role("link", name="Text HELLO to 50808")).to_have_attribute("href", "sms:50808")
    await page.reload()
    await page.get_by_role("button", name="Need help now?").click()
    await expect(panel.get_by_role("heading", name="Numbers: Ireland")).to_be_visible()
    await expect(choice).to_have_value("IE")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_the_page_has_words_of_its_own_while_the_numbers_cannot_be_had(screens: Screens, gateway: str) -> None:
    page = await screens.open(**PHONE)

    async def away(route: Route) -> None:
        await route.abort("connectionfailed")

    await page.route("**/v1/help", away)
    async with page.expect_event("requestfailed"):
        panel = await panel_on(page, gateway)
    await expect(panel).to_contain_text("call your local emergency number")
    await expect(panel.get_by_role("link", name="findahelpline.com")).to_be_visible()
    await expect(panel.get_by_label("Which country are you in?")).to_be_hidden()


async def test_numbers_that_were_shown_stay_when_the_connection_is_lost(screens: Screens, gateway: str) -> None:
    page = await screens.open(**PHONE)
    panel = await panel_on(page, gateway)
    await panel.get_by_label("Which country are you in?").select_option("NZ")
    await panel.get_by_role("button", name="Show its numbers").click()
    await expect(panel.get_by_role("link", name="Call 1737")).to_be_visible()
    await page.context.set_offline(True)
    await panel.get_by_label("Which country are you in?").select_option("FR")
    await panel.get_by_role("button", name="Show its numbers").click()
    await expect(panel.get_by_role("status")).to_contain_text("no connection right now")
    await panel.get_by_role("button", name="Close").click()
    await page.get_by_role("button", name="Need help now?").click()
    await expect(panel.get_by_role("link", name="Call 1737")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_in_it_can_be_read_and_tapped_on_a_small_phone(
    screens: Screens, gateway: str, scheme: str
) -> None:
    how: dict[str, Any] = {**PHONE, "viewport": {"width": 320, "height": 640}, "color_scheme": scheme}
    page = await screens.open(**how)
    panel = await panel_on(page, gateway)
    await panel.get_by_label("Which country are you in?").select_option("US")
    await panel.get_by_role("button", name="Show its numbers").click()
    await expect(panel.get_by_role("link", name="Call 988 and press 1")).to_have_attribute("href", "tel:988")
    for way in await panel.locator("a.way").all():
        box = await way.bounding_box()
        assert box is not None and box["height"] >= 44
    assert await sticking_out(page) <= 0
    assert await panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    assert await hard_to_tap(page) == []
    assert await without_a_name(page) == []
    assert await hard_to_read(page) == []


async def test_in_a_message_the_whole_of_each_number_can_be_tapped(screens: Screens, gateway: str) -> None:
    page = await screens.open(**DESKTOP)
    await page.goto(gateway)
    codes = yaml.safe_load(crisis_lines.FILE.read_text(encoding="utf-8"))
    lines = [line for code in codes for line in crisis_lines.listed(code)]
    linked = await page.evaluate(
        """async texts => {
          const { parts } = await import('/static/words.js');
          return texts.map(text => parts(text).filter(part => part.href).map(part => part.href));
        }""",
        [line.as_read for line in lines],
    )
    for line, found in zip(lines, linked, strict=True):
        called = [f"tel:{number}" for number in numbers_in(line.call) if not number.startswith("*")]
        texted = [f"sms:{number}" for number in numbers_in(line.text)] if line.text != line.call else []
        assert [href for href in found if not href.startswith("http")] == called + texted, line.as_read


def numbers_in(text: str | None) -> list[str]:
    """The numbers of a line's `call` or `text`, as they are dialled."""
    parts = re.findall(r"\*?\d[\d -]*\d|\d", (text or "").split(" and press ")[0].split(", option ")[0])
    return [re.sub(r"[ -]", "", part) for part in parts]
