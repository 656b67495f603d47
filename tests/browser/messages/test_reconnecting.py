"""The chat page offline, with a lost answer or a dropped connection: sending is idempotent, and nothing is lost."""

import contextlib
import json
from typing import Any

import pytest
from playwright.async_api import Error, Route, WebSocketRoute, expect

from tests.support.web.chat import Chat, arrive
from tests.support.web.screens import PHONE, Screens, sockets_of

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


async def test_a_draft_survives_a_reload(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.box.fill("half a thought")
    await chat.page.reload()
    await expect(chat.box).to_have_value("half a thought")


async def test_what_is_written_offline_is_delivered_once_after_coming_back(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.page.context.set_offline(True)
    await chat.write("written without a network")
    await expect(chat.unsent).to_be_visible()
    await chat.on_after(chat.page.context.set_offline(False))
    await expect(chat.on_the_way).to_have_count(0)
    await chat.page.reload()
    await expect(chat.said("written without a network")).to_have_count(1)


async def test_an_unsent_message_survives_a_reload_and_keeps_its_id(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    tried: list[str] = []

    async def lose_the_answer(route: Route) -> None:
        tried.append(json.loads(route.request.post_data or "")["client_message_id"])
        await route.fetch()  # the gateway does get it; only the answer is lost
        with contextlib.suppress(Error):  # the reload may have ended this request first
            await route.abort("connectionreset")

    await chat.page.route("**/v1/messages", lose_the_answer)
    await chat.write("did this arrive?")
    await expect(chat.said("did this arrive?")).to_have_count(1)
    await chat.page.reload()
    await expect(chat.said("did this arrive?")).to_have_count(1)
    await chat.page.unroute("**/v1/messages")
    async with chat.page.expect_response("**/v1/messages") as again:
        pass
    answer = await again.value
    assert answer.status == 202
    assert {json.loads(answer.request.post_data or "")["client_message_id"]} == set(tried)
    await chat.page.reload()
    await expect(chat.said("did this arrive?")).to_have_count(1)


async def test_it_works_where_sockets_are_blocked(screens: Screens, live: Any) -> None:
    page = await screens.open(**PHONE)

    async def blocked(socket: WebSocketRoute) -> None:
        await socket.close()

    await page.route_web_socket("**/v1/socket", blocked)
    await page.goto(live.url)
    chat = Chat(page)
    await expect(chat.choices.first).to_be_visible()
    await chat.agree()
    await chat.on_after(chat.write("hello through a strict proxy"))
    await expect(chat.said("hello through a strict proxy")).to_have_count(1)


async def test_a_connection_that_drops_is_taken_up_where_it_was(screens: Screens, live: Any) -> None:
    page = await screens.open(**PHONE)
    opened = await sockets_of(page)
    await page.goto(live.url)
    chat = Chat(page)
    await expect(chat.choices.first).to_be_visible()
    await chat.agree()
    before = await chat.everything()
    await opened[-1].close()
    await chat.on_after(chat.write("are you still there?"))
    await expect(chat.said("are you still there?")).to_have_count(1)
    assert (await chat.everything())[: len(before)] == before


async def test_a_key_that_opens_nothing_any_more_says_so_and_keeps_what_was_written(
    screens: Screens, live: Any
) -> None:
    chat = await arrive(screens, live)
    await chat.page.evaluate("localStorage.setItem('landfall.conversation', JSON.stringify({token: 'not.a.token'}))")
    await chat.page.reload()
    notice = chat.page.get_by_role("alert")
    await expect(notice).to_contain_text("can no longer be opened on this device")
    await chat.write("still here")
    await expect(chat.unsent).to_be_visible()
    await chat.page.get_by_role("button", name="Start again").click()
    await expect(chat.answers.first).to_be_visible()
    await expect(chat.said("still here")).to_have_count(1)
    await expect(chat.on_the_way).to_have_count(0)
