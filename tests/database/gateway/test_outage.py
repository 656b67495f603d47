"""The database hangs while somebody cries for help: words at once, people paged, and the message is not lost."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from bot.settings import Settings
from bot.store.models import Escalation, Message
from tests.support.door import Door

Outage = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
def outage(request: pytest.FixtureRequest, store_settings: Settings) -> Outage:
    """Makes the database hang for a while: a writer that does not let go, or a server that stands still."""

    @asynccontextmanager
    async def hang() -> AsyncIterator[None]:
        if store_settings.database_url.startswith("sqlite"):
            writer = sqlite3.connect(store_settings.home / "landfall.db", isolation_level=None)
            writer.execute("BEGIN IMMEDIATE")
            yield
            writer.execute("ROLLBACK")
            writer.close()
        else:
            server = request.getfixturevalue("postgres")
            server.freeze()
            try:
                yield
            finally:
                server.thaw()

    return hang


async def stored(door: Door, table: type) -> int:
    async with door.store.read() as work:
        query = select(func.count()).select_from(table)
        if table is Message:
            query = query.where(Message.author == "client")
        return await work.session.scalar(query) or 0


async def test_distress_during_an_outage_gets_its_words_and_is_stored_once_afterwards(
    door: Door, outage: Outage, capsys: pytest.CaptureFixture[str]
) -> None:
    headers, same = await door.enter(), str(uuid4())
    text = "i am going to kill myself tonight"
    async with outage():
        status, content = await door.send(headers, text, client_message_id=same)
        assert (status, content["error"]["code"]) == (503, "storage_unavailable")
        assert "988" in " ".join(content["safety"])
        printed = capsys.readouterr().out
        assert "ALERT" in printed and "imminent" in printed
        assert text not in printed
        sealed = [path.read_bytes() for path in (door.settings.home / "spool").iterdir()]
        assert len(sealed) == 1 and b"kill" not in sealed[0]
    while (await door.send(headers, text, client_message_id=same))[0] != 202:
        pass
    while any((door.settings.home / "spool").iterdir()):
        await asyncio.sleep(0.05)
    assert (await stored(door, Message), await stored(door, Escalation)) == (1, 1)


async def test_a_message_kept_during_an_outage_is_stored_even_if_the_client_never_comes_back(
    door: Door, outage: Outage
) -> None:
    headers = await door.enter()
    (door.settings.home / "spool").mkdir()
    (door.settings.home / "spool" / "0-damaged.sealed").write_bytes(b"holds up no other")
    async with outage():
        assert (await door.send(headers, "i took all of my pills"))[0] == 503
        assert (await door.send(headers, "it is raining"))[0] == 503
    while await stored(door, Message) < 2:
        await asyncio.sleep(0.05)
    shown = [message for message in await door.messages(headers) if message["author"] == "client"]
    assert [message["text"] for message in shown] == ["i took all of my pills", "it is raining"]
    assert await stored(door, Escalation) == 1
