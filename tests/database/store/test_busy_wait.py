"""The busy wait of SQLite: a write waits while another process holds the write lock, and is refused in the end."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.care import Store, StoreUnavailable
from bot.care.accounts import clients
from bot.settings import Settings
from bot.store.models import Client

HELD_SECONDS = 0.3
LONGEST_WAIT = 20.0  # generous for a busy machine; the limit of today is five seconds


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "landfall.db"))


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    async with Store.open(Settings(home=file.parent)) as opened:
        yield opened


@pytest.fixture
def other(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection as another process has one, with the write lock in its hand."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


async def write(store: Store) -> None:
    async with store.begin() as work:
        await clients.create(work, timezone="UTC", country="US")


async def written(store: Store) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(Client)) or 0


async def test_a_write_waits_for_the_lock_and_then_succeeds(store: Store, other: sqlite3.Connection) -> None:
    begun = time.monotonic()
    asyncio.get_running_loop().call_later(HELD_SECONDS, other.rollback)
    await asyncio.wait_for(write(store), LONGEST_WAIT)
    assert time.monotonic() - begun >= HELD_SECONDS
    assert await written(store) == 1


async def test_the_event_loop_runs_on_while_a_write_waits(store: Store, other: sqlite3.Connection) -> None:
    writing = asyncio.create_task(write(store))
    for _ in range(10):
        await asyncio.sleep(HELD_SECONDS / 10)
    assert not writing.done()
    other.rollback()
    await asyncio.wait_for(writing, LONGEST_WAIT)


async def test_reading_waits_for_no_writer(store: Store, other: sqlite3.Connection) -> None:
    assert await asyncio.wait_for(written(store), 2) == 0
    assert other.in_transaction


async def test_a_lock_that_is_never_given_back_is_an_outage_and_not_a_hang(
    store: Store, other: sqlite3.Connection
) -> None:
    with pytest.raises(StoreUnavailable):
        await asyncio.wait_for(write(store), LONGEST_WAIT)
    other.rollback()
    await write(store)
    assert await written(store) == 1, "what was refused was not written, and the next one is"


async def test_two_stores_on_one_file_lose_no_write_to_each_other(store: Store, file: Path) -> None:
    async with Store.open(Settings(home=file.parent)) as second:
        await asyncio.gather(*(write(each) for _ in range(20) for each in (store, second)))
        assert await written(second) == 40
