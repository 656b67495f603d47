"""The console's long poll: an open page hears of a new alert or message as soon as there is one."""

import asyncio
import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.console import long_poll
from bot.console.app_keys import CLOSING
from tests.support.browser import Browser
from tests.support.clinic import Clinic


@pytest.fixture(autouse=True)
async def logged_in(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A coach with an open page; the database is looked at ten times as often as elsewhere."""
    assert (await browser.log_in()).status == 303
    monkeypatch.setattr(long_poll, "POLL_SECONDS", 0.15)


async def poll(browser: Browser, **query: str) -> dict[str, Any]:
    async with browser.http.get("/coach/pulse", params=query, headers={"Accept": "application/json"}) as answer:
        assert answer.status == 200
        return dict(await answer.json())


async def test_a_page_that_knows_nothing_is_answered_at_once(browser: Browser, clinic: Clinic) -> None:
    await clinic.says(await clinic.client(), "high")
    answer = await asyncio.wait_for(poll(browser), 5)
    assert (answer["waiting"], answer["taken"], answer["worst"]) == (1, 0, "high")
    assert "last_seq" not in answer


async def test_the_answer_waits_for_an_alert_and_comes_with_it(browser: Browser, clinic: Clinic) -> None:
    known = (await poll(browser))["state"]
    waiting = asyncio.create_task(poll(browser, state=known))
    await asyncio.sleep(0.4)
    assert not waiting.done()
    await clinic.says(await clinic.client(), "imminent")
    answer = await asyncio.wait_for(waiting, 5)
    assert (answer["waiting"], answer["worst"]) == (1, "imminent")
    assert answer["state"] != known


async def test_a_new_message_of_the_open_conversation_is_news_and_one_of_another_is_not(
    browser: Browser, clinic: Clinic
) -> None:
    mine, other = [await clinic.client() for _ in range(2)]
    await clinic.says(mine, "none")
    known = await poll(browser, conversation=str(mine))
    waiting = asyncio.create_task(
        poll(browser, state=known["state"], conversation=str(mine), after=str(known["last_seq"]))
    )
    await clinic.says(other, "none")
    await asyncio.sleep(0.4)
    assert not waiting.done()
    await clinic.says(mine, "none")
    assert (await asyncio.wait_for(waiting, 5))["last_seq"] > known["last_seq"]


async def test_after_the_longest_wait_it_answers_without_news(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_poll, "MAX_WAIT_SECONDS", 0.4)
    known = (await poll(browser))["state"]
    begun = time.monotonic()
    assert (await asyncio.wait_for(poll(browser, state=known), 5))["state"] == known
    assert time.monotonic() - begun >= 0.4


async def test_a_gateway_that_stops_lets_nobody_wait(browser: Browser) -> None:
    known = (await poll(browser))["state"]
    waiting = asyncio.create_task(poll(browser, state=known))
    await asyncio.sleep(0.2)
    (console,) = browser.http.app._subapps
    console[CLOSING].set()
    assert (await asyncio.wait_for(waiting, 5))["state"] == known


@pytest.mark.parametrize("nonsense", ["none", "-1", "1" * 40, "²"])
async def test_nonsense_in_the_address_is_no_error(browser: Browser, nonsense: str) -> None:
    answer = await asyncio.wait_for(poll(browser, conversation=nonsense, after=nonsense), 5)
    assert "last_seq" not in answer


async def test_a_conversation_that_does_not_exist_has_no_messages(browser: Browser) -> None:
    unknown: UUID = uuid4()
    assert (await poll(browser, conversation=str(unknown)))["last_seq"] == 0
