"""Consent: recorded once, and not by somebody who said that they are under 18."""

from uuid import UUID, uuid4

import pytest

from bot.care import Erased, Store
from bot.care.accounts import clients, consent


@pytest.fixture
async def client(store: Store) -> UUID:
    async with store.begin() as work:
        return (await clients.create(work, timezone="UTC", country="US")).id


async def test_the_first_consent_counts(store: Store, client: UUID) -> None:
    async with store.begin() as work:
        assert await consent.agree(work, client)
        first = (await clients.profile(work, client)).consented_at
    async with store.begin() as work:
        assert await consent.agree(work, client)
        assert (await clients.profile(work, client)).consented_at == first is not None


async def test_saying_to_be_under_18_ends_consent_and_cannot_be_taken_back_in_the_chat(
    store: Store, client: UUID
) -> None:
    async with store.begin() as work:
        await consent.agree(work, client)
        await consent.under_age(work, client)
    async with store.begin() as work:
        assert not await consent.agree(work, client)
        assert await consent.is_under_age(work, client)
        assert (await clients.profile(work, client)).consented_at is None


async def test_nobody_consents_for_a_client_that_is_not_there(store: Store) -> None:
    async with store.begin() as work:
        with pytest.raises(Erased):
            await consent.agree(work, uuid4())
