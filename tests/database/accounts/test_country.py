"""The country a client is in: how it is kept, and what may replace it."""

import pytest

from bot.care import Store
from bot.care.accounts import clients, conversations


async def opened(store: Store, identity: str | None, country: str, country_from: str | None) -> clients.Profile:
    async with store.begin() as work:
        started = await conversations.start(
            work,
            identity=identity,
            name=None,
            locale="en-IE",
            timezone="UTC",
            country=country,
            country_from=country_from,
        )
        assert await conversations.locale(work, started.conversation_id) == "en-IE"
        return await clients.profile(work, started.client_id)


async def test_a_new_client_has_the_country_of_the_opening_and_how_it_is_known(store: Store) -> None:
    known = await opened(store, None, "IE", "guessed")
    assert (known.country, known.country_from) == ("IE", "guessed")
    unknown = await opened(store, None, "", None)
    assert (unknown.country, unknown.country_from) == ("", None)


async def test_what_is_known_better_stays_and_what_is_known_as_well_replaces(store: Store) -> None:
    client_id = (await opened(store, None, "IE", "guessed")).client_id

    async def then(code: str, how: str) -> tuple[bool, str, str | None]:
        async with store.begin() as work:
            stored = await clients.set_country(work, client_id, code, how)
            profile = await clients.profile(work, client_id)
        return stored, profile.country, profile.country_from

    assert await then("US", "clinic") == (False, "IE", "guessed")
    assert await then("fr", "guessed") == (True, "FR", "guessed")
    assert await then("XX", "said") == (False, "FR", "guessed")
    assert await then("DE", "identity") == (True, "DE", "identity")
    assert await then("JP", "said") == (True, "JP", "said")
    assert await then("DE", "identity") == (False, "JP", "said")
    assert await then("NZ", "chosen") == (True, "NZ", "chosen")
    assert await then("uk", "said") == (True, "GB", "said")


async def test_how_it_is_known_has_to_be_one_of_the_ways(store: Store) -> None:
    client_id = (await opened(store, None, "IE", "guessed")).client_id
    with pytest.raises(KeyError):
        async with store.begin() as work:
            await clients.set_country(work, client_id, "DE", "heard")


async def test_who_comes_back_from_another_country_is_found_there(store: Store) -> None:
    before = await opened(store, "anna", "IE", "guessed")
    after = await opened(store, "anna", "FR", "guessed")
    assert after.client_id == before.client_id
    assert (after.country, after.country_from) == ("FR", "guessed")
    unknown = await opened(store, "anna", "", None)
    assert (unknown.country, unknown.country_from) == ("FR", "guessed")


async def test_a_client_from_before_countries_were_known_takes_any_evidence(store: Store) -> None:
    async with store.begin() as work:
        client_id = (await clients.create(work, timezone="UTC", country="US")).id
        assert await clients.set_country(work, client_id, "DE", "clinic")
