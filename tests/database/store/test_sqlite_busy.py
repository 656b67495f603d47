"""SQLite's write lock: who finds it held waits with backoff, up to a limit, and everybody else goes on meanwhile."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from bot.care import Store, StoreUnavailable
from bot.care.accounts import clients
from bot.settings import Settings
from bot.store import database
from bot.store.models import Client

HELD_SECONDS = 0.3
LIMIT_SECONDS = 0.4
# keeps SQLite busy for a tenth of a second and more, as a slow disk would
SLOW = "SELECT length(hex(randomblob(20000000)))"


@pytest.fixture
def sqlite_settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    (tmp_path / "landfall.db").write_bytes(sqlite_template.read_bytes())
    return Settings(home=tmp_path)


@pytest.fixture
async def opened(sqlite_settings: Settings) -> AsyncIterator[Store]:
    async with Store.open(sqlite_settings) as store:
        yield store


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that a test can wait for."""
    monkeypatch.setattr(database, "BUSY_SECONDS", LIMIT_SECONDS)


@contextmanager
def another_process(settings: Settings) -> Iterator[sqlite3.Connection]:
    """A connection that has nothing to do with the store, as Rasa and the action server have to the gateway's."""
    connection = sqlite3.connect(settings.home / "landfall.db", isolation_level=None, timeout=0)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def lock_held(settings: Settings) -> Iterator[sqlite3.Connection]:
    """The write lock, held by somebody else until this block ends or they commit."""
    with another_process(settings) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("COMMIT")


async def add_client(store: Store) -> UUID:
    async with store.begin() as work:
        return (await clients.create(work, timezone="UTC", country="US")).id


async def count(store: Store) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(Client)) or 0


async def test_a_write_waits_for_the_lock_and_the_event_loop_does_not(opened: Store, sqlite_settings: Settings) -> None:
    with lock_held(sqlite_settings) as other:
        writing = asyncio.create_task(add_client(opened))
        await asyncio.sleep(HELD_SECONDS)
        assert not writing.done()
        other.execute("COMMIT")  # from this event loop: had the wait blocked it, nobody would ever let go
        await writing
    assert await count(opened) == 1


async def test_a_read_does_not_wait_for_a_writer(opened: Store, sqlite_settings: Settings) -> None:
    await add_client(opened)
    with lock_held(sqlite_settings) as other:
        other.execute("DELETE FROM client")
        assert await count(opened) == 1, "as of before a transaction that has not ended"
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("impatient")
async def test_beyond_the_limit_a_write_is_refused_and_nothing_is_lost(sqlite_settings: Settings) -> None:
    async with Store.open(sqlite_settings) as store:
        await add_client(store)
        with lock_held(sqlite_settings):
            with pytest.raises(StoreUnavailable):
                await add_client(store)
            assert await count(store) == 1
        await add_client(store)
        assert await count(store) == 2


async def test_a_statement_that_takes_long_does_not_stall_the_event_loop(opened: Store) -> None:
    async def slowly() -> None:
        async with opened.read() as work:
            await work.session.execute(text(SLOW))

    working, turns_of_the_loop = asyncio.create_task(slowly()), 0
    while not working.done():
        await asyncio.sleep(0.001)
        turns_of_the_loop += 1
    await working
    assert turns_of_the_loop > 5


async def test_whoever_is_cancelled_while_waiting_does_not_take_the_lock_later(
    opened: Store, sqlite_settings: Settings
) -> None:
    with lock_held(sqlite_settings):
        writing = asyncio.create_task(add_client(opened))
        await asyncio.sleep(HELD_SECONDS)
        writing.cancel()
    await asyncio.wait({writing})
    assert writing.cancelled()
    await add_client(opened)
    assert await count(opened) == 1, "the one that was cancelled is not there"


async def test_two_stores_that_write_at_once_lose_nothing(opened: Store, sqlite_settings: Settings) -> None:
    added = await add_client(opened)

    async def note(store: Store) -> None:
        async with store.begin() as work:
            row = await work.session.get_one(Client, added)
            row.country = f"{int(row.country or 0) + 1:02}"

    async with opened.begin() as work:
        await work.session.execute(update(Client).values(country="00"))
    async with Store.open(sqlite_settings) as another:  # as another process has it: its own turnstile and connections
        await asyncio.gather(*(note(store) for store in (opened, another) for _ in range(20)))
    async with opened.read() as work:
        assert await work.session.scalar(select(Client.country)) == "40"
