"""The record of who saw or did what: whole, in order, and a change to it shows."""

import asyncio

from sqlalchemy import delete, func, select, update

from bot.care import Store, audit
from bot.store.models import AuditEvent, Coach


async def write(store: Store, *acts: str) -> None:
    for act in acts:
        async with store.begin() as work:
            await audit.record(work, "coach:1", act, "conversation:1", {"messages": "1-3"})


async def broken_at(store: Store) -> int | None:
    async with store.read() as work:
        return await audit.verify(work)


async def test_what_was_recorded_is_read_back_newest_first_and_the_chain_is_whole(store: Store) -> None:
    await write(store, "transcript.seen", "alert.acknowledged")
    async with store.read() as work:
        entries = await audit.latest(work)
    assert [(entry.number, entry.act) for entry in entries] == [(2, "alert.acknowledged"), (1, "transcript.seen")]
    assert entries[0].detail == {"messages": "1-3"}
    assert await broken_at(store) is None


async def test_an_empty_record_is_whole(store: Store) -> None:
    assert await broken_at(store) is None


async def test_several_acts_of_one_unit_of_work_are_chained_in_their_order(store: Store) -> None:
    async with store.begin() as work:
        for number in range(3):
            await audit.record(work, "landfall", f"act.{number}", "audit")
    async with store.read() as work:
        assert [entry.act for entry in await audit.latest(work)] == ["act.2", "act.1", "act.0"]
    assert await broken_at(store) is None


async def test_nothing_is_recorded_of_work_that_failed(store: Store) -> None:
    try:
        async with store.begin() as work:
            await audit.record(work, "coach:1", "alert.resolved", "escalation:1")
            raise RuntimeError
    except RuntimeError:
        pass
    async with store.read() as work:
        assert await audit.latest(work) == []


async def test_a_changed_row_shows(store: Store) -> None:
    await write(store, "one", "two", "three")
    async with store.begin() as work:
        await work.session.execute(update(AuditEvent).where(AuditEvent.number == 2).values(actor="coach:2"))
    assert await broken_at(store) == 2


async def test_a_changed_detail_shows(store: Store) -> None:
    await write(store, "one")
    async with store.begin() as work:
        await work.session.execute(update(AuditEvent).values(detail={"messages": "1-2"}))
    assert await broken_at(store) == 1


async def test_a_removed_row_shows(store: Store) -> None:
    await write(store, "one", "two", "three")
    async with store.begin() as work:
        await work.session.execute(delete(AuditEvent).where(AuditEvent.number == 2))
    assert await broken_at(store) == 2


async def test_rows_cut_off_at_the_end_show_against_a_head_noted_earlier(store: Store) -> None:
    await write(store, "one", "two")
    async with store.read() as work:
        noted = await audit.head(work)
    async with store.begin() as work:
        await work.session.execute(delete(AuditEvent).where(AuditEvent.number == 2))
    async with store.read() as work:
        assert await audit.head(work) < noted


async def test_many_writers_at_once_neither_break_the_chain_nor_block_each_other(store: Store) -> None:
    """Half take a row before they record, half after: held any earlier, the pen would make a circle of waiting."""
    async with store.begin() as work:
        work.session.add(Coach(name="A", email="a@example.org", password_hash="x"))

    async def one(number: int) -> None:
        async with store.begin() as work:
            touch = update(Coach).values(failed_logins=Coach.failed_logins + 1)
            if number % 2:
                await work.session.execute(touch)
            await audit.record(work, f"coach:{number}", "transcript.seen", "conversation:1")
            if not number % 2:
                await work.session.execute(touch)

    await asyncio.gather(*(one(number) for number in range(16)))
    async with store.read() as work:
        assert await work.session.scalar(select(func.count()).select_from(AuditEvent)) == 16
    assert await broken_at(store) is None


async def test_a_savepoint_does_not_end_the_record_early(store: Store) -> None:
    async with store.begin() as work:
        await audit.record(work, "landfall", "before", "audit")
        async with work.session.begin_nested():
            await audit.record(work, "landfall", "inside", "audit")
        await audit.record(work, "landfall", "after", "audit")
    async with store.read() as work:
        assert [entry.act for entry in await audit.latest(work)] == ["after", "inside", "before"]
    assert await broken_at(store) is None
