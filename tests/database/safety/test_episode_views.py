"""What coaches see of a safety conversation, in the record beside the transcript and in the list of alerts."""

import json
import re
from html import unescape
from uuid import UUID

from sqlalchemy import select

from bot.care import Store, audit
from bot.care.records import erasure
from bot.care.safety.episodes import views
from bot.care.safety.episodes.texts import texts
from bot.care.safety.episodes.views import Content, EpisodeView
from bot.store.models import SafetyEpisode
from tests.support.browser import Browser
from tests.support.clinic import Clinic
from tests.support.episodes import alarm, damage, hear


async def seen(clinic: Clinic, conversation: UUID) -> EpisodeView:
    client = await clinic.client_of(conversation)
    async with clinic.store.read() as work:
        view = await views.of_client(work, client)
    assert view is not None
    return view


async def content(clinic: Clinic, conversation: UUID) -> Content:
    found = (await seen(clinic, conversation)).content
    assert found is not None
    return found


def first(group: str) -> str:
    return texts().groups[group][0].text


async def test_nobody_without_an_alarm_has_one(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await hear(clinic, conversation, "slept well")
    client = await clinic.client_of(conversation)
    async with clinic.store.read() as work:
        assert await views.of_client(work, client) is None
        assert await views.open_of_clients(work, [client]) == {}
        assert await views.open_of_clients(work, []) == {}


async def test_it_says_what_it_is_about_where_it_is_and_what_is_asked_now(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    view = await seen(clinic, conversation)
    assert view.is_open and view.content is not None
    assert (view.content.strand, view.content.state, view.content.tier) == ("suicide", "HOW_NEAR", "high")
    assert view.content.holds
    assert view.content.question == first("question.safe_tonight")
    assert view.opened_at <= view.turned_at or abs((view.opened_at - view.turned_at).total_seconds()) < 5
    assert view.content.answers == []
    assert "911" in view.content.lines
    assert view.content.told == "noted"


async def test_each_answer_stands_verbatim_beside_its_question_with_the_class_it_was_heard_as(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await hear(clinic, conversation, "who reads this?? <b>", "who_sees")
    await hear(clinic, conversation, "no i can't", "no")
    found = (await content(clinic, conversation)).answers
    again = texts().groups["question.safe_tonight"][1].text
    assert [(one.asked, one.words, one.heard_as) for one in found] == [
        (first("question.safe_tonight"), "who reads this?? <b>", "who_sees"),
        (again, "no i can't", "no"),
    ]


async def test_answers_stand_in_the_order_in_which_they_were_asked_for_and_those_to_nothing_at_the_end(
    clinic: Clinic,
) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    for text, answer in (("not safe", "no"), ("no call", "wont_call"), ("ok", "will_step"), ("at six", "time")):
        await hear(clinic, conversation, text, answer)
    for number in range(5):
        await hear(clinic, conversation, f"waiting {number}", "fear")
    found = (await content(clinic, conversation)).answers
    assert [one.words for one in found][:4] == ["not safe", "no call", "ok", "at six"]
    unasked = [one.asked is None for one in found]
    assert any(unasked) and unasked == sorted(unasked)
    assert {one.state for one in found if one.asked is None} == {"WAIT"}


async def test_offers_say_what_came_of_them_and_steps_are_in_their_words(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await hear(clinic, conversation, "no", "no")  # not safe tonight: danger now
    await hear(clinic, conversation, "i hate phones", "wont_call")
    open_still = await content(clinic, conversation)
    assert {one.question: one.outcome for one in open_still.offers} == {"call": "refused", "distance": "open"}
    await hear(clinic, conversation, "ok i'll wake my sister", "will_step", step="wake my sister")
    found = await content(clinic, conversation)
    assert {one.question: one.outcome for one in found.offers} == {"call": "refused", "distance": "agreed"}
    assert found.steps == ["wake my sister"]


async def test_what_they_do_not_want_to_answer_is_counted(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    for _ in range(2):
        await hear(clinic, conversation, "i'd rather not say", "wont_say")
    assert (await content(clinic, conversation)).declined == 2


async def test_what_was_written_while_the_coaching_went_on_stays_in_the_transcript_alone(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await hear(clinic, conversation, "we talked about dying", check=True)
    await hear(clinic, conversation, "no, a film", "no")
    await hear(clinic, conversation, "a private thought", tier="high", categories=("suicide",))
    found = await content(clinic, conversation)
    assert "a private thought" not in [one.words for one in found.answers]


async def test_who_closed_it_is_named_and_one_that_nobody_closed_says_so(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await clinic.resolve(await clinic.only(), clinic.maria)
    view = await seen(clinic, conversation)
    assert (view.is_open, view.closed_by) == (False, "Maria Ortiz")
    assert view.content is not None and not view.content.holds and view.content.question is None
    async with clinic.store.begin() as work:
        (await work.session.scalars(select(SafetyEpisode))).one().closed_by = None
    assert (await seen(clinic, conversation)).closed_by is None


async def test_the_newest_is_shown_and_an_open_one_before_any_other(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await clinic.resolve(await clinic.only(), clinic.maria)
    await hear(clinic, conversation, "he hits me", tier="elevated", categories=("abuse",))
    view = await seen(clinic, conversation)
    assert view.is_open and view.content is not None
    assert view.content.strand == "abuse"


async def test_what_cannot_be_opened_is_shown_as_that(clinic: Clinic, store: Store) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    client = await clinic.client_of(conversation)
    async with store.begin() as work:
        row = (await work.session.scalars(select(SafetyEpisode))).one()
        vault, row_id = await work.vault(client), row.id
    wrong = {"no JSON": "{", "no object": "[]", "no state": "{}", "a wrong kind": json.dumps({"said": 7})}
    entries = {"strand": "suicide", "state": "NOW", "tier": "high"}
    for name, dumped in wrong.items():
        text = json.dumps(entries | json.loads(dumped)) if name == "a wrong kind" else dumped
        await damage(clinic, vault.seal("safety_episode.sealed", row_id, text))
        assert (await seen(clinic, conversation)).content is None, name
    await damage(clinic)
    assert (await seen(clinic, conversation)).content is None
    async with store.read() as work:
        brief = (await views.open_of_clients(work, [client]))[client]
    assert (brief.strand, brief.state) == (None, None)


async def test_a_state_and_a_question_that_the_protocol_no_longer_has_are_shown_as_they_are(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        row = (await work.session.scalars(select(SafetyEpisode))).one()
        vault = await work.vault(client)
        kept = json.loads(vault.open("safety_episode.sealed", row.id, row.sealed))
        kept |= {"state": "OLD_STATE", "question": "old_one", "strand": "old_strand"}
        row.sealed = vault.seal("safety_episode.sealed", row.id, json.dumps(kept))
    found = await content(clinic, conversation)
    assert (found.state, found.question, found.holds) == ("OLD_STATE", "old_one", False)


# ---- on the pages


async def page(browser: Browser, path: str) -> str:
    response = await browser.get(path)
    assert response.status == 200
    return unescape(await response.text())


def panel(html: str) -> str:
    found = re.search(r'<section id="safety-conversation">.*?</section>', html, re.DOTALL)
    assert found
    return found[0]


async def test_the_panel_stands_beside_the_transcript_and_seeing_it_is_on_record(
    browser: Browser, clinic: Clinic
) -> None:
    await browser.log_in()
    conversation = await clinic.client()
    place = f"/coach/conversations/{conversation}"
    assert "safety-conversation" not in await page(browser, place)
    await alarm(clinic, conversation)
    await hear(clinic, conversation, "no <i>way</i>", "no")
    html = await (await browser.get(place)).text()
    assert "no &lt;i&gt;way&lt;/i&gt;" in panel(html)
    shown = panel(unescape(html))
    assert "<b>Suicide</b> · Danger now" in shown
    assert "Landfall holds the conversation" in shown
    assert f"Open question: “{first('question.call')}”" in shown
    assert first("question.safe_tonight") in shown
    assert "Heard as: no" in shown
    assert "The client was told that an alert is stored" in shown
    assert "911" in shown
    assert '<a href="#safety-conversation">Safety conversation: Danger now</a>' in html
    async with clinic.store.read() as work:
        newest = (await audit.latest(work))[0]
    assert (newest.act, newest.subject) == ("transcript.seen", f"conversation:{conversation}")
    await clinic.resolve(await clinic.only(), clinic.ben)
    shown = panel(await page(browser, place))
    assert "Closed by Ben Adeyemi" in shown
    assert "Open question" not in shown


async def test_the_list_of_alerts_says_in_a_line_how_it_goes(browser: Browser, clinic: Clinic) -> None:
    await browser.log_in()
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    for path in ("/coach/", "/coach/alerts/list"):
        assert "Safety conversation: Suicide · How near is it?, since <time" in await page(browser, path)
    await damage(clinic)
    assert "Safety conversation: it cannot be opened, since" in await page(browser, "/coach/")
    shown = panel(await page(browser, f"/coach/conversations/{conversation}"))
    assert "This safety conversation cannot be opened: it is damaged." in shown


async def test_a_message_in_soft_check_has_a_quiet_badge(browser: Browser, clinic: Clinic) -> None:
    await browser.log_in()
    conversation = await clinic.client()
    place = f"/coach/conversations/{conversation}"
    await hear(clinic, conversation, "slept well")
    assert "Soft check" not in await page(browser, f"{place}/messages?after=0")
    await hear(clinic, conversation, "a song about dying", check=True)
    assert (await page(browser, f"{place}/messages?after=0")).count('<span class="flag calm">Soft check</span>') == 1


async def test_the_page_of_an_erased_client_still_opens(browser: Browser, clinic: Clinic) -> None:
    await browser.log_in()
    conversation = await clinic.client()
    await alarm(clinic, conversation, "a sentence that is gone")
    await hear(clinic, conversation, "another that is gone", "no")
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        await erasure.erase(work, client)
    html = await page(browser, f"/coach/conversations/{conversation}")
    assert "This client’s data was erased" in html
    assert "that is gone" not in html
