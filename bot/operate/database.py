"""Database probe: whether it can be reached, read and written, found out without changing anything in it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.operate.errors import OperatorError
from bot.settings import Settings

TIMEOUT_SECONDS = 3.0
SQLITE_REMEDIES = {
    "SQLITE_READONLY": "it may not be written: give this user the right to write it and its folder.",
    "SQLITE_CANTOPEN": "it cannot be opened: give this user the right to read and write it and its folder.",
    "SQLITE_NOTADB": "it is not a database: restore it from a backup, or move it away to start anew.",
    "SQLITE_CORRUPT": "it is damaged: restore it from a backup.",
    "SQLITE_FULL": "the disk is full: make room.",
    "SQLITE_BUSY": "another program has kept it locked for seconds: end that program.",
}


def parse(settings: Settings) -> URL:
    """The SQLAlchemy URL of the settings. Raises `OperatorError` when it is invalid or its driver is not supported."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise OperatorError("LANDFALL_DATABASE_URL is not a database address: see docs/operating.md.") from None
    if url.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise OperatorError(
            f"LANDFALL_DATABASE_URL names {url.drivername}: write sqlite+aiosqlite or postgresql+asyncpg instead."
        )
    return url


def has_clients(settings: Settings) -> bool:
    """Whether the database holds any client. Raises `OperatorError` when it cannot be read and written."""
    url = parse(settings)
    try:
        if file := sqlite_file(url):
            return file.exists() and _probe_sqlite(file)
        return asyncio.run(asyncio.wait_for(_probe_server(url), TIMEOUT_SECONDS * 2))
    except sqlite3.Error as error:
        raise OperatorError(_why_not_sqlite(url, error)) from None
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        cause = (error.orig if isinstance(error, DBAPIError) else None) or error
        raise OperatorError(
            f"The database {url.render_as_string(hide_password=True)} cannot be used ({type(cause).__name__}): "
            "start it, or put LANDFALL_DATABASE_URL right."
        ) from None


def damage(file: Path) -> bool:
    """Whether SQLite finds its file damaged (`PRAGMA quick_check`, which reads all of it)."""
    try:
        with closing(_open(file, "ro")) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.DatabaseError:
        return True


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for another database."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _probe_sqlite(file: Path) -> bool:
    with closing(_open(file, "rw")) as connection:
        connection.execute("BEGIN IMMEDIATE")  # needs the right to write, and writes nothing
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'client'").fetchone()
        return bool(known and connection.execute("SELECT 1 FROM client LIMIT 1").fetchone())


async def _probe_server(url: URL) -> bool:
    engine = create_async_engine(url, connect_args={"timeout": TIMEOUT_SECONDS})
    try:
        async with engine.connect() as connection:
            if await connection.scalar(text("SHOW transaction_read_only")) == "on":
                raise OperatorError("The database takes no writes: set LANDFALL_DATABASE_URL to the primary.")
            return await connection.run_sync(_any_client)
    finally:
        await engine.dispose()


def _any_client(connection: Connection) -> bool:
    return inspect(connection).has_table("client") and bool(
        connection.scalar(text("SELECT EXISTS (SELECT 1 FROM client)"))
    )


def _open(file: Path, mode: str) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=TIMEOUT_SECONDS, isolation_level=None)


def _why_not_sqlite(url: URL, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    known = next((remedy for code, remedy in SQLITE_REMEDIES.items() if name.startswith(code)), None)
    return f"The database {url.database}: {known or f'it cannot be used ({name}).'}"
