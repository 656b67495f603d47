"""The page of the safety conversation: walked with the real steps, read as a whole, and printed."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.care.safety.episodes.protocol import BadProtocol, protocol
from bot.care.safety.episodes.texts import texts
from tests.support.browser import Browser


@pytest.fixture(autouse=True)
async def logged_in(browser: Browser) -> None:
    assert (await browser.log_in()).status == 303


async def page(browser: Browser, *answers: str, **chosen: str) -> str:
    query = urlencode([*chosen.items(), *(("said", answer) for answer in answers)])
    response = await browser.get(f"/coach/protocol?{query}")
    assert response.status == 200
    return unescape(await response.text())


def said(html: str) -> list[str]:
    """The texts of the walk's turns."""
    return re.findall(r'<div class="bubble"><p class="text">(.*?)</p>', html, re.DOTALL)


async def test_it_is_closed_to_strangers_and_linked_from_every_page(browser: Browser) -> None:
    assert 'href="/coach/protocol"' in await (await browser.get("/coach/")).text()
    browser.http.session.cookie_jar.clear()
    assert (await browser.get("/coach/protocol")).status == 303


async def test_nothing_is_said_before_a_beginning_is_chosen(browser: Browser) -> None:
    html = await page(browser)
    assert said(html) == []
    for strand in protocol().strands:
        assert f'<option value="{strand}"' in html


async def test_an_alarm_and_each_answer_show_what_would_be_said_and_where_it_leads(browser: Browser) -> None:
    html = await page(browser, strand="suicide", tier="elevated")
    assert texts().groups["reflection.suicide"][0].text in said(html)[0]
    assert said(html)[-1] == texts().groups["question.life"][0].text
    html = await page(browser, "yes", "no", strand="suicide", tier="elevated")
    assert texts().groups["question.safe_tonight"][0].text in said(html)
    assert said(html)[-1] == texts().groups["question.call"][0].text
    assert '<a href="#state-NOW">' in html
    assert "question.call.1" in html, "the id of each text stands under it"
    assert html.count('name="said" value="yes"') >= 2, "what was answered goes along in the form"


async def test_every_kind_of_answer_can_be_pressed_and_the_buttons_that_clients_see(browser: Browser) -> None:
    html = await page(browser, strand="suicide", tier="elevated")
    for answer in protocol().classes:
        assert f'<button type="submit" name="said" value="{answer}"' in html
    for answer, title in protocol().questions["life"].buttons:
        assert f'<button type="submit" name="said" value="{answer}">{title}</button>' in html


async def test_the_numbers_are_those_of_the_chosen_country(browser: Browser) -> None:
    assert '<option value="US">' in await page(browser)
    found = said(await page(browser, strand="suicide", tier="imminent", country="US"))
    assert any("911" in text for text in found), found


async def test_a_walk_ends_where_the_coaching_goes_on(browser: Browser) -> None:
    html = await page(browser, "no", strand="suicide", tier="check")
    assert "Here the safety conversation ends" in html
    assert 'name="said" value="yes"' not in html
    assert said(await page(browser, "no", "yes", "yes", strand="suicide", tier="check")) == said(html)


async def test_what_is_true_of_people_can_be_chosen_and_is_told_in_the_coach_s_name(browser: Browser) -> None:
    html = await page(browser, strand="suicide", tier="high", people="opened")
    assert any("Maria Ortiz" in text for text in said(html))
    assert not any("Maria Ortiz" in text for text in said(await page(browser, strand="suicide", tier="high")))


@pytest.mark.parametrize(
    "query",
    ["strand=nothing", "strand=suicide&tier=dire", "strand=suicide&people=all", "strand=suicide&said=perhaps"],
)
async def test_what_is_no_strand_tier_or_answer_is_refused_in_a_sentence(browser: Browser, query: str) -> None:
    response = await browser.get(f"/coach/protocol?{query}")
    assert response.status == 400
    assert "There is no such" in await response.text()


async def test_a_walk_has_at_most_sixty_answers(browser: Browser) -> None:
    html = await page(browser, *["fear"] * 60, strand="suicide", tier="imminent")
    assert "at most 60 answers" in html
    assert (await browser.get(f"/coach/protocol?strand=suicide{'&said=fear' * 61}")).status == 400


@pytest.mark.parametrize("path", ["", "?print=1"])
async def test_every_text_stands_on_the_page_once_with_its_id_and_whether_it_was_reviewed(
    browser: Browser, path: str
) -> None:
    html = unescape(await (await browser.get(f"/coach/protocol{path}")).text())
    listed = re.findall(
        r'<li><span class="text">(.*?)</span> <span class="quiet">(\S+) · (.*?)</span></li>', html, re.DOTALL
    )
    assert sorted(text_id for _, text_id, _ in listed) == sorted(texts().by_id)
    assert {text_id: text for text, text_id, _ in listed} == {one.id: one.text for one in texts().by_id.values()}
    waiting = [one for one in texts().by_id.values() if one.reviewed is None]
    assert sum(reviewed == "not reviewed" for _, _, reviewed in listed) == len(waiting)
    if waiting:
        assert f"of the {len(texts().by_id)} texts yet" in html


async def test_the_print_view_has_all_states_strands_and_questions_open_and_no_walk(browser: Browser) -> None:
    html = unescape(await (await browser.get("/coach/protocol?print=1")).text())
    for kind, names in (
        ("state", protocol().states),
        ("strand", protocol().strands),
        ("question", protocol().questions),
    ):
        for name in names:
            assert f'id="{kind}-{name}" open>' in html
    assert "<select" not in html
    closed = unescape(await (await browser.get("/coach/protocol")).text())
    assert 'id="state-NOW">' in closed


async def test_a_protocol_that_cannot_be_read_or_walked_is_said_in_a_sentence(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise KeyError("neutral")

    with monkeypatch.context() as patched:
        patched.setattr("bot.console.safety.protocol.step", fails)
        assert "<code>landfall safety check</code> says" in await page(browser, "yes", strand="suicide", tier="high")

    def broken() -> None:
        raise BadProtocol("classes.yml cannot be read")

    monkeypatch.setattr("bot.console.safety.protocol.protocol", broken)
    assert "classes.yml cannot be read" in await page(browser)
