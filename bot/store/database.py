"""Units of work: database transactions, with the vaults of the clients they touch; and the engine beneath them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import event, make_url, select
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.settings import Settings
from bot.store.errors import Erased, StoreUnavailable
from bot.store.keyring import Keyring
from bot.store.models import Client
from bot.store.vault import Vault

BUSY_SECONDS = 5.0  # how long a statement waits for another process's lock, or for a connection, before it is refused
COMMAND_SECONDS = 10.0


class Work:
    """One unit of work: a database transaction, and the vaults of the clients it touches."""

    def __init__(self, session: AsyncSession, keyring: Keyring) -> None:
        self.session = session
        self.keyring = keyring
        self._vaults: dict[UUID, Vault] = {}

    async def vault(self, client_id: UUID) -> Vault:
        """The vault of a client. Raises `Erased` when the client was erased or never was."""
        if client_id not in self._vaults:
            found = await self.session.execute(
                select(Client.key_name, Client.wrapped_key).where(Client.id == client_id)
            )
            row = found.one_or_none()
            if row is None or row.wrapped_key is None:
                raise Erased(f"The client {client_id} was erased")
            self._vaults[client_id] = self.vault_of(client_id, row.key_name, row.wrapped_key)
        return self._vaults[client_id]

    def vault_of(self, client_id: UUID, key_name: str, wrapped_key: bytes) -> Vault:
        """The vault of a client whose row was already read. Raises `KeyringError` or `Unreadable`."""
        if client_id not in self._vaults:
            self._vaults[client_id] = Vault(client_id, self.keyring.unwrap(client_id, key_name, wrapped_key))
        return self._vaults[client_id]


class Store:
    """The database engine and the keyring; hands out units of work. Use `async with Store.open(settings) as store`."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring) -> None:
        self.engine = engine
        self.keyring = keyring
        # SQLite takes one writer at a time; waiting here is fair and cheap, waiting inside SQLite is neither
        self.wrote_at = time.monotonic()  # when a unit of work that may write last came to its end
        self._turnstile = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @classmethod
    def open(cls, settings: Settings) -> "Store":
        """Open the store that the settings name; creates the folder and the keyring when they are missing.

        Raises `KeyringError`. The database itself is first touched by the first unit of work.
        """
        settings.home.mkdir(parents=True, exist_ok=True)
        assert settings.keyring_file is not None
        return cls(create_engine(settings.database_url), Keyring.open(settings.keyring_file))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """A read-write transaction, committed at the end, rolled back on any exception. Raises `StoreUnavailable`."""
        if self._turnstile is None:
            async with self._work(self.engine) as work:
                yield work
        else:
            async with self._turnstile, self._work(self.engine) as work:
                yield work
        self.wrote_at = time.monotonic()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """A read-only transaction, which waits for no writer. Raises `StoreUnavailable`."""
        async with self._work(self.engine.execution_options(reads_only=True)) as work:
            yield work

    @asynccontextmanager
    async def _work(self, engine: AsyncEngine) -> AsyncIterator[Work]:
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
                yield Work(session, self.keyring)
        except (OperationalError, InterfaceError, PoolTimeout, OSError, TimeoutError) as problem:
            raise StoreUnavailable(_plainly(problem)) from None
        except DBAPIError as problem:
            if problem.connection_invalidated or _is_outage(problem):
                raise StoreUnavailable(_plainly(problem)) from None
            raise

    async def ping(self) -> None:
        """Health check. Raises `StoreUnavailable` unless the database answers a query."""
        async with self.read() as work:
            await work.session.execute(select(1))


def create_engine(url: str) -> AsyncEngine:
    """An async engine for SQLite (WAL, synchronous=FULL) or PostgreSQL; commits survive a crash or a power cut."""
    if make_url(url).get_backend_name() == "sqlite":
        # aiosqlite waits in a thread behind each connection, so neither a lock nor a slow disk stalls the event loop
        return sqlite_engine(url, {"timeout": BUSY_SECONDS, "isolation_level": None})
    return create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        connect_args={"timeout": BUSY_SECONDS, "command_timeout": COMMAND_SECONDS},
    )


def sqlite_engine(url: str, connect_args: dict[str, Any]) -> AsyncEngine:
    """An engine for SQLite. `connect_args` choose the driver, which must leave transactions to the caller."""
    engine = create_async_engine(url, connect_args=connect_args)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    # taking the write lock at once avoids the deadlock of two readers that both want to write
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _is_outage(problem: DBAPIError) -> bool:
    # PostgreSQL class 08 (connection), 53 (resources), 57 (operator intervention): it may be back later
    code = getattr(problem.orig, "sqlstate", None) or ""
    return code[:2] in {"08", "53", "57"}


def _plainly(problem: BaseException) -> str:
    """The kind of failure, without the statement and its parameters."""
    inner = problem.orig if isinstance(problem, SQLAlchemyError) and isinstance(problem, DBAPIError) else problem
    return f"The database cannot be used now: {type(inner).__name__}"
