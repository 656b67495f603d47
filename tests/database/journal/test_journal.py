"""The journal: kept once, replaced when given again, and gone for good when deleted."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from bot.care import Store
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.practices import practices
from bot.care.questionnaires import mood
from bot.care.sessions import intentions, treatment_sessions
from bot.store.models import Conversation, Intention, JournalPart, Measure, Message, Practice, TreatmentSession


@pytest.fixture
async def client(store: Store) -> UUID:
    """Somebody in treatment."""
    async with store.begin() as work:
        return (await clients.create(work, timezone="UTC", country="US")).id


@pytest.fixture
async def session(store: Store, client: UUID) -> UUID:
    """Their next treatment session."""
    async with store.begin() as work:
        return (await treatment_sessions.to_prepare(work, client)).id


async def answer(store: Store, client: UUID, session: UUID, text: str, message: UUID | None = None) -> None:
    async with store.begin() as work:
        await journal.answer(work, client, session, journal.PREPARATION, "hope", message or uuid4(), text)


async def write(store: Store, client: UUID, text: str, message: UUID | None = None) -> None:
    async with store.begin() as work:
        await journal.write(work, client, message or uuid4(), text)


async def texts(store: Store, client: UUID) -> list[str]:
    async with store.read() as work:
        return [entry.text for entry in await journal.written(work, client)]


async def count(store: Store, table: type) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(table)) or 0


async def said(store: Store, client: UUID, text: str, seq: int = 1) -> UUID:
    """A message of the client in a conversation."""
    async with store.begin() as work:
        vault = await work.vault(client)
        conversation = Conversation(id=uuid4(), client_id=client)
        work.session.add(conversation)
        await work.session.flush()
        row = Message(id=uuid4(), conversation_id=conversation.id, seq=seq, author="client", state="answered")
        row.text = vault.seal("message.text", row.id, text)
        work.session.add(row)
        return row.id


async def test_a_turn_that_runs_twice_keeps_an_answer_once(store: Store, client: UUID, session: UUID) -> None:
    message = uuid4()
    await answer(store, client, session, "to rest", message)
    await answer(store, client, session, "to rest", message)
    assert await texts(store, client) == ["to rest"]
    assert await count(store, JournalPart) == 1


async def test_an_answer_given_again_replaces_the_old_one(store: Store, client: UUID, session: UUID) -> None:
    await answer(store, client, session, "to rest")
    await answer(store, client, session, "to listen")
    assert await texts(store, client) == ["to listen"]


async def test_what_is_written_over_several_messages_is_one_entry(store: Store, client: UUID) -> None:
    message = uuid4()
    await write(store, client, "one", message)
    await write(store, client, "two")
    await write(store, client, "one", message)
    assert await texts(store, client) == ["one\ntwo"]


async def test_after_done_the_next_line_begins_a_new_entry(store: Store, client: UUID) -> None:
    await write(store, client, "yesterday")
    async with store.begin() as work:
        assert await journal.finish(work, client)
        assert not await journal.finish(work, client)
    await write(store, client, "today")
    assert await texts(store, client) == ["today", "yesterday"]


async def test_a_very_long_message_is_kept_whole_although_the_dialogue_sees_its_beginning(
    store: Store, client: UUID
) -> None:
    whole = "word " * 20_000
    message = await said(store, client, whole)
    await write(store, client, whole[:4000], message)
    assert await texts(store, client) == [whole]


async def test_what_was_written_is_sealed_in_the_database(store: Store, client: UUID) -> None:
    await write(store, client, "a very private line")
    async with store.read() as work:
        (sealed,) = await work.session.scalars(select(JournalPart.text))
    assert b"private" not in sealed


async def test_deleting_an_entry_blanks_the_message_it_came_from(store: Store, client: UUID) -> None:
    message = await said(store, client, "take this away")
    await write(store, client, "take this away", message)
    async with store.begin() as work:
        (entry,) = await journal.written(work, client)
        assert await journal.delete(work, client, [entry.id]) == 1
    assert await texts(store, client) == []
    async with store.read() as work:
        row = await work.session.get_one(Message, message)
        assert row.text is None
        assert row.deleted_at is not None


async def test_nobody_deletes_what_somebody_else_wrote(store: Store, client: UUID) -> None:
    await write(store, client, "mine")
    async with store.begin() as work:
        stranger = (await clients.create(work, timezone="UTC", country="US")).id
        (entry,) = await journal.written(work, client)
        assert await journal.delete(work, stranger, [entry.id]) == 0
    assert await texts(store, client) == ["mine"]


async def test_deleting_everything_leaves_no_words(store: Store, client: UUID, session: UUID) -> None:
    await write(store, client, "a line")
    await answer(store, client, session, "to rest")
    async with store.begin() as work:
        await intentions.set_out_with(work, client, session, uuid4(), "first wording")
        await intentions.set_out_with(work, client, session, uuid4(), "second wording")
        await journal.answer(work, client, session, journal.INTEGRATION, "small_action", uuid4(), "a walk")
        await practices.choose(work, client, session, uuid4(), "a walk")
        await journal.answer(work, client, None, journal.PRACTICE, "sleep", uuid4(), "badly")
        await practices.commit(work, client, "sleep", uuid4(), "tea at nine")
        await treatment_sessions.set_when(work, client, session, None, "some day in spring")
    async with store.begin() as work:
        assert await journal.delete_all(work, client) == 6
    for table in (JournalPart, Intention, Practice):
        assert await count(store, table) == 0
    async with store.read() as work:
        assert (await work.session.get_one(TreatmentSession, session)).when_text is None


async def test_a_changed_intention_is_shown_once_in_its_last_wording(store: Store, client: UUID, session: UUID) -> None:
    again = uuid4()
    async with store.begin() as work:
        await intentions.set_out_with(work, client, session, uuid4(), "to win")
        await intentions.set_out_with(work, client, session, again, "to be here")
        await intentions.set_out_with(work, client, session, again, "to be here")
    assert await texts(store, client) == ["to be here"]
    assert await count(store, Intention) == 2


async def test_a_number_given_again_replaces_the_old_one(store: Store, client: UUID, session: UUID) -> None:
    async with store.begin() as work:
        await mood.record(work, client, session, mood.MOOD, mood.BEFORE, 3)
        await mood.record(work, client, session, mood.MOOD, mood.BEFORE, 6)
        await mood.record(work, client, session, mood.MOOD, mood.AFTER, 8)
        totals = list(await work.session.scalars(select(Measure.total).order_by(Measure.total)))
    assert totals == [6, 8]


async def test_preparing_again_goes_on_with_the_same_session_until_it_is_looked_back_at(
    store: Store, client: UUID, session: UUID
) -> None:
    async with store.begin() as work:
        assert (await treatment_sessions.to_prepare(work, client)).id == session
        await treatment_sessions.mark(work, client, session, treatment_sessions.PREPARED)
        assert (await treatment_sessions.to_look_back_at(work, client)).session.id == session
        await treatment_sessions.mark(work, client, session, treatment_sessions.INTEGRATED)
        await treatment_sessions.mark(work, client, session, treatment_sessions.PREPARED)
        following = await treatment_sessions.to_prepare(work, client)
    assert (following.number, following.state) == (2, "planned")


async def test_looking_back_without_having_prepared_makes_a_session(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        found = await treatment_sessions.to_look_back_at(work, client)
        assert (await treatment_sessions.to_look_back_at(work, client)).session.id == found.session.id
    assert found.session.number == 1
