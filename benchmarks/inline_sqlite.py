"""SQLite on the event loop itself, without a thread for each connection: what `sqlite_driver` compares aiosqlite with.

Landfall was built with this driver and left it for aiosqlite (docs/decisions/0006-sqlite-through-aiosqlite.md). It is
kept here so that the comparison can be repeated. The two classes have the part of aiosqlite that SQLAlchemy uses.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable
from typing import Any, Self, TypeVar

from bot.store.database import BUSY_SECONDS

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.0005, 0.02


class InlineCursor:
    """A cursor whose coroutines do not suspend, except while the database is locked."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        """The columns of the result."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The row that was inserted last."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Any = ()) -> Self:
        """Run a statement. Raises `sqlite3.Error`."""
        await _patiently(lambda: self._cursor.execute(statement, parameters))
        return self

    async def executemany(self, statement: str, parameters: Any) -> Self:
        """Run a statement for each set of parameters. Raises `sqlite3.Error`."""
        every = list(parameters)
        await _patiently(lambda: self._cursor.executemany(statement, every))
        return self

    async def fetchone(self) -> Any:
        """The next row of the result, or None."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows of the result."""
        return self._cursor.fetchmany(size or self.arraysize)

    async def fetchall(self) -> list[Any]:
        """All rows of the result."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Close the cursor."""
        self._cursor.close()


class InlineConnection:
    """A connection for one event loop."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @classmethod
    async def open(cls, *arguments: Any, **options: Any) -> Self:
        """Connect; takes what `sqlite3.connect` takes. Transactions are left to the caller, waiting to us."""
        options |= {"isolation_level": None, "timeout": 0, "check_same_thread": False}
        return cls(sqlite3.connect(*arguments, **options))

    def cursor(self) -> InlineCursor:
        """A new cursor."""
        assert self._connection is not None
        return InlineCursor(self._connection.cursor())

    async def commit(self) -> None:
        """Commit, waiting while another process holds the lock."""
        assert self._connection is not None
        await _patiently(self._connection.commit)

    async def rollback(self) -> None:
        """Roll back."""
        if self._connection is not None:
            self._connection.rollback()

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Make a Python function known to SQL."""
        assert self._connection is not None
        self._connection.create_function(*arguments, **options)

    async def close(self) -> None:
        """Close the connection."""
        self.stop()

    def stop(self) -> None:
        """Close the connection, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def _patiently(work: Callable[[], T]) -> T:
    """Do it, again and again while the database is locked. Raises `sqlite3.OperationalError` after `BUSY_SECONDS`."""
    deadline, pause = time.monotonic() + BUSY_SECONDS, FIRST_PAUSE
    while True:
        try:
            return work()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode not in LOCKED or time.monotonic() > deadline:
                raise
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(LONGEST_PAUSE, pause * 2)


LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_BUSY_SNAPSHOT})
