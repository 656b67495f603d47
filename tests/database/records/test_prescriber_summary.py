"""The page to take along: put together from the answers, seen by coaches only after a yes, and gone when deleted."""

from uuid import UUID, uuid4

import pytest
import yaml
from sqlalchemy import select

from bot.care import Store
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.messages import dialogue_alerts, messages
from bot.care.records import erasure, export, prescriber_summary, timeline
from bot.care.records.prescriber_summary import Summary
from bot.care.sessions import treatment_sessions
from bot.store.models import Escalation, JournalPart, Message, TreatmentSession
from tests.support.clinic import Clinic

HOPE = "to dance at my sister's wedding"


@pytest.fixture
async def client(store: Store) -> UUID:
    async with store.begin() as work:
        return (await clients.create(work, timezone="Europe/Berlin", country="DE")).id


async def answer(store: Store, client: UUID, question: str, text: str, of: UUID | None = None) -> None:
    async with store.begin() as work:
        await prescriber_summary.answer(work, client, of, question, uuid4(), text)


async def newest(store: Store, client: UUID) -> Summary:
    async with store.read() as work:
        page = await prescriber_summary.newest(work, client)
    assert page is not None
    return page


async def share(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        await prescriber_summary.share(work, client, None, True)


async def test_it_says_what_was_answered_in_the_order_of_the_questions(store: Store, client: UUID) -> None:
    await answer(store, client, "changed_a_little", "music is warmer")
    await answer(store, client, "hoped_for", HOPE)
    text = (await newest(store, client)).text
    assert f"“{HOPE}”" in text
    assert text.index(HOPE) < text.index("music is warmer")
    assert "medicines that I was asked about" not in text, "what was left out is not mentioned"


async def test_an_answer_given_again_replaces_the_old_one(store: Store, client: UUID) -> None:
    await answer(store, client, "hoped_for", "to win")
    await answer(store, client, "hoped_for", HOPE)
    text = (await newest(store, client)).text
    assert HOPE in text
    assert "to win" not in text


async def test_a_message_that_is_heard_twice_is_on_the_page_once(store: Store, client: UUID) -> None:
    message = uuid4()
    for _ in range(2):
        async with store.begin() as work:
            await prescriber_summary.answer(work, client, None, "hoped_for", message, HOPE)
    assert (await newest(store, client)).text.count(HOPE) == 1


@pytest.mark.parametrize(("code", "asked"), [("benzodiazepine", True), ("unsure", True), ("neither", False)])
async def test_a_question_to_the_prescriber_comes_with_the_answer_that_raises_it(
    store: Store, client: UUID, code: str, asked: bool
) -> None:
    await answer(store, client, "other_medicines", prescriber_summary.choice("other_medicines", code))
    text = (await newest(store, client)).text
    assert ("Could another of my medicines be part of this?" in text) == asked
    assert "not changing any medicine on my own" in text


async def test_it_is_sealed_in_the_database(store: Store, client: UUID) -> None:
    await answer(store, client, "hoped_for", HOPE)
    async with store.read() as work:
        (sealed,) = await work.session.scalars(select(JournalPart.text))
    assert b"dance" not in sealed


async def test_a_coach_sees_it_only_after_a_yes_and_until_an_answer_changes(store: Store, client: UUID) -> None:
    async def seen() -> list[str]:
        async with store.read() as work:
            found = await timeline.timeline(work, client)
        assert found.entries == [], "its answers are not listed one by one"
        return [page.text for page in found.summaries]

    await answer(store, client, "hoped_for", HOPE)
    assert await seen() == []
    await share(store, client)
    (text,) = await seen()
    assert HOPE in text
    await answer(store, client, "changed_a_little", "nothing at all")
    assert await seen() == []


async def test_it_is_in_the_export(store: Store, client: UUID) -> None:
    await answer(store, client, "hoped_for", HOPE)
    await share(store, client)
    async with store.read() as work:
        (page,) = (await export.everything(work, client))["pages_to_take_along"]
    assert HOPE in page["text"]
    assert page["shared"] is True


async def test_each_treatment_session_has_a_page_of_its_own(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        session = (await treatment_sessions.to_look_back_at(work, client)).session.id
        await treatment_sessions.mark(work, client, session, treatment_sessions.INTEGRATED)
        (behind,) = await treatment_sessions.behind(work, client)
    await answer(store, client, "hoped_for", "to win")
    await answer(store, client, "hoped_for", HOPE, behind.id)
    assert (await newest(store, client)).of == session
    async with store.begin() as work:
        await prescriber_summary.delete(work, client, session)
    assert "to win" in (await newest(store, client)).text


async def test_a_planned_treatment_session_is_not_behind(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        await treatment_sessions.to_prepare(work, client)
        assert await treatment_sessions.behind(work, client) == []


@pytest.mark.parametrize("how", ["the page", "everything", "the client"])
async def test_what_is_deleted_is_nowhere_any_more(store: Store, client: UUID, how: str) -> None:
    await answer(store, client, "hoped_for", HOPE)
    async with store.begin() as work:
        if how == "the page":
            await prescriber_summary.delete(work, client, None)
        elif how == "everything":
            await journal.delete_all(work, client)
        else:
            await erasure.erase(work, client)
        assert list(await work.session.scalars(select(JournalPart))) == []


async def test_deleting_the_page_blanks_the_messages_it_came_from(store: Store) -> None:
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    message, client = await clinic.says(conversation, "none", text=HOPE), await clinic.client_of(conversation)
    async with store.begin() as work:
        await prescriber_summary.answer(work, client, None, "hoped_for", message, HOPE)
        await prescriber_summary.delete(work, client, None)
    async with store.read() as work:
        assert (await work.session.get_one(Message, message)).text is None


async def test_nobody_shares_or_deletes_the_page_of_somebody_else(store: Store, client: UUID) -> None:
    await answer(store, client, "hoped_for", HOPE)
    async with store.begin() as work:
        stranger = (await clients.create(work, timezone="UTC", country="US")).id
        await prescriber_summary.share(work, stranger, None, True)
        await prescriber_summary.delete(work, stranger, None)
    assert not (await newest(store, client)).shared


async def test_a_hopeless_answer_alerts_once_and_is_asked_about_directly(store: Store) -> None:
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    message, client = await clinic.says(conversation, "none"), await clinic.client_of(conversation)
    for _ in range(2):
        async with store.begin() as work:
            await dialogue_alerts.said_hopeless(work, client, message)
    async with store.read() as work:
        said = [each["text"] for each in (await messages.news(work, conversation, 0)).messages]
        assert said.count("Are you thinking about ending your life?") == 1
        (alert,) = await work.session.scalars(select(Escalation))
        assert (alert.tier, alert.category, alert.message_id) == ("elevated", "hopelessness", message)
    assert await clinic.risk(conversation) == "elevated"


def test_the_fixed_sentences_name_no_amount() -> None:
    content = yaml.safe_load(prescriber_summary.CONTENT.read_text())
    assert not any(character.isdigit() for character in str(content["answers"]))


async def test_a_treatment_session_that_is_not_known_makes_none(store: Store, client: UUID) -> None:
    await answer(store, client, "hoped_for", HOPE)
    async with store.read() as work:
        assert list(await work.session.scalars(select(TreatmentSession))) == []
