"""The journal in a real Chromium: its files, what is private in them, and what of it a coach sees."""

import importlib.util
import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.support.live import Live
from tests.support.web.chat import Chat, arrive
from tests.support.web.desk import sit_down
from tests.support.web.screens import PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

SHARED = "the lake was still there when i woke up"
PRIVATE = "the thing that only my brother knows"


async def keep(chat: Chat, text: str, mood: str) -> None:
    """Write a journal entry that is done."""
    await chat.ask("I want to write in my journal")
    await chat.ask(text)
    await chat.ask("done")
    await chat.ask(mood)


async def writer(screens: Screens, live: Live) -> Chat:
    """Somebody with one entry that coaches can read and one that they cannot."""
    chat = await arrive(screens, live)
    await chat.settle_in()
    await keep(chat, f"{SHARED} #sleep", "7")
    await keep(chat, PRIVATE, "4")
    await chat.ask("keep this private")
    return chat


async def download(chat: Chat, journal: Locator, name: str, file: Path) -> bytes:
    """The journal as the button of this name gives it."""
    async with chat.page.expect_download() as started:
        await journal.get_by_role("button", name=name).click()
    got = await started.value
    assert got.suggested_filename.endswith(file.suffix)
    await got.save_as(file)
    await expect(journal.get_by_role("status")).to_contain_text("keep it somewhere safe")
    await expect(journal.get_by_role("status")).to_be_in_viewport()
    return file.read_bytes()


async def test_the_journal_shows_moods_tags_and_what_is_private(screens: Screens, live: Live) -> None:
    chat = await writer(screens, live)
    await chat.menu("Your journal")
    entries = chat.page.locator("#entries .entry")
    await expect(entries.nth(0)).to_contain_text("feeling 4 of 10 · kept private from your coach")
    await expect(entries.nth(1)).to_contain_text("feeling 7 of 10 · your coach can read this")
    await expect(entries.nth(1)).to_contain_text("#sleep")


async def test_the_journal_comes_as_text_json_and_pdf_with_what_is_private(
    screens: Screens, live: Live, tmp_path: Path
) -> None:
    chat = await writer(screens, live)
    await chat.menu("Your journal")
    journal = chat.page.get_by_role("dialog", name="Your journal")
    text = (await download(chat, journal, "Text", tmp_path / "journal.md")).decode()
    assert SHARED in text and PRIVATE in text
    assert "*feeling 4 of 10 · private*" in text
    entries = json.loads(await download(chat, journal, "JSON", tmp_path / "journal.json"))["entries"]
    assert {entry["text"]: entry["shared"] for entry in entries} == {f"{SHARED} #sleep": True, PRIVATE: False}
    if importlib.util.find_spec("fpdf"):
        assert (await download(chat, journal, "PDF", tmp_path / "journal.pdf")).startswith(b"%PDF-")
    else:
        await journal.get_by_role("button", name="PDF").click()
        await expect(journal.get_by_role("status")).not_to_be_empty()


async def test_what_is_private_is_nowhere_in_the_console(screens: Screens, live: Live) -> None:
    chat = await writer(screens, live)
    desk = await sit_down(screens, live)
    await desk.read(await chat.conversation())
    await expect(desk.page.locator("#messages")).to_contain_text("Private journal entry.")
    await expect(desk.page.locator("#side")).to_contain_text("keeps some of what they write to themselves")
    await expect(desk.page.locator("#side .entry")).to_contain_text([SHARED])
    for path in (f"conversations/{await chat.conversation()}", "conversations", "", "audit", "bookings?whose=all"):
        await desk.go(path)
        assert PRIVATE not in await desk.page.content(), path


async def test_with_a_long_journal_closing_and_the_files_are_not_far(screens: Screens, live: Live) -> None:
    chat = await arrive(screens, live, **{**PHONE, "viewport": {"width": 390, "height": 640}})
    await chat.settle_in()
    await keep(chat, "a very long night\n" * 60, "5")
    await chat.menu("Your journal")
    journal = chat.page.get_by_role("dialog", name="Your journal")
    await expect(journal.get_by_role("button", name="PDF")).to_be_in_viewport()
    await expect(journal.get_by_role("button", name="Close")).to_be_in_viewport()


async def test_what_was_answered_is_named_in_words(screens: Screens, live: Live) -> None:
    chat = await arrive(screens, live)
    await chat.settle_in()
    await chat.ask("it isn't working")
    await chat.ask("seven")
    await chat.ask("sleep without waking")
    await chat.menu("Your journal")
    await expect(chat.page.locator("#entries .entry").first).to_contain_text("What I had hoped for")


async def test_a_questionnaire_is_a_line_beside_the_transcript_and_item_nine_stands_out(
    screens: Screens, live: Live
) -> None:
    client = live.client()
    await client.open()
    await client.agree()
    await client.say("phq-9")
    for _ in range(8):
        await client.press("Several days")
    await client.press("More than half")
    desk = await sit_down(screens, live)
    await desk.open(client)
    measures = desk.page.locator("#measures")
    await expect(measures.get_by_role("img", name=re.compile("PHQ-9: last 10 of 27"))).to_be_visible()
    await expect(measures.locator("circle.item-nine")).to_have_count(1)
    await measures.get_by_text("PHQ-9, item by item").click()
    await expect(measures.locator("li.item-nine")).to_contain_text("2, more than half the days")


async def test_the_plan_of_treatment_sessions_stands_beside_the_transcript_in_their_order(
    screens: Screens, live: Live
) -> None:
    client = live.client()
    await client.open()
    await client.agree()
    await client.talk("plan my sessions", "four", "with a guide", "every tuesday at 3", "yes")
    desk = await sit_down(screens, live)
    await desk.open(client)
    plan = desk.page.locator("#side .plan > li")
    await expect(plan).to_contain_text(["Session 1", "Session 2", "Session 3", "Session 4"])
    await expect(plan.first).to_contain_text("planned")
