"""Alembic environment: runs the migrations on SQLite and PostgreSQL through the async engine."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from alembic import context
from sqlalchemy import Connection

from bot.settings import settings
from bot.store.database import create_engine
from bot.store.models import Base


def _apply(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run(url: str) -> None:
    engine = create_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_apply)
    finally:
        await engine.dispose()


def _main() -> None:
    url = context.config.attributes.get("database_url") or settings().database_url
    # in a thread of its own, so that it also works where an event loop is already running
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(_run(url))).result()


_main()
