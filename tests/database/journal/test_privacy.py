"""A private entry is nowhere that a coach looks; a deletion or a change can be undone, once, for ten minutes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care import Store, now
from bot.care.journal import journal, privacy, tags, undo
from bot.care.messages import turns
from bot.care.messages.replies import Reply
from bot.care.practices import practices
from bot.care.records import erasure, timeline, transcripts
from bot.care.sessions import intentions, treatment_sessions
from bot.store.models import JournalUndo
from tests.support.clinic import Clinic

SECRET = "the letter in the copper drawer"


class Writer:
    """Somebody who writes in the chat, and the coach who reads along."""

    def __init__(self, clinic: Clinic, conversation: UUID, client_id: UUID) -> None:
        self.clinic, self.conversation, self.id = clinic, conversation, client_id
        self.store: Store = clinic.store

    async def writes(self, text: str) -> UUID:
        """A line of an entry that is finished with it; returns the entry."""
        message = await self.clinic.says(self.conversation, "none", text=text)
        async with self.store.begin() as work:
            await journal.write(work, self.id, message, text)
            entry = await journal.begun(work, self.id)
            await journal.finish(work, self.id)
        assert entry is not None
        return entry

    async def is_answered(self, *texts: str, response: str | None = None) -> None:
        """Whatever waits is answered with these texts of the bot."""
        later = now() + turns.LEASE * 2  # whoever took the message is taken for dead by then
        async with self.store.begin() as work:
            turn = await turns.next_turn(work, self.conversation, "g", later)
            while turn is not None:
                replies = [Reply(text, response=response) for text in texts]
                turn = await turns.answer(work, turn, replies, "g", later)

    async def seen(self) -> str:
        """All that a coach sees of them."""
        async with self.store.read() as work:
            lines = (await transcripts.transcript(work, self.conversation)).lines
            return f"{[line.text for line in lines]} {await timeline.timeline(work, self.id)}"

    async def texts(self) -> list[str]:
        async with self.store.read() as work:
            return [entry.text for entry in await journal.written(work, self.id)]

    async def deletes(self, entry: UUID) -> None:
        async with self.store.begin() as work:
            await journal.delete(work, self.id, [entry], uuid4())

    async def undoes(self, message: UUID | None = None) -> undo.Undone | None:
        async with self.store.begin() as work:
            return await undo.undo(work, self.id, message or uuid4())


@pytest.fixture
async def writer(clinic: Clinic) -> Writer:
    conversation = await clinic.client()
    return Writer(clinic, conversation, await clinic.client_of(conversation))


async def test_a_private_entry_is_hidden_where_it_was_written_and_where_it_is_quoted(writer: Writer) -> None:
    entry = await writer.writes(SECRET)
    await writer.is_answered(f"1. May 12 · Journal: {SECRET}")
    assert SECRET in await writer.seen()
    async with writer.store.begin() as work:
        assert await privacy.set_shared(work, writer.id, entry, shared=False)
    assert SECRET not in await writer.seen()
    async with writer.store.read() as work:
        lines = (await transcripts.transcript(work, writer.conversation)).lines
    assert [line.private for line in lines if line.author in ("client", "bot")][-2:] == [True, True]
    async with writer.store.begin() as work:
        await privacy.set_shared(work, writer.id, entry, shared=True)
    assert SECRET in await writer.seen()


async def test_with_everything_private_nothing_new_reaches_a_coach_not_even_before_it_is_filed(writer: Writer) -> None:
    async with writer.store.begin() as work:
        await privacy.set_all(work, writer.id, shared=False)
    await writer.clinic.says(writer.conversation, "none", text="a line that nobody has filed yet")
    assert "filed yet" not in await writer.seen()
    await writer.is_answered("Kept.")
    assert "filed yet" in await writer.seen(), "it turned out to be no part of the journal"
    await writer.writes(SECRET)
    async with writer.store.begin() as work:
        session = (await treatment_sessions.to_prepare(work, writer.id)).id
        await intentions.set_out_with(work, writer.id, session, uuid4(), "a private intention")
        await journal.answer(work, writer.id, session, journal.INTEGRATION, "small_action", uuid4(), "a private walk")
        await practices.choose(work, writer.id, session, uuid4(), "a private walk")
    seen = await writer.seen()
    assert not any(words in seen for words in (SECRET, "a private intention", "a private walk"))


async def test_a_worrying_message_is_seen_whatever_is_private(writer: Writer) -> None:
    async with writer.store.begin() as work:
        await privacy.set_all(work, writer.id, shared=False)
    await writer.clinic.says(writer.conversation, "high", text="words that worry")
    assert "words that worry" in await writer.seen()


async def test_tags_are_sealed_follow_the_words_and_are_hidden_with_a_private_entry(writer: Writer) -> None:
    entry = await writer.writes("lay awake #Sleep, and #1 is no tag")
    async with writer.store.begin() as work:
        await tags.add(work, writer.id, entry, ["my sister"], uuid4())
        row = await tags.entry_of(work, writer.id, entry)
        assert row is not None and row.tags is not None and b"sister" not in row.tags
        await journal.change(work, writer.id, entry, uuid4(), "slept well #rest")
        assert dict(await tags.all_of(work, writer.id)) == {"my sister": 1, "rest": 1}
        await privacy.set_shared(work, writer.id, entry, shared=False)
    await writer.clinic.says(writer.conversation, "none", text="show my tags")
    await writer.is_answered("Your tags: #my sister (1)", response="utter_your_tags")
    assert "#my sister" not in await writer.seen()


async def test_a_changed_entry_has_its_old_words_back_once(writer: Writer) -> None:
    entry = await writer.writes(SECRET)
    async with writer.store.begin() as work:
        assert await journal.change(work, writer.id, entry, uuid4(), "something else")
    assert await writer.texts() == ["something else"]
    assert SECRET not in await writer.seen(), "the old words are gone from the conversation"
    message = uuid4()
    assert await writer.undoes(message) == await writer.undoes(message)
    assert await writer.texts() == [SECRET]
    assert await writer.undoes() is None


async def test_a_turn_that_runs_twice_changes_an_entry_once(writer: Writer) -> None:
    entry, message = await writer.writes(SECRET), uuid4()
    for _ in range(2):
        async with writer.store.begin() as work:
            await journal.change(work, writer.id, entry, message, "something else")
    await writer.undoes()
    assert await writer.texts() == [SECRET]


async def test_what_is_deleted_comes_back_as_it_was_but_not_more_public(writer: Writer) -> None:
    entry = await writer.writes(SECRET)
    async with writer.store.begin() as work:
        await journal.set_mood(work, writer.id, entry, 7, uuid4())
    await writer.deletes(entry)
    assert await writer.texts() == []
    async with writer.store.begin() as work:
        await privacy.set_all(work, writer.id, shared=False)
    await writer.undoes()
    async with writer.store.read() as work:
        (back,) = await journal.written(work, writer.id)
    assert (back.text, back.mood, back.shared) == (SECRET, 7, False)


async def test_everything_that_was_deleted_comes_back(writer: Writer) -> None:
    await writer.writes(SECRET)
    async with writer.store.begin() as work:
        session = (await treatment_sessions.to_prepare(work, writer.id)).id
        await treatment_sessions.set_when(work, writer.id, session, None, "in spring")
        await intentions.set_out_with(work, writer.id, session, uuid4(), "to rest")
        await journal.answer(work, writer.id, session, journal.INTEGRATION, "small_action", uuid4(), "a walk")
        await practices.choose(work, writer.id, session, uuid4(), "a walk")
    async with writer.store.begin() as work:
        await journal.delete_all(work, writer.id, uuid4())
    assert await writer.texts() == []
    await writer.undoes()
    assert sorted(await writer.texts()) == sorted([SECRET, "to rest", "a walk"])
    async with writer.store.read() as work:
        assert await practices.current(work, writer.id, session) == "a walk"


async def test_an_answer_that_was_given_anew_meanwhile_stays(writer: Writer) -> None:
    async with writer.store.begin() as work:
        session = (await treatment_sessions.to_prepare(work, writer.id)).id
        await journal.answer(work, writer.id, session, journal.PREPARATION, "hope", uuid4(), "the old hope")
        (entry,) = await journal.written(work, writer.id)
    await writer.deletes(entry.id)
    async with writer.store.begin() as work:
        await journal.answer(work, writer.id, session, journal.PREPARATION, "hope", uuid4(), "the new hope")
    assert await writer.undoes() is None
    assert await writer.texts() == ["the new hope"]


async def test_after_ten_minutes_it_is_gone_for_good(writer: Writer) -> None:
    await writer.deletes(await writer.writes(SECRET))
    async with writer.store.begin() as work:
        assert await undo.purge(work, now()) == 0
        assert await undo.purge(work, now() + undo.LASTS + timedelta(seconds=1)) == 1
    assert await writer.undoes() is None


async def test_erasing_a_client_leaves_nothing_to_undo(writer: Writer) -> None:
    await writer.deletes(await writer.writes(SECRET))
    async with writer.store.begin() as work:
        await erasure.erase(work, writer.id)
        assert list(await work.session.scalars(select(JournalUndo))) == []
