"""Rasa's tracker as sealed rows: the last few turns, oldest first, each with the state before it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care import Store
from bot.care.records import erasure
from bot.dialogue.tracker_rows import KEPT_TURNS, StoredTracker, append, load, replies_to
from bot.store import Erased
from bot.store.models import TrackerTurn
from tests.support.clinic import Clinic

WORDS = "the letter in the copper drawer"


@pytest.fixture
async def conversation(clinic: Clinic) -> UUID:
    return await clinic.client()


async def turn(store: Store, conversation: UUID, number: int, message: str | None = None) -> None:
    events = [{"event": "user", "text": f"{WORDS} {number}"}]
    state = {"slots": {"called": WORDS}} if number else None
    async with store.begin() as work:
        await append(work, conversation, StoredTracker(number, events, state), message or str(uuid4()), None)


async def test_the_last_turns_come_back_oldest_first_with_the_state_before_them(
    store: Store, conversation: UUID
) -> None:
    for number in range(2):
        await turn(store, conversation, number)
    async with store.read() as work:
        first, second = await load(work, conversation)
    assert (first.number, first.before, first.events) == (0, None, [{"event": "user", "text": f"{WORDS} 0"}])
    assert (second.number, second.before) == (1, {"slots": {"called": WORDS}})


async def test_older_turns_are_let_go_and_only_those_of_this_conversation(
    store: Store, conversation: UUID, clinic: Clinic
) -> None:
    other = await clinic.client()
    await turn(store, other, 0)
    for number in range(KEPT_TURNS + 3):
        await turn(store, conversation, number)
    async with store.read() as work:
        assert [kept.number for kept in await load(work, conversation)] == list(range(3, KEPT_TURNS + 3))
        assert [kept.number for kept in await load(work, other)] == [0]
        rows = list(await work.session.scalars(select(TrackerTurn)))
    assert len(rows) == KEPT_TURNS + 1


async def test_no_row_holds_a_word_in_the_open(store: Store, conversation: UUID) -> None:
    await turn(store, conversation, 1)
    async with store.read() as work:
        (row,) = await work.session.scalars(select(TrackerTurn))
    assert WORDS.encode() not in row.sealed


async def test_a_message_that_had_its_turn_is_known_again(store: Store, conversation: UUID, clinic: Clinic) -> None:
    message, other = str(uuid4()), await clinic.client()
    await turn(store, conversation, 0, message)
    async with store.read() as work:
        assert await replies_to(work, conversation, message) == [{"event": "user", "text": f"{WORDS} 0"}]
        assert await replies_to(work, conversation, str(uuid4())) is None
        assert await replies_to(work, other, message) is None


async def test_of_an_erased_client_nothing_can_be_recalled(store: Store, conversation: UUID, clinic: Clinic) -> None:
    await turn(store, conversation, 0)
    client = await clinic.client_of(conversation)
    async with store.begin() as work:
        await erasure.erase(work, client)
    async with store.read() as work:
        with pytest.raises(Erased):
            await load(work, conversation)
