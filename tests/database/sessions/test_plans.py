"""The plan of treatment sessions: made, changed, moved and put back; and which session is being looked back at."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from bot.care import Store
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.journal import undo as journal_undo
from bot.care.questionnaires import mood
from bot.care.sessions import intentions, plans, treatment_sessions
from bot.care.sessions.treatment_sessions import DAY, DAYS, WEEK
from bot.store.models import TreatmentSession, now


@pytest.fixture
async def client(store: Store) -> UUID:
    """Somebody in treatment."""
    async with store.begin() as work:
        return (await clients.create(work, timezone="UTC", country="US")).id


async def make(store: Store, client: UUID, count: int) -> None:
    async with store.begin() as work:
        await plans.make(work, client, count)


async def dated(store: Store, client: UUID, *days: float) -> None:
    async with store.begin() as work:
        await plans.set_dates(work, client, [now() + timedelta(days=day) for day in days])


async def seen(store: Store, client: UUID) -> list[plans.Planned]:
    async with store.read() as work:
        return list(await plans.plan(work, client))


async def test_a_plan_made_again_is_as_long_as_it_was_said_last(store: Store, client: UUID) -> None:
    for count in (6, 6, 4, 8):
        await make(store, client, count)
        assert [one.number for one in await seen(store, client)] == list(range(1, count + 1))


async def test_a_session_for_which_something_was_written_is_never_dropped(store: Store, client: UUID) -> None:
    await make(store, client, 3)
    last = (await seen(store, client))[-1]
    async with store.begin() as work:
        await intentions.set_out_with(work, client, last.id, uuid4(), "to rest")
    await make(store, client, 1)
    assert [one.intention for one in await seen(store, client)] == [None, "to rest"]


async def test_dates_go_to_the_sessions_ahead_in_their_order(store: Store, client: UUID) -> None:
    await make(store, client, 3)
    await dated(store, client, 9, 2)
    first, second, third = await seen(store, client)
    assert first.when is not None
    assert second.when is not None
    assert first.when < second.when
    assert third.when is None


async def test_a_moved_session_is_put_back_as_it_was(store: Store, client: UUID) -> None:
    await make(store, client, 2)
    await dated(store, client, 2, 9)
    before = (await seen(store, client))[0]
    message = uuid4()
    async with store.begin() as work:
        for _ in range(2):  # a turn may run twice
            await plans.move(work, client, before.id, message, now() + timedelta(days=4), "in four days")
    assert (await seen(store, client))[0].when != before.when
    undo = uuid4()
    async with store.begin() as work:
        assert await plans.put_back(work, client, before.id, undo)
        assert await plans.put_back(work, client, before.id, undo)
        assert not await plans.put_back(work, client, before.id, uuid4()), "there is nothing more to undo"
    assert (await seen(store, client))[0] == before


async def test_a_cancelled_session_is_passed_over_and_can_be_put_back(store: Store, client: UUID) -> None:
    await make(store, client, 3)
    first = (await seen(store, client))[0]
    async with store.begin() as work:
        await plans.cancel(work, client, first.id, uuid4())
        following = await plans.to_change(work, client, None)
        assert (await treatment_sessions.to_prepare(work, client)).number == 2
    assert following is not None
    assert following.number == 2
    async with store.begin() as work:
        assert await plans.put_back(work, client, first.id, uuid4())
    assert (await seen(store, client))[0] == first


async def test_deleting_everything_leaves_no_words_of_an_earlier_date(store: Store, client: UUID) -> None:
    await make(store, client, 1)
    (one,) = await seen(store, client)
    async with store.begin() as work:
        await treatment_sessions.set_when(work, client, one.id, None, "after my birthday")
        await plans.move(work, client, one.id, uuid4(), None, "some day in spring")
        await journal.delete_all(work, client)
        row = await work.session.get_one(TreatmentSession, one.id)
        assert (row.when_text, row.before_when_text) == (None, None)


async def test_undoing_that_brings_the_words_for_both_dates_back(store: Store, client: UUID) -> None:
    await make(store, client, 1)
    (one,) = await seen(store, client)
    async with store.begin() as work:
        await treatment_sessions.set_when(work, client, one.id, None, "after my birthday")
        await plans.move(work, client, one.id, uuid4(), None, "some day in spring")
    async with store.begin() as work:
        await journal.delete_all(work, client, uuid4())
    async with store.begin() as work:
        assert await journal_undo.undo(work, client, uuid4()) is not None
    async with store.begin() as work:
        row, vault = await work.session.get_one(TreatmentSession, one.id), await work.vault(client)
        assert row.when_text is not None
        assert row.before_when_text is not None
        assert vault.open("treatment_session.when_text", row.id, row.when_text) == "some day in spring"
        assert await plans.put_back(work, client, one.id, uuid4())
        assert vault.open("treatment_session.when_text", row.id, row.when_text) == "after my birthday"


async def test_each_session_knows_what_was_done_for_it(store: Store, client: UUID) -> None:
    await make(store, client, 2)
    first, _ = await seen(store, client)
    async with store.begin() as work:
        await intentions.set_out_with(work, client, first.id, uuid4(), "to listen")
        await journal.answer(work, client, first.id, journal.PREPARATION, "hope", uuid4(), "quiet")
        await journal.answer(work, client, first.id, journal.PREPARATION, "space_company", uuid4(), "yes")
        await treatment_sessions.mark(work, client, first.id, treatment_sessions.PREPARED)
        await treatment_sessions.came_back(work, client, first.id)
        await journal.write(work, client, uuid4(), "a free line")
        await treatment_sessions.looked_back(work, client, first.id, DAY)
    first, second = await seen(store, client)
    assert (first.intention, first.prepared, first.looked_back, first.entries) == ("to listen", True, True, 2)
    assert (second.intention, second.prepared, second.looked_back, second.entries) == (None, False, False, 0)


@pytest.mark.parametrize(("passed", "stage"), [(0.2, DAY), (2, DAYS), (4, DAYS), (7, WEEK), (60, WEEK)])
async def test_how_far_looking_back_has_come_depends_on_the_time_that_has_passed(
    store: Store, client: UUID, passed: float, stage: str
) -> None:
    await make(store, client, 1)
    (one,) = await seen(store, client)
    async with store.begin() as work:
        await treatment_sessions.came_back(work, client, one.id)
        assert (await treatment_sessions.session(work, client, one.id)).next_stage(now()) == DAY
        await treatment_sessions.looked_back(work, client, one.id, DAY)
        found = await treatment_sessions.session(work, client, one.id)
    assert found.next_stage(now() + timedelta(days=passed)) == stage


async def test_what_is_looked_back_at_is_the_last_that_took_place(store: Store, client: UUID) -> None:
    await make(store, client, 3)
    await dated(store, client, -8, -1, 6)
    async with store.begin() as work:
        found = await treatment_sessions.to_look_back_at(work, client)
        assert (found.session.number, found.sure) == (2, True)
        await treatment_sessions.looked_back(work, client, found.session.id, DAY)
        await treatment_sessions.looked_back(work, client, (await plans.plan(work, client))[0].id, DAY)


async def test_after_a_look_back_without_dates_it_may_be_a_new_one(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        found = await treatment_sessions.to_look_back_at(work, client)
        assert found.sure
        await treatment_sessions.looked_back(work, client, found.session.id, DAY)
        again = await treatment_sessions.to_look_back_at(work, client)
        assert (again.session.id, again.sure) == (found.session.id, False)
        assert (await treatment_sessions.the_new_one(work, client)).number == 2


async def test_numbers_before_and_after_are_found_by_session(store: Store, client: UUID) -> None:
    await make(store, client, 1)
    (one,) = await seen(store, client)
    async with store.begin() as work:
        await mood.record(work, client, one.id, mood.MOOD, mood.BEFORE, 4)
        await mood.record(work, client, one.id, mood.MOOD, mood.AFTER, 6)
        await mood.record(work, client, one.id, mood.MOOD, mood.MOMENTS[WEEK], 7)
        assert await mood.before_and_after(work, client) == {one.id: {"before": 4, "after": 6}}
