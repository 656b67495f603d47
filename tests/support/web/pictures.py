"""Takes the pictures for the README of the running system: `uv run python -m tests.support.web.pictures`."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.async_api import Browser, Page, async_playwright

from bot.operate.training import train
from bot.settings import PROJECT, Settings
from tests.support.client import Client
from tests.support.live import Live
from tests.support.web.screens import PHONE, QUIET, chromium_path

IMAGES = PROJECT / "docs" / "images"
PREPARING = ("Sam", "I want to prepare for my session", "friday at 2", "about a 5", "less noise in my head",
             "the part of me that is always afraid", "to trust what comes")  # fmt: skip
ON_A_BAD_DAY = (
    ("Robin", "i cant do this anymore, i want to die"),
    ("Kim", "i still feel unreal, it has been three days"),
    ("Alex", "can i talk to a person please"),
)
OFTEN = ("Not at all", "Several days", "More than half", "Nearly every")
DAY = 24
HERE: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/Berlin"}


async def main() -> None:
    """Start everything, talk a little, and take the pictures."""
    train(Settings())
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lf-") as folder:
        live = Live(Path(folder), timezone="Europe/Berlin")
        live.start()
        await live.ready()
        await live.make_coach()
        try:
            await asyncio.gather(*(_somebody(live, name, text) for name, text in ON_A_BAD_DAY))
            journey = await _journey(live)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
                await _chat(browser, live)
                await _console(browser, live, journey)
                await browser.close()
        finally:
            await live.stop()


async def _somebody(live: Live, name: str, text: str) -> None:
    client = live.client()
    await client.open()
    await client.agree()
    await client.talk(name, "journal", "the lake was still there when i closed my eyes", "done", text)


async def _journey(live: Live) -> UUID:
    """Somebody after five treatment sessions of six, with questionnaires, a practice and a journal."""
    client = live.client()
    await client.open()
    await client.agree()
    await client.talk("Jo", "plan my sessions", "six", "with a guide", "every tuesday at 3", "yes")
    await client.talk("prepare", "skip", "4", "less noise in my head", "my fear", "to trust what comes", "yes", "stop")
    await _fill(client, "phq-9", (2, 3, 2, 2, 1, 3, 2, 1, 0))
    await live.age(client.conversation_id, 16 * DAY)
    await _fill(client, "phq-9", (1, 2, 2, 1, 1, 2, 1, 1, 0))
    await client.talk("what can i do between sessions", "movement", "skip", "a walk after lunch", "yes")
    await live.age(client.conversation_id, 16 * DAY)
    await client.talk("hi", "i did it", "leaving my shoes by the door", "keep it")
    await _fill(client, "phq-9", (1, 1, 1, 1, 0, 1, 1, 0, 0))
    await client.talk("journal", "three boats on the water, and no apply #calm", "done", "8")
    return client.conversation_id


async def _fill(client: Client, which: str, answers: Sequence[int]) -> None:
    await client.say(which)
    for often in answers:
        await client.press(OFTEN[often])


async def _chat(browser: Browser, live: Live) -> None:
    page = await (await browser.new_context(**PHONE, **HERE)).new_page()
    await page.goto(live.url)
    await page.get_by_role("button", name="I agree").click()
    for text in PREPARING:
        await _say(page, text)
    await page.screenshot(path=IMAGES / "chat.png")


async def _say(page: Page, text: str) -> None:
    before = await page.locator(".message.from-bot").count()
    await page.get_by_role("textbox").fill(text)
    await page.get_by_role("button", name="Send").click()
    await page.wait_for_function("before => document.querySelectorAll('.message.from-bot').length > before", arg=before)
    await page.wait_for_timeout(700)  # for the pictures' sake: the page moves gently


async def _console(browser: Browser, live: Live, journey: UUID) -> None:
    page = await (await browser.new_context(viewport={"width": 1200, "height": 760}, **HERE)).new_page()
    await page.goto(f"{live.url}/coach/")
    await page.get_by_label("Email").fill(live.coach_email)
    await page.get_by_label("Password").fill(live.coach_password)
    await page.get_by_role("button", name="Log in").click()
    await page.wait_for_timeout(1500)
    await page.screenshot(path=IMAGES / "console.png")
    await page.get_by_role("link", name="Robin").first.click()
    await page.wait_for_timeout(1500)
    await page.screenshot(path=IMAGES / "transcript.png")
    await page.set_viewport_size({"width": 1200, "height": 1100})
    await page.goto(f"{live.url}/coach/conversations/{journey}")
    await page.wait_for_timeout(500)
    await page.locator("#side").screenshot(path=IMAGES / "journey.png")


if __name__ == "__main__":
    asyncio.run(main())
