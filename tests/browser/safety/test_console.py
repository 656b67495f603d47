"""The console in a real Chromium, against the running system: what a coach does on an evening with alerts."""

import re
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Dialog, expect

from bot.care.accounts import coaches
from bot.care.safety import alerts
from bot.store.models import Coach, new_id
from tests.support.client import Client
from tests.support.live import Live
from tests.support.web.desk import Desk, sit_down
from tests.support.web.screens import DESKTOP, PHONE, Screens

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser lives in the session's event loop

DISTRESS = "i cant do this any more, i want to kill myself tonight"
WORSE = "i have taken all the pills i had, just now"
CALM = "i would like to write something down"


async def arrive(live: Live, *texts: str) -> Client:
    """A client who agreed and then wrote these texts."""
    client = live.client()
    await client.open()
    await client.agree()
    for text in texts:
        await client.say(text)
    return client


async def alert_about(live: Live, client: Client) -> UUID:
    """The open alert about this client."""
    async with live.store.read() as work:
        found = await alerts.open_alerts(work)
    return next(alert.id for alert in found if alert.conversation_id == client.conversation_id)


async def test_a_wrong_password_lets_nobody_in_and_the_right_one_does(screens: Screens, live: Live) -> None:
    page = await screens.open(**DESKTOP)
    await page.goto(f"{live.url}/coach/conversations")
    await page.get_by_label("Email").fill("nobody@example.org")
    await page.get_by_label("Password").fill("not a password")
    await page.get_by_role("button", name="Log in").click()
    await expect(page.locator("main [role=alert]")).to_contain_text("do not go together")
    await page.get_by_label("Email").fill(live.coach_email)
    await page.get_by_label("Password").fill(live.coach_password)
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("heading", name="Conversations", exact=True)).to_be_visible()


async def test_an_alert_comes_by_itself_and_the_title_counts_it(screens: Screens, live: Live) -> None:
    desk = await sit_down(screens, live)
    before = await desk.alerts.count()
    await arrive(live, DISTRESS)
    await expect(desk.alerts).to_have_count(before + 1)
    await expect(desk.page).to_have_title(re.compile(r"^\(\d+\) Alerts"))
    await expect(desk.alerts.first).to_contain_text("Nobody has this yet")


async def test_an_alert_is_read_taken_handed_back_and_resolved(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await expect(desk.page.locator(".worry")).to_contain_text(DISTRESS)
    await expect(desk.page.locator("#messages")).to_contain_text("Safety words")
    await desk.acknowledge()
    await expect(desk.said).to_contain_text("The client was told nothing")
    await expect(desk.alerts).to_contain_text("You have this")
    await desk.page.get_by_role("button", name="Hand back").click()
    await expect(desk.alerts).to_contain_text("Nobody has this yet")
    await desk.resolve("We spoke on the phone.")
    await expect(desk.said).to_contain_text("The alert is resolved.")
    await desk.open(client)
    await expect(desk.alerts).to_have_count(0)
    await expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Risk:")
    await expect(desk.page.locator("#side")).to_contain_text("We spoke on the phone.")


async def test_risk_is_gone_only_once_a_coach_says_so(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await desk.resolve("She is with her sister, and safe.", clear=True)
    await expect(desk.said).to_contain_text("risk mark is cleared")
    await desk.open(client)
    await expect(desk.page.get_by_role("heading", level=1)).not_to_contain_text("Risk:")


async def test_an_alert_is_not_closed_over_words_nobody_read_and_the_note_is_kept(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await desk.page.get_by_text("Resolve…").click()
    await desk.page.get_by_label("What came of it").fill("All is well.")
    await client.say(WORSE)
    await desk.page.get_by_role("button", name="Resolve", exact=True).click()
    await expect(desk.page.locator(".resolve [role=alert]")).to_contain_text("wrote something new")
    await expect(desk.page.get_by_label("What came of it")).to_have_value("All is well.")


async def test_the_second_coach_sees_who_was_first(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    email = f"ben-{uuid4().hex}@example.org"
    async with live.store.begin() as work:
        one_time = await coaches.add(work, "Ben Adeyemi", email)
    maria, ben = await sit_down(screens, live), Desk(await screens.open(**DESKTOP), live)
    await ben.log_in(email, one_time)
    await maria.open(client)
    await ben.open(client)
    await ben.acknowledge()
    await expect(maria.alerts).to_contain_text("Ben Adeyemi has this")  # without reloading


async def test_a_coach_who_acknowledges_a_moment_too_late_is_told(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.page.route("**/coach/pulse*", lambda route: route.abort())  # so that no news comes in between
    await desk.open(client)
    alert_id = await alert_about(live, client)
    async with live.store.begin() as work:
        coach = Coach(id=new_id(), name="Ben Adeyemi", email=f"{uuid4().hex}@example.org", password_hash="-")
        work.session.add(coach)
        await work.session.flush()
        await alerts.acknowledge(work, alert_id, coach.id)
    await desk.acknowledge()
    await expect(desk.said).to_contain_text("Another coach was quicker")
    await expect(desk.alerts).to_contain_text("Ben Adeyemi has this")


async def test_new_messages_come_in_without_moving_what_is_read(screens: Screens, live: Live) -> None:
    client = await arrive(live, *[f"{CALM} {number}" for number in range(6)])
    desk = await sit_down(screens, live)
    await desk.open(client)
    transcript = desk.page.locator("#transcript")
    await transcript.evaluate("box => { box.scrollTop = 40 }")
    before = await desk.lines.count()
    await client.say(CALM)
    await expect(desk.lines.nth(before)).to_be_attached()
    assert await transcript.evaluate("box => box.scrollTop") == 40
    await desk.page.get_by_role("button", name="New message below").click()
    await expect(desk.lines.last).to_be_in_viewport()


async def test_what_a_client_writes_is_text_and_nothing_else(screens: Screens, live: Live) -> None:
    client = await arrive(live, "<img src=x onerror=alert(1)> & <b>bold</b>")
    desk = await sit_down(screens, live)
    await desk.open(client)
    await expect(desk.page.locator("#messages")).to_contain_text("<img src=x onerror=alert(1)> & <b>bold</b>")
    await expect(desk.page.locator("#messages img")).to_have_count(0)


# ---- what triage should have made of it


async def test_a_coach_says_that_triage_was_wrong_at_the_message_and_takes_it_back(
    screens: Screens, live: Live
) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    message = desk.message(DISTRESS)
    await message.get_by_text("Right?").click()
    await message.get_by_role("button", name="Wrong").click()
    await expect(desk.said).to_contain_text("That is noted")
    await expect(desk.page).to_have_url(re.compile(r"#m\d+$"))
    await expect(message).to_be_in_viewport()
    await expect(message).to_contain_text("You said: wrong")
    await expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Risk:")
    await message.get_by_role("button", name="Undo").click()
    await expect(desk.said).to_contain_text("taken back")
    await expect(message).not_to_contain_text("You said")


async def test_beside_the_alert_its_first_message_is_judged_in_one_press(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await desk.alerts.get_by_role("button", name="Right").click()
    await expect(desk.message(DISTRESS)).to_contain_text("You said: right")
    await expect(desk.alerts).to_contain_text("You said: right")
    await desk.alerts.get_by_role("button", name="Undo").click()
    await desk.alerts.get_by_text("Other tier").click()
    await desk.alerts.get_by_role("button", name="Elevated").click()
    await expect(desk.message(DISTRESS)).to_contain_text("You said: should have been elevated")


async def test_a_missed_message_has_an_alert_that_this_coach_has_at_once(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await expect(desk.alerts).to_have_count(0)
    await expect(desk.page.locator("#risk")).to_contain_text("No worrying message so far.")
    message = desk.message(CALM)
    await message.get_by_text("Missed?").click()
    await message.get_by_role("button", name="High").click()
    await expect(desk.said).to_contain_text("has an alert now")
    await expect(desk.alerts).to_contain_text("You have this")
    await expect(message).to_contain_text("Marked as missed: high by you")
    await expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Risk: high")
    await expect(desk.page.locator("#risk circle")).to_have_count(1)


async def test_what_was_said_comes_with_a_message_that_comes_by_itself(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await client.say(DISTRESS)
    message = desk.message(DISTRESS)
    await message.get_by_text("Right?").click()
    await message.get_by_role("button", name="Right", exact=False).click()
    await expect(message).to_contain_text("You said: right")


async def test_a_verdict_needs_no_script_no_mouse_and_no_wide_screen(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM, DISTRESS)
    desk = await sit_down(screens, live, java_script_enabled=False, **PHONE)
    await desk.open(client)
    message = desk.message(DISTRESS)
    await message.locator("summary").focus()
    await desk.page.keyboard.press("Enter")
    await message.get_by_role("button", name="Elevated").focus()
    await desk.page.keyboard.press("Enter")
    await expect(message).to_contain_text("You said: should have been elevated")


async def test_a_note_that_is_being_written_is_not_lost_by_a_verdict(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    note = desk.page.get_by_label("A note for the other coaches")
    await note.fill("She sounded calmer.")
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    desk.page.on("dialog", stay)
    await desk.alerts.get_by_role("button", name="Right").click()
    await expect(note).to_have_value("She sounded calmer.")
    await desk.page.get_by_role("button", name="Save note").click()
    await expect(desk.said).to_contain_text("Your note is saved.")
    assert asked == ["beforeunload"]


async def test_the_risk_line_rises_with_the_messages_and_falls_when_a_coach_clears_it(
    screens: Screens, live: Live
) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live)
    await desk.open(client)
    risk = desk.page.locator("#risk")
    tier = (await desk.page.locator(".worry .tier").first.inner_text()).split(" · ")[0].lower()
    await expect(risk.get_by_role("img", name=re.compile(f"Now: {tier}"))).to_be_visible()
    await desk.resolve("She is with her sister, and safe.", clear=True)
    await desk.open(client)
    await expect(risk.get_by_role("img", name=re.compile("Now: none"))).to_be_visible()
    await expect(risk.locator("circle")).to_have_count(2)
    await risk.get_by_text("In words").click()
    await expect(risk.locator("li").first).to_contain_text("Mark cleared by")
    await expect(risk.locator("li").last).to_contain_text("a worrying message")


# ---- the rest


async def test_every_look_at_a_transcript_is_on_record(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM)
    desk = await sit_down(screens, live)
    await desk.open(client)
    await desk.page.get_by_role("link", name="Record").click()
    await expect(desk.page.locator(f".record a[href*='{client.conversation_id}']").first).to_be_visible()
    await desk.page.get_by_role("button", name="Check that nothing was changed").click()
    await expect(desk.page.locator("main .line.done")).to_contain_text("are as they were written")
    assert CALM not in await desk.page.locator("main").inner_text()


async def test_times_are_those_of_the_coach_and_exact_for_machines(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM)
    desk = await sit_down(screens, live)
    await desk.open(client)
    time = desk.page.locator("#messages time").last
    await expect(time).not_to_contain_text("UTC")
    shown = await time.evaluate(
        "time => new Intl.DateTimeFormat('en-GB', {timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit'})"
        ".format(new Date(time.dateTime))"
    )
    await expect(time).to_contain_text(shown)
    assert (await time.get_attribute("datetime") or "").endswith("Z")


async def test_the_client_is_found_by_code_and_the_address_does_not_tell(screens: Screens, live: Live) -> None:
    client = await arrive(live, CALM)
    desk = await sit_down(screens, live)
    await desk.open(client)
    code = (await desk.page.locator("h1 .person").inner_text()).removeprefix("Client ")
    await desk.page.get_by_role("link", name="Conversations").click()
    await desk.page.get_by_label("Find by name or code").fill(code.lower())
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.locator(".case")).to_have_count(1)
    assert code.lower() not in desk.page.url.lower()


async def test_on_a_phone_nothing_sticks_out_and_the_keyboard_reaches_everything(screens: Screens, live: Live) -> None:
    client = await arrive(live, DISTRESS)
    desk = await sit_down(screens, live, **PHONE)
    for path in ("", "conversations", f"conversations/{client.conversation_id}", "audit"):
        await desk.page.goto(f"{live.url}/coach/{path}")
        width = await desk.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], path
    await desk.open(client)
    await desk.page.get_by_role("button", name="Acknowledge").focus()
    await desk.page.keyboard.press("Enter")
    await expect(desk.alerts).to_contain_text("You have this")


async def test_after_logging_out_the_page_says_that_it_gets_no_news(screens: Screens, live: Live) -> None:
    desk = await sit_down(screens, live)
    other = await desk.page.context.new_page()
    await other.goto(f"{live.url}/coach/")
    await other.locator(".menu summary").click()
    await other.get_by_role("button", name="Log out").click()
    await expect(other).to_have_url(re.compile("/coach/login"))
    await expect(desk.page.locator("#offline")).to_contain_text("You are logged out", timeout=40_000)
