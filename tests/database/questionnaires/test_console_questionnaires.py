"""The questionnaires on the page of a conversation: the line, every item, and item 9 where it stands out."""

import re
from uuid import uuid4

import pytest

from bot.care.questionnaires import mood, questionnaires
from bot.care.questionnaires.questionnaires import PHQ9
from bot.care.sessions import treatment_sessions
from tests.support.browser import Browser
from tests.support.clinic import Clinic


@pytest.fixture(autouse=True)
async def logged_in(browser: Browser) -> None:
    assert (await browser.log_in()).status == 303


async def test_a_coach_sees_the_line_and_item_nine_marked(browser: Browser, clinic: Clinic) -> None:
    conversation = await clinic.client()
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        session = await treatment_sessions.to_prepare(work, client)
        await mood.record(work, client, session.id, mood.MOOD, mood.BEFORE, 4)
        for place in range(1, 10):
            await questionnaires.answer(work, client, PHQ9, place, 1, uuid4())
        await questionnaires.finish(work, client, PHQ9)
    page = await (await browser.get(f"/coach/conversations/{conversation}")).text()
    assert 'aria-label="Questionnaires over time. PHQ-9: last 9 of 27. Mood, 10 is best: last 4 of 10.' in page
    (marked,) = re.findall(r'<li class="item-nine">(.*?)</li>', page)
    assert marked.startswith("Thoughts that you would be better off dead")
    assert "<b>1, several days</b>" in marked
    assert not re.search(r"\b(mild|moderate|severe)", page), "a total is not a diagnosis"


async def test_without_a_questionnaire_there_is_no_line(browser: Browser, clinic: Clinic) -> None:
    page = await (await browser.get(f"/coach/conversations/{await clinic.client()}")).text()
    assert "Questionnaires over time" not in page
