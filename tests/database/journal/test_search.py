"""Entries are found by when, treatment session, mood, tag and words; thousands of them in a moment. And prompts."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care import Store
from bot.care.accounts import clients
from bot.care.journal import journal, prompts, search, tags
from bot.care.journal.search import AFTER, BEFORE, LAST, Wanted
from bot.care.sessions import treatment_sessions
from bot.store.models import JournalEntry, TreatmentSession

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
async def client(store: Store) -> UUID:
    """Somebody with two treatment sessions, on days 10 and 20, who wrote on days 5, 12 and 25."""
    async with store.begin() as work:
        client_id = (await clients.create(work, timezone="UTC", country="US")).id
        for number in (1, 2):
            work.session.add(TreatmentSession(client_id=client_id, number=number, when=START + timedelta(number * 10)))
    for day, text, mood in ((5, "my sister's garden", 8), (12, "crying on the bus", 2), (25, "nothing much", None)):
        async with store.begin() as work:
            await journal.write(work, client_id, uuid4(), text)
            entry_id = await journal.begun(work, client_id)
            assert entry_id is not None
            if mood is not None:
                await journal.set_mood(work, client_id, entry_id, mood, uuid4())
            await journal.finish(work, client_id)
            (await work.session.get_one(JournalEntry, entry_id)).updated_at = START + timedelta(day)
    return client_id


async def found(store: Store, client: UUID, wanted: Wanted) -> list[str]:
    async with store.read() as work:
        return [entry.text.split()[-1] for entry in await search.find(work, client, wanted)]


async def test_by_when(store: Store, client: UUID) -> None:
    span = Wanted(since=START + timedelta(12), until=START + timedelta(25))
    assert await found(store, client, span) == ["bus"]


async def test_by_words_in_another_form_too(store: Store, client: UUID) -> None:
    assert await found(store, client, Wanted(words=("sisters",))) == ["garden"]
    assert await found(store, client, Wanted(words=("sister", "bus"))) == []


async def test_by_mood_and_without_a_mood_not_at_all(store: Store, client: UUID) -> None:
    assert await found(store, client, Wanted(highest=3)) == ["bus"]
    assert await found(store, client, Wanted(lowest=0)) == ["bus", "garden"]


async def test_by_tag(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        entry = (await journal.written(work, client))[0]
        await tags.add(work, client, entry.id, ["Home"], uuid4())
    assert await found(store, client, Wanted(tag="home")) == ["much"]


async def test_by_treatment_session_with_its_answers_and_what_was_written_around_it(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        of = (await work.session.scalars(select(TreatmentSession.id).order_by(TreatmentSession.number))).first()
        assert of is not None
        await journal.answer(work, client, of, journal.INTEGRATION, "images", uuid4(), "a glass field")
        await journal.answer(work, client, of, journal.PREPARATION, "hope", uuid4(), "a slow week")
    assert sorted(await found(store, client, Wanted(session=1, side=AFTER))) == ["bus", "field"]
    assert sorted(await found(store, client, Wanted(session=1, side=BEFORE))) == ["garden", "week"]
    assert await found(store, client, Wanted(session=2, side=AFTER)) == ["much"]
    assert sorted(await found(store, client, Wanted(session=LAST))) == ["bus", "field"]
    assert await found(store, client, Wanted(session=9)) == []


async def test_nobody_finds_what_somebody_else_wrote(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        stranger = (await clients.create(work, timezone="UTC", country="US")).id
        await treatment_sessions.to_prepare(work, stranger)
    assert await found(store, stranger, Wanted()) == []


def test_there_are_forty_prompts_five_for_each_theme() -> None:
    themes = [prompt.theme for prompt in prompts.prompts()]
    assert len(themes) == len({prompt.text for prompt in prompts.prompts()}) == 40
    assert {themes.count(theme) for theme in themes} == {5}


@pytest.mark.parametrize("theme", [None, "body", "no such theme"])
def test_the_same_prompt_never_comes_twice_in_a_row(theme: str | None) -> None:
    last = None
    for _ in range(200):
        message = uuid4()
        prompt = prompts.choose(message, theme, last)
        assert prompt.id != last
        assert prompt == prompts.choose(message, theme, last), "a turn that runs twice offers the same"
        assert theme != "body" or prompt.theme == theme
        last = prompt.id
