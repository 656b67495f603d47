"""The page to take along in the console: beside the transcript, and only where the client agreed."""

from uuid import uuid4

from bot.care.records import prescriber_summary
from tests.support.browser import Browser
from tests.support.clinic import Clinic

HOPE = "to dance at my <sister's> wedding"


async def test_it_stands_beside_the_transcript_once_the_client_agrees(browser: Browser, clinic: Clinic) -> None:
    await browser.log_in()
    conversation = await clinic.client()
    client = await clinic.client_of(conversation)
    async with browser.store.begin() as work:
        await prescriber_summary.answer(work, client, None, "hoped_for", uuid4(), HOPE)

    before = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    assert "Page to take along" not in before
    assert "dance" not in before
    assert "keeps some of what they write to themselves" in before

    async with browser.store.begin() as work:
        await prescriber_summary.share(work, client, None, True)
    after = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    assert "Page to take along" in after
    assert "to dance at my &lt;sister" in after
