"""Distress on the chat page: the safety words come at once, and can be tapped."""

from typing import Any

import pytest
from playwright.async_api import Route, expect

from tests.support.web.chat import arrive
from tests.support.web.screens import Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

DISTRESS = "i cant do this any more, i want to kill myself tonight"


async def test_distress_is_met_with_words_that_can_be_tapped(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    before = await chat.answers.count()
    await chat.write(DISTRESS)
    tappable = "a[href^='tel:'], a[href^='sms:'], a[href^='https:']"
    answer = chat.page.locator(".from-bot").nth(before)
    await expect(answer).to_be_visible()
    await expect(answer.locator(tappable).first).to_be_visible()
    # However much is said after it, the first words stay in sight until the person moves on.
    await expect(answer.locator(tappable).first).to_be_in_viewport()


async def test_distress_before_agreeing_is_met_with_the_same_words(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    before = await chat.answers.count()
    await chat.write(DISTRESS)
    answer = chat.page.locator(".from-bot").nth(before)
    await expect(answer.locator("a[href^='tel:'], a[href^='sms:'], a[href^='https:']").first).to_be_visible()


async def test_safety_words_come_even_when_the_message_cannot_be_stored(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)

    async def no_database(route: Route) -> None:
        said = {"error": {"code": "unavailable", "message": "Not stored."}, "safety": ["Please call 112 now."]}
        await route.fulfill(status=503, json=said)

    await chat.page.route("**/v1/messages", no_database)
    await chat.write(DISTRESS)
    await expect(chat.page.get_by_role("alert").get_by_role("link", name="112")).to_be_visible()
    await expect(chat.unsent).to_be_visible()
    await chat.page.reload()
    await expect(chat.page.get_by_role("alert").get_by_role("link", name="112")).to_have_count(1)
    await chat.page.unroute("**/v1/messages")
    await expect(chat.on_the_way).to_have_count(0)
    await expect(chat.said(DISTRESS)).to_have_count(1)
