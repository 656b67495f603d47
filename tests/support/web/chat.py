"""The chat page as the person in front of it knows it."""

import re
from typing import Any
from uuid import UUID

from playwright.async_api import Locator, Page, expect

from tests.support.web.screens import PHONE, WAIT_MS, Screens

expect.set_options(timeout=WAIT_MS)


class Chat:
    """The page as the person in front of it knows it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("Write your message")
        self.send = page.get_by_role("button", name="Send")
        self.choices = page.locator(".choices:visible button")
        self.answers = page.locator(".from-bot .bubble")
        self.mine = page.locator(".from-client .bubble")
        self.unsent = page.locator(".state").filter(has_text="Not sent yet")
        self.on_the_way = page.locator(".from-client:not([data-seq])")

    async def write(self, text: str) -> None:
        await self.box.fill(text)
        await self.send.click()

    async def on_after(self, act: Any) -> None:
        """Do `act` and wait for an answer that was not there before."""
        before = await self.answers.count()
        await act
        await expect(self.answers.nth(before)).to_be_visible()

    async def agree(self) -> None:
        await self.on_after(self.choices.first.click())

    async def everything(self) -> list[str]:
        return await self.page.locator(".message .bubble").all_inner_texts()

    async def menu(self, entry: str) -> None:
        await self.page.get_by_role("button", name="Menu").click()
        await self.page.get_by_role("button", name=entry).click()

    async def settle_in(self) -> None:
        """Agree, and give no name."""
        await self.agree()
        await self.choose("Skip")

    async def ask(self, text: str) -> None:
        """Write this and hear the answer."""
        await self.on_after(self.write(text))

    async def choose(self, title: str) -> None:
        """Press the choice with this in its title, and hear the answer."""
        await self.on_after(self.choices.filter(has_text=title).first.click())

    async def conversation(self) -> UUID:
        """Which conversation this is."""
        kept = await self.page.evaluate("Object.values(localStorage).join(' ')")
        found = re.search(r'"conversation_id":"([0-9a-f-]{36})"', kept)
        assert found is not None
        return UUID(found[1])

    def heard(self, text: str) -> Locator:
        """What Landfall or a coach said with this in it."""
        return self.page.locator(".message:not(.from-client) .bubble").filter(has_text=text)

    def said(self, text: str) -> Locator:
        return self.mine.filter(has_text=text)


async def arrive(screens: Screens, live: Any, **how: Any) -> Chat:
    """Open the page as someone new, and wait for the greeting with its choices."""
    chat = Chat(await screens.open(**(how or PHONE)))
    await chat.page.goto(live.url)
    await expect(chat.choices.first).to_be_visible()
    return chat
