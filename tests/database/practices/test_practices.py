"""Practices: one at a time, kept once, due after a week, put off, looked back at, and gone when deleted or erased."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care import Store, now
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.practices import content, practices
from bot.care.practices.practices import Commitment
from bot.care.records import erasure, export, timeline
from bot.care.sessions import treatment_sessions
from bot.store.models import Practice


@pytest.fixture
async def client(store: Store) -> UUID:
    """Somebody in treatment."""
    async with store.begin() as work:
        return (await clients.create(work, timezone="Europe/Berlin", country="DE")).id


async def commit(store: Store, client: UUID, text: str, message: UUID | None = None) -> Commitment:
    async with store.begin() as work:
        return await practices.commit(work, client, "sleep", message or uuid4(), text)


async def a_week_later(store: Store) -> None:
    async with store.begin() as work:
        for row in await work.session.scalars(select(Practice)):
            row.due_at = now() - timedelta(minutes=1)


async def due(store: Store, client: UUID) -> UUID | None:
    async with store.read() as work:
        return await practices.due(work, client)


async def rows(store: Store) -> list[Practice]:
    async with store.read() as work:
        return list(await work.session.scalars(select(Practice).order_by(Practice.id)))


async def test_a_turn_that_runs_twice_begins_one_practice(store: Store, client: UUID) -> None:
    message = uuid4()
    first = await commit(store, client, "tea at nine", message)
    assert (await commit(store, client, "tea at nine", message)).id == first.id
    assert len(await rows(store)) == 1


async def test_a_new_practice_puts_the_one_before_it_aside(store: Store, client: UUID) -> None:
    await commit(store, client, "tea at nine")
    second = await commit(store, client, "a dim lamp")
    async with store.read() as work:
        running = await practices.running(work, client)
    assert running is not None
    assert running.id == second.id
    assert [row.ended_at is not None for row in await rows(store)] == [True, False]


async def test_new_words_for_the_same_practice_replace_the_old_ones(store: Store, client: UUID) -> None:
    first = await commit(store, client, "tea at nine")
    async with store.begin() as work:
        again = await practices.commit(work, client, "food", uuid4(), "soup", rewording=first.id)
    assert (again.id, again.text, again.kind) == (first.id, "soup", "food")
    assert len(await rows(store)) == 1


async def test_it_is_due_after_a_week_and_asked_about_again_two_days_after_being_put_off(
    store: Store, client: UUID
) -> None:
    one = await commit(store, client, "tea at nine")
    assert timedelta(days=6, hours=23) < one.due_at - now() <= timedelta(days=7)
    assert await due(store, client) is None
    await a_week_later(store)
    assert await due(store, client) == one.id
    async with store.begin() as work:
        await practices.put_off(work, client, one.id)
    assert await due(store, client) is None
    (row,) = await rows(store)
    assert row.due_at is not None
    assert timedelta(days=1, hours=23) < row.due_at - now() <= timedelta(days=2)


async def test_being_asked_early_does_not_bring_the_day_forward(store: Store, client: UUID) -> None:
    one = await commit(store, client, "tea at nine")
    async with store.begin() as work:
        await practices.put_off(work, client, one.id)
        found = await practices.find(work, client, one.id)
    assert found is not None
    assert found.due_at == one.due_at


async def test_how_it_went_is_kept_and_what_was_let_go_is_not_asked_about(store: Store, client: UUID) -> None:
    one = await commit(store, client, "tea at nine")
    await a_week_later(store)
    async with store.begin() as work:
        await practices.went(work, client, one.id, practices.PARTLY)
        await practices.helped(work, client, one.id, uuid4(), "the blue cup")
        await practices.let_go(work, client, one.id)
    assert await due(store, client) is None
    async with store.read() as work:
        (seen,) = (await timeline.timeline(work, client)).practices
        (taken_along,) = (await export.everything(work, client))["practices"]
    assert (seen.kind, seen.text, seen.outcome, seen.helped, seen.ended) == (
        "sleep", "tea at nine", "partly", "the blue cup", True,
    )  # fmt: skip
    assert (taken_along["text"], taken_along["outcome"], taken_along["what_helped"]) == (
        "tea at nine", "partly", "the blue cup",
    )  # fmt: skip


async def test_what_is_kept_goes_on_for_another_week(store: Store, client: UUID) -> None:
    one = await commit(store, client, "tea at nine")
    await a_week_later(store)
    async with store.begin() as work:
        await practices.went(work, client, one.id, practices.DONE)
        await practices.keep(work, client, one.id)
        running = await practices.running(work, client)
    assert running is not None
    assert running.outcome == practices.DONE
    assert running.due_at > now() + timedelta(days=6)


async def test_the_small_action_of_integration_is_the_same_kind_of_commitment(store: Store, client: UUID) -> None:
    await commit(store, client, "tea at nine")
    async with store.begin() as work:
        session = (await treatment_sessions.to_look_back_at(work, client)).session.id
        await practices.choose(work, client, session, uuid4(), "a walk")
        await practices.choose(work, client, session, uuid4(), "a short walk")
        running = await practices.running(work, client)
    assert running is not None
    assert (running.kind, running.text) == (practices.SMALL_ACTION, "a short walk")
    await a_week_later(store)
    assert await due(store, client) == running.id


async def test_its_words_are_sealed(store: Store, client: UUID) -> None:
    one = await commit(store, client, "a private thing")
    async with store.begin() as work:
        await practices.helped(work, client, one.id, uuid4(), "a private reason")
    (row,) = await rows(store)
    assert row.helped is not None
    assert b"private" not in row.text + row.helped


async def test_nobody_reaches_the_practice_of_somebody_else(store: Store, client: UUID) -> None:
    one = await commit(store, client, "tea at nine")
    async with store.begin() as work:
        stranger = (await clients.create(work, timezone="UTC", country="US")).id
        await practices.went(work, stranger, one.id, practices.NOT)
        await practices.let_go(work, stranger, one.id)
        assert await practices.find(work, stranger, one.id) is None
        assert await journal.delete(work, stranger, [one.id]) == 0
    (row,) = await rows(store)
    assert (row.outcome, row.ended_at) == (None, None)


async def test_it_is_read_back_deleted_by_itself_and_erased(store: Store, client: UUID) -> None:
    one = await commit(store, client, "tea at nine")
    async with store.begin() as work:
        await practices.helped(work, client, one.id, uuid4(), "the blue cup")
        (entry,) = await journal.written(work, client)
        assert (entry.kind, entry.question, entry.text) == ("commitment", "sleep", "tea at nine\n\nthe blue cup")
        assert await journal.delete(work, client, [entry.id]) == 1
    assert await rows(store) == []
    await commit(store, client, "a dim lamp")
    async with store.begin() as work:
        await erasure.erase(work, client)
    assert await rows(store) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my sleep is awful", ["sleep"]),
        ("i scroll all night", ["social_media"]),
        ("i should move more", ["movement"]),
        ("I want to find a Therapist", ["therapist"]),
        ("i have no routine", ["routine"]),
        ("my friends are bad for me", ["relationships"]),
        ("i skip meals", ["food"]),
        ("i scroll until i cannot sleep", ["social_media", "sleep"]),
        ("what can i do between sessions", []),
    ],
)
def test_which_practice_is_meant_is_read_from_the_words(text: str, names: list[str]) -> None:
    assert content.named(text, content.between().values()) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [("breathing", "breathing"), ("do a body scan", "body_scan"), ("ground me", "senses"), ("a quiet minute", "quiet")],
)
def test_which_calming_practice_is_meant_is_read_from_the_words(text: str, name: str) -> None:
    assert content.named(text, content.calming().values()) == [name]
