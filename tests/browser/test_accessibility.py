"""Accessibility of the chat page: keyboard, touch targets, contrast, screen reader."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.support.web.chat import arrive
from tests.support.web.looks import contrasts, hard_to_read
from tests.support.web.screens import DESKTOP, PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


async def test_everything_can_be_done_with_the_keyboard_alone(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live, **DESKTOP)
    keys = chat.page.keyboard
    await chat.choices.first.focus()
    await chat.on_after(keys.press("Enter"))
    await expect(chat.box).to_be_focused()
    await keys.type("first line")
    await keys.press("Shift+Enter")
    await keys.type("second line")
    await expect(chat.box).to_have_value("first line\nsecond line")
    await keys.press("Escape")
    await expect(chat.box).to_have_value("first line\nsecond line")
    await chat.on_after(keys.press("Enter"))
    await expect(chat.said("first line")).to_have_text("first line\nsecond line")

    opener = chat.page.get_by_role("button", name="Need help now?")
    for _ in range(20):
        await keys.press("Shift+Tab")
        if await opener.evaluate("button => button === document.activeElement"):
            break
    await keys.press("Enter")
    panel = chat.page.get_by_role("dialog")
    await expect(panel).to_be_visible()
    await keys.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_on_a_phone_enter_is_a_new_line(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.box.fill("one")
    await chat.box.press("Enter")
    await expect(chat.box).to_have_value("one\n")


@pytest.mark.parametrize("width", [320, 390])
async def test_everything_to_tap_is_large_and_nothing_sticks_out_sideways(
    screens: Screens, live: Any, width: int
) -> None:
    chat = await arrive(screens, live, **{**PHONE, "viewport": {"width": width, "height": 640}})
    for button in await chat.page.locator("button:visible, textarea").all():
        size = await button.bounding_box()
        assert size is not None
        assert size["height"] >= 44
        assert size["width"] >= 44
    # Below 16 px iOS zooms into the box when it is tapped.
    assert await chat.box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)") >= 16
    assert await chat.page.evaluate("document.documentElement.scrollWidth") <= width


async def test_the_box_stays_in_sight_when_the_keyboard_takes_half_the_screen(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.page.set_viewport_size({"width": 390, "height": 420})
    await expect(chat.box).to_be_in_viewport(ratio=1)
    await expect(chat.page.get_by_role("button", name="Need help now?")).to_be_in_viewport(ratio=1)
    await expect(chat.answers.last).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_has_the_contrast_that_wcag_aa_asks_for(screens: Screens, live: Any, scheme: str) -> None:
    chat = await arrive(screens, live, **PHONE, color_scheme=scheme)
    await chat.agree()
    assert len(await contrasts(chat.page)) >= 8
    assert await hard_to_read(chat.page) == []


async def test_a_screen_reader_hears_what_is_new_and_who_said_it(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    log = chat.page.get_by_role("log", name="Conversation")
    await expect(log).to_have_attribute("aria-live", "polite")
    await chat.agree()
    names = await chat.page.locator(".message .who").all_inner_texts()
    assert "Landfall" in names
    assert "You" in names
