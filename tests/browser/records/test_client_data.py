"""What is the client's own on the chat page: journal, times, download, erasure, and a new start on this device."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.support.people import give_coach
from tests.support.web.chat import arrive
from tests.support.web.screens import Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


async def test_the_journal_shows_what_i_kept(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.menu("Your journal")
    journal = chat.page.get_by_role("dialog", name="Your journal")
    await expect(journal).to_contain_text("Nothing here yet")
    await journal.get_by_role("button", name="Close").click()
    await chat.agree()
    await chat.on_after(chat.write("I want to write in my journal"))
    await chat.on_after(chat.write("A wide grey sea,\nand I was part of it."))
    await chat.on_after(chat.write("done"))
    await chat.menu("Your journal")
    await expect(journal.locator(".entry-text")).to_have_text("A wide grey sea,\nand I was part of it.")


async def test_a_time_with_a_coach_can_be_put_in_my_calendar(screens: Screens, live: Any, tmp_path: Path) -> None:
    pytest.importorskip("icalendar")
    chat = await arrive(screens, live)
    await chat.menu("Your times")
    times = chat.page.get_by_role("dialog", name="Your times")
    await expect(times).to_contain_text("Nothing is booked at the moment")
    await times.get_by_role("button", name="Close").click()
    await give_coach(live, await chat.conversation(), "9-17", "", booked=1)
    await chat.menu("Your times")
    await expect(times.locator(".entry-text")).to_have_text("A time with your coach")
    async with chat.page.expect_download() as download:
        await times.get_by_role("button", name="Put it in my calendar").click()
    file = tmp_path / "time.ics"
    await (await download.value).save_as(file)
    assert "BEGIN:VEVENT" in file.read_text()


async def test_i_can_download_what_i_wrote(screens: Screens, live: Any, tmp_path: Path) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.on_after(chat.write("something to take with me"))
    async with chat.page.expect_download() as download:
        await chat.menu("Download what I wrote")
    file = tmp_path / "export.json"
    await (await download.value).save_as(file)
    assert "something to take with me" in json.dumps(json.loads(file.read_text(encoding="utf-8")))


async def test_deleting_everything_asks_first_and_then_leaves_nothing(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.write("to be forgotten")
    await expect(chat.said("to be forgotten")).to_be_visible()
    await expect(chat.on_the_way).to_have_count(0)
    token = await chat.page.evaluate("JSON.parse(localStorage.getItem('landfall.conversation')).token")

    await chat.menu("Delete everything")
    await chat.page.get_by_role("button", name="Keep everything").click()
    await expect(chat.said("to be forgotten")).to_be_visible()

    await chat.menu("Delete everything")
    await chat.page.get_by_role("button", name="Yes, delete everything").click()
    await expect(chat.page.get_by_role("alert")).to_contain_text("has been deleted")
    await expect(chat.page.locator(".message")).to_have_count(0)
    assert await chat.page.evaluate("localStorage.length") == 0
    answer = await chat.page.request.get(
        f"{live.url}/v1/messages?after=0", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status == 401

    await chat.page.get_by_role("button", name="Start again").click()
    await expect(chat.choices.first).to_be_visible()
    await expect(chat.said("to be forgotten")).to_have_count(0)


async def test_starting_anew_forgets_the_conversation_on_this_device(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.box.fill("a draft")
    await chat.menu("Start on this device anew")
    await chat.page.get_by_role("button", name="Yes, start anew").click()
    await expect(chat.choices.first).to_be_visible()
    await expect(chat.mine).to_have_count(0)
    await expect(chat.box).to_have_value("")
