"""The chat page in a real Chromium, against the running system."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error, Route, WebSocketRoute, expect

from tests.support.people import give_coach
from tests.support.web.chat import Chat, arrive
from tests.support.web.looks import contrasts, hard_to_read
from tests.support.web.screens import DESKTOP, PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

DISTRESS = "i cant do this any more, i want to kill myself tonight"


async def no_answer(route: Route) -> None:
    await route.abort("connectionfailed")


# ---- arriving


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


# ---- writing and reading


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


# ---- nothing written is ever lost


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
    opened: list[WebSocketRoute] = []

    async def passing_through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        opened.append(socket)

    await page.route_web_socket("**/v1/socket", passing_through)
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


# ---- distress


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


# ---- what I wrote is mine


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


# ---- for every hand and eye


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
