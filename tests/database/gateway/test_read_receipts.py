"""Read receipts: what clients were shown is written down in batches, and survives a database that is away."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.care import Store, StoreUnavailable
from bot.gateway.read_receipts import ReadReceipts
from bot.store.models import Conversation
from tests.support.clinic import Clinic


async def seen(store: Store, conversation: UUID) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(Conversation.seen_seq).where(Conversation.id == conversation)) or 0


async def test_the_furthest_that_was_shown_is_what_counts(clinic: Clinic) -> None:
    one, two = [await clinic.client() for _ in range(2)]
    receipts = ReadReceipts(clinic.store)
    for conversation, seq in ((one, 2), (one, 5), (one, 3), (two, 1)):
        receipts.note(conversation, seq)
    assert await seen(clinic.store, one) == 0, "nobody waits for it"
    await receipts.flush()
    assert (await seen(clinic.store, one), await seen(clinic.store, two)) == (5, 1)
    receipts.note(one, 4)  # from a second tab that is behind
    await receipts.flush()
    assert await seen(clinic.store, one) == 5


async def test_while_the_database_is_away_nothing_is_forgotten(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = await clinic.client()
    receipts = ReadReceipts(clinic.store)
    receipts.note(conversation, 3)

    def away(*_: Any) -> None:
        receipts.note(conversation, 4)  # somebody goes on reading meanwhile
        raise StoreUnavailable("away")

    with monkeypatch.context() as outage:
        outage.setattr(clinic.store, "begin", away)
        await receipts.flush()
    assert await seen(clinic.store, conversation) == 0
    await receipts.flush()
    assert await seen(clinic.store, conversation) == 4


async def test_without_anything_new_the_database_is_left_alone(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    receipts = ReadReceipts(clinic.store)
    monkeypatch.setattr(clinic.store, "begin", lambda: pytest.fail("it was written to"))
    await receipts.flush()
