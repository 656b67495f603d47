"""The page of the safety conversation as a clinician uses it: with the keyboard alone, and on paper."""

import re

import pytest
from playwright.async_api import expect

from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.texts import texts
from tests.support.live import Live
from tests.support.web.desk import new_coach
from tests.support.web.looks import hard_to_read
from tests.support.web.screens import Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


async def test_a_clinician_walks_through_it_with_the_keyboard_alone(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await desk.go("protocol")
    page = desk.page
    await page.get_by_label("What it is about").select_option("suicide")
    await page.get_by_label("How worrying triage finds it").select_option("elevated")
    await page.get_by_role("button", name="Begin").press("Enter")
    said = page.locator(".bubble .text")
    await expect(said.last).to_have_text(texts().groups["question.life"][0].text)
    await page.get_by_role("button", name="Doesn’t know", exact=True).press("Enter")
    await expect(page).to_have_url(re.compile(r"said=unsure#walk-end$"))
    await expect(page.locator(".answered")).to_have_text(["An alarming message", "Answer 1: Doesn’t know"])
    await expect(page.locator("#walk-end")).to_be_in_viewport()
    many = await said.count()
    await page.get_by_role("button", name="Take the last answer back").press("Enter")
    await expect(page.locator(".answered")).to_have_count(1)
    assert await said.count() < many
    buttons = page.get_by_role("group", name=re.compile(r"^Or any of the")).get_by_role("button")
    await expect(buttons).to_have_count(len(protocol().classes))


async def test_on_paper_stands_the_whole_protocol_in_black_on_white(screens: Screens, live: Live) -> None:
    desk = await new_coach(screens, live)
    await desk.go("protocol?print=1")
    await desk.page.emulate_media(media="print", color_scheme="dark")
    await expect(desk.page.get_by_role("navigation", name="Console")).to_be_hidden()
    for text_id in ("question.life.3", "wait.1", "barrier.police.1"):
        await expect(desk.page.get_by_text(f"{text_id} ·")).to_be_visible()
    assert await hard_to_read(desk.page) == []
    ground = await desk.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
