"""The journal purge: what was deleted and can no longer be undone is thrown away, whoever comes back or not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from bot.care import Store, StoreUnavailable, now
from bot.care.journal import undo
from bot.gateway.journal_purge import JournalPurge
from bot.store.models import JournalUndo
from tests.support.clinic import Clinic


async def kept(store: Store) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(JournalUndo)) or 0


@pytest.fixture
async def deleted(clinic: Clinic) -> Clinic:
    """Somebody has just deleted something."""
    client = await clinic.client_of(await clinic.client())
    async with clinic.store.begin() as work:
        await undo.remember(work, client, undo.DELETED, uuid4(), ())
    return clinic


async def pass_by(store: Store, time: timedelta) -> None:
    async with store.begin() as work:
        await work.session.execute(update(JournalUndo).values(until=now() + undo.LASTS - time))


async def test_it_is_kept_for_as_long_as_it_can_be_undone_and_gone_right_after(deleted: Clinic) -> None:
    await pass_by(deleted.store, timedelta(minutes=9))
    await JournalPurge(deleted.store).once()
    assert await kept(deleted.store) == 1
    await pass_by(deleted.store, timedelta(minutes=11))
    await JournalPurge(deleted.store).once()
    assert await kept(deleted.store) == 0


async def test_a_database_that_is_away_is_asked_again_later(deleted: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise StoreUnavailable("away")

    await pass_by(deleted.store, timedelta(minutes=11))
    purge = JournalPurge(deleted.store)
    with monkeypatch.context() as outage:
        outage.setattr(deleted.store, "begin", away)
        await purge.once()
    assert await kept(deleted.store) == 1
    await purge.once()
    assert await kept(deleted.store) == 0
