"""Fixtures for all tests: the databases, and the running system, each started once."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.care import Store
from bot.operate.training import train
from bot.settings import Settings
from bot.store import migrate
from tests.support.databases import Postgres, temporary_folder
from tests.support.live import Live


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option with which docs/conversations is written anew."""
    parser.addoption(
        "--write-conversations", action="store_true", help="write docs/conversations anew instead of checking it"
    )


def pytest_configure() -> None:
    """Isolation: no test reads the settings of this checkout, in its `.env` or in the environment.

    With them a test would work on the operator's database.
    """
    Settings.__config__.env_file = None
    for name in {f"LANDFALL_{field.upper()}" for field in Settings.__fields__} & set(os.environ):
        del os.environ[name]


@pytest.fixture(scope="session")
def write_conversations(request: pytest.FixtureRequest) -> bool:
    """Whether docs/conversations is to be written anew."""
    return bool(request.config.getoption("--write-conversations"))


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


@pytest.fixture(scope="session")
def sqlite_template(folder: Path) -> Path:
    """An empty, migrated SQLite database to copy."""
    migrate(Settings(home=folder / "template-sqlite"))
    return folder / "template-sqlite" / "landfall.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_settings(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Settings:
    """Settings for a fresh database, once of each kind."""
    if request.param == "postgresql":
        return Settings(home=tmp_path, database_url=request.getfixturevalue("postgres").fresh())
    shutil.copy(sqlite_template, tmp_path / "landfall.db")
    return Settings(home=tmp_path)


@pytest.fixture
async def store(store_settings: Settings) -> AsyncIterator[Store]:
    """A fresh, migrated store."""
    async with Store.open(store_settings) as opened:
        yield opened
