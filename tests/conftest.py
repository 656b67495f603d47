"""Fixtures for all tests: the databases, and the running system, each started once."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from bot.operate.training import train
from bot.settings import Settings

from tests.support.databases import Postgres, temporary_folder
from tests.support.live import Live


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for this run of the tests."""
    with temporary_folder() as path:
        yield path


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[Postgres]:
    """A real PostgreSQL server."""
    server = Postgres(folder)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def model() -> None:
    """The assistant, trained from what is in the repository now."""
    train(Settings())


@pytest.fixture(scope="session")
async def live(folder: Path, model: None) -> AsyncIterator[Live]:
    """The running system on SQLite, for all tests that do not break it."""
    system = Live(folder / "live")
    system.start()
    await system.ready()
    await system.make_coach()
    yield system
    await system.stop()
