"""What a coach sees of a client's practices, beside the transcript."""

from uuid import uuid4

from bot.care.practices import practices
from bot.console import labels
from tests.support.browser import Browser
from tests.support.clinic import Clinic


async def test_practices_stand_beside_the_transcript_with_how_they_went(browser: Browser) -> None:
    clinic = await Clinic.founded(browser.store)
    conversation = await clinic.client()
    client = await clinic.client_of(conversation)
    async with browser.store.begin() as work:
        first = await practices.commit(work, client, "sleep", uuid4(), "tea <at> nine")
        await practices.went(work, client, first.id, practices.PARTLY)
        await practices.helped(work, client, first.id, uuid4(), "the blue cup")
        await practices.commit(work, client, "movement", uuid4(), "one song")
    await browser.log_in()
    page = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    for expected in ("Sleep", "tea &lt;at&gt; nine", "partly done, ended", "the blue cup", "Movement", "one song"):
        assert expected in page, expected
    assert "not looked back at yet" in page


def test_every_outcome_has_words() -> None:
    assert labels.outcome(None, ended=True) == "put aside"
    assert labels.outcome("done", ended=False) == "done"
    assert labels.practice("small_action") == "Small action"
