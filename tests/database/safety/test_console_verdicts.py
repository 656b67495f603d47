"""Verdicts at the console's addresses: what cannot be said is answered in a sentence, and leads back to the message."""

from uuid import UUID, uuid4

import pytest

from bot.care import audit
from bot.care.messages import messages
from bot.care.records import erasure
from tests.support.browser import Browser
from tests.support.clinic import Clinic


async def say(browser: Browser, message: UUID, tier: str, back: str = "") -> tuple[int, str, str]:
    """Press a button of the menu; returns the status, where it leads, and the page."""
    csrf = await browser.csrf("/coach/password")
    answer = await browser.post(f"/coach/messages/{message}/verdict{back}", csrf=csrf, tier=tier)
    return answer.status, answer.headers.get("Location", ""), await answer.text()


@pytest.fixture(autouse=True)
async def logged_in(browser: Browser) -> None:
    assert (await browser.log_in()).status == 303


async def test_a_verdict_leads_back_to_the_message_and_is_on_record(browser: Browser, clinic: Clinic) -> None:
    conversation = await clinic.client()
    message = await clinic.says(conversation, "high")
    place = f"/coach/conversations/{conversation}?at=2&said="
    assert (await say(browser, message, "high"))[:2] == (303, f"{place}verdict_said#m2")
    assert (await say(browser, message, "", "/take-back"))[:2] == (303, f"{place}verdict_taken_back#m2")
    assert (await say(browser, message, "", "/take-back"))[:2] == (303, f"{place}verdict_none#m2")
    quiet = await clinic.says(await clinic.client(), "none")
    assert "said=verdict_alert" in (await say(browser, quiet, "elevated"))[1]
    page = await (await browser.get("/coach/audit")).text()
    assert "said what triage should have made of a message" in page
    async with clinic.store.read() as work:
        assert await audit.verify(work) is None


async def test_what_is_no_tier_or_no_message_is_refused_in_a_sentence(browser: Browser, clinic: Clinic) -> None:
    quiet = await clinic.says(await clinic.client(), "none")
    for tier in ("", "none", "worst", "<b>"):
        status, _, page = await say(browser, quiet, tier)
        assert status == 400
        assert "cannot be said of this message" in page
    for back in ("", "/take-back"):
        assert (await say(browser, uuid4(), "high", back))[0] == 404


async def test_of_what_is_deleted_or_erased_nothing_can_be_said(browser: Browser, clinic: Clinic) -> None:
    conversation = await clinic.client()
    message, other = [await clinic.says(conversation, "high") for _ in range(2)]
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        await messages.forget(work, client, [message])
    assert "said=verdict_deleted" in (await say(browser, message, "none"))[1]
    page = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    assert f"/messages/{other}/verdict" in page and f"/messages/{message}/verdict" not in page
    async with clinic.store.begin() as work:
        await erasure.erase(work, client)
    for back in ("", "/take-back"):
        assert "said=erased" in (await say(browser, other, "none", back))[1]


async def test_one_client_s_risk_line_has_the_words_of_all_their_conversations(
    browser: Browser, clinic: Clinic
) -> None:
    first = await clinic.client()
    await clinic.says(await clinic.another(first), "high")
    page = await (await browser.get(f"/coach/conversations/{first}")).text()
    assert 'aria-label="Risk over time. Now: high.' in page
    assert "a worrying message" in page
    assert "style=" not in page
