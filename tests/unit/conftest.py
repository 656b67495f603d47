"""Fixtures for tests of single parts: a fresh store for each test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from bot.care import Store
from bot.settings import Settings
from bot.store import migrate


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
