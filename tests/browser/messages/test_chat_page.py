"""The chat page in a real Chromium, against the running system: arriving, writing and reading."""

import json
from typing import Any

import pytest
from playwright.async_api import Route, expect

from tests.support.web.chat import Chat, arrive
from tests.support.web.screens import PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop


async def no_answer(route: Route) -> None:
    await route.abort("connectionfailed")


async def test_a_newcomer_reads_that_this_is_software_before_anything_is_asked(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await expect(chat.page.get_by_role("banner")).to_contain_text("Software, not a person")
    await expect(chat.answers.first).to_contain_text("software")


async def test_nothing_is_fetched_from_anyone_but_the_gateway(screens: Screens, live: Any) -> None:
    page = await screens.open(**PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = await page.goto(live.url)
    await expect(Chat(page).choices.first).to_be_visible()
    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert [url for url in asked if not url.startswith(live.url)] == []


async def test_help_is_one_tap_away_and_promises_no_watcher(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.page.get_by_role("button", name="Need help now?").click()
    panel = chat.page.get_by_role("dialog", name="Need help now?")
    await expect(panel).to_contain_text("call your local emergency number")
    await expect(panel.get_by_role("link", name="findahelpline.com")).to_be_visible()
    await expect(panel).to_contain_text("not watched around the clock")


async def test_help_is_there_when_the_gateway_is_not(screens: Screens, live: Any) -> None:
    page = await screens.open(**PHONE)
    await page.route("**/v1/**", no_answer)
    await page.goto(live.url)
    await expect(page.get_by_role("status").first).to_contain_text("No connection")
    await page.get_by_role("button", name="Need help now?").click()
    await expect(page.get_by_role("dialog")).to_contain_text("emergency number")


async def test_agreeing_by_a_tap_goes_on_and_the_old_choices_are_gone(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    tapped = await chat.choices.first.inner_text()
    await chat.agree()
    await expect(chat.said(tapped)).to_have_count(1)
    assert tapped not in await chat.choices.all_inner_texts()


async def test_what_i_write_is_shown_and_answered(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.on_after(chat.write("hello, what can you do?"))
    await expect(chat.said("hello, what can you do?")).to_have_count(1)
    await expect(chat.box).to_have_value("")


async def test_a_reload_shows_the_same_conversation(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.on_after(chat.write("what can you do?"))
    before = await chat.everything()
    await chat.page.reload()
    await expect(chat.said("what can you do?")).to_be_visible()
    # An answer may come as several messages, and the last of them after we looked.
    assert (await chat.everything())[: len(before)] == before


async def test_a_second_tab_shows_each_message_once(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    second = Chat(await chat.page.context.new_page())
    screens.watch(second.page)
    await second.page.goto(live.url)
    await expect(second.said("").first).to_be_visible()
    await chat.on_after(chat.write("written in the first tab"))
    await expect(second.said("written in the first tab")).to_have_count(1)
    await second.on_after(second.write("written in the second tab"))
    await expect(chat.said("written in the second tab")).to_have_count(1)


async def test_markup_is_shown_as_the_text_it_is(screens: Screens, live: Any) -> None:
    markup = "<img src=x onerror=\"document.title='taken'\"><b>bold</b> & <script>1</script>"
    chat = await arrive(screens, live)
    await chat.agree()
    await chat.on_after(chat.write(markup))
    await expect(chat.mine.last).to_have_text(markup)
    await chat.page.reload()
    await expect(chat.said("onerror")).to_have_text(markup)
    assert await chat.page.locator(".bubble img, .bubble b, .bubble script").count() == 0
    assert await chat.page.title() == "Landfall"


async def test_a_very_long_paste_arrives_whole(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    sent = await chat.mine.count()
    story = "".join(f"line {number} of a long night\n" for number in range(4200)).strip()
    assert len(story) > 100_000
    await chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await chat.page.evaluate("story => navigator.clipboard.writeText(story)", story)
    await chat.box.focus()
    await chat.page.keyboard.press("Control+v")
    await chat.on_after(chat.send.click())
    await expect(chat.on_the_way).to_have_count(0)
    await chat.page.reload()
    await expect(chat.mine.nth(sent)).to_be_attached()
    parts = await chat.page.locator(".from-client .bubble").evaluate_all("all => all.map(one => one.textContent)")
    assert "".join(parts[sent:]) == story


async def test_more_than_the_gateway_takes_at_once_goes_in_parts(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    await chat.agree()
    sent = await chat.mine.count()
    story = " ".join(f"word{number}" for number in range(1500))

    async def small_door(route: Route) -> None:
        if len(json.loads(route.request.post_data or "")["text"]) > 4000:
            await route.fulfill(status=413, json={"error": {"code": "too_large", "message": "Too long."}})
        else:
            await route.continue_()

    await chat.page.route("**/v1/messages", small_door)
    await chat.on_after(chat.write(story))
    await expect(chat.on_the_way).to_have_count(0)
    parts = await chat.mine.evaluate_all("all => all.map(one => one.textContent)")
    assert len(parts[sent:]) > 1
    assert "".join(parts[sent:]) == story


async def test_only_web_addresses_and_phone_numbers_become_tappable(screens: Screens, live: Any) -> None:
    chat = await arrive(screens, live)
    text = (
        "Call or text 988, ring 116 123, dial 13 11 14 or tel:+44-20-7946-0000. Text HOME to 741741. "
        "See findahelpline.com, https://example.org/a?b=1. javascript:alert(1) me@example.com 2024-03-05 7 of 10"
    )
    links = await chat.page.evaluate(
        "async text => (await import(new URL('static/words.js', document.baseURI)))"
        ".parts(text).filter(part => part.href).map(part => part.href)",
        text,
    )
    assert links == [
        "tel:988",
        "tel:116123",
        "tel:131114",
        "tel:+44-20-7946-0000",
        "sms:741741",
        "https://findahelpline.com",
        "https://example.org/a?b=1",
    ]
