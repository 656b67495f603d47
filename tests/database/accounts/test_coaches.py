"""Coaches: their accounts, their logins, and when it may be said that one of them is here."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.care import Store, now
from bot.care.accounts import coaches, logins, passwords
from bot.care.accounts.logins import FREE_TRIES, Login
from bot.store.models import Coach, CoachLogin

EMAIL = "maria@example.org"
CHOSEN = "lanterns over the lake"


@pytest.fixture
async def one_time(store: Store) -> str:
    """The one-time password of a new coach."""
    async with store.begin() as work:
        return await coaches.add(work, "Maria Ortiz", EMAIL)


async def log_in(store: Store, password: str, email: str = EMAIL) -> str | None:
    return await logins.log_in(store, email, password, hours=12)


async def who(store: Store, token: str | None) -> Login | None:
    async with store.read() as work:
        return await logins.authenticate(work, token or "")


async def online(store: Store) -> bool:
    async with store.read() as work:
        return await coaches.anyone_online(work)


async def test_a_new_coach_gets_in_with_the_one_time_password_and_has_to_change_it(store: Store, one_time: str) -> None:
    login = await who(store, await log_in(store, one_time))
    assert login is not None and login.must_change_password
    token = await logins.change_password(store, login, one_time, CHOSEN, hours=12)
    login = await who(store, token)
    assert login is not None and not login.must_change_password
    assert await log_in(store, one_time) is None
    assert await log_in(store, CHOSEN) is not None


async def test_the_email_is_the_same_in_capitals_and_with_spaces(store: Store, one_time: str) -> None:
    assert await log_in(store, one_time, " Maria@Example.org ") is not None


async def test_two_coaches_cannot_have_one_email(store: Store, one_time: str) -> None:
    with pytest.raises(coaches.AlreadyThere):
        async with store.begin() as work:
            await coaches.add(work, "Another", EMAIL.upper())


@pytest.mark.parametrize(("name", "email"), [("", EMAIL), ("Maria", "maria"), ("Maria", "@example.org")])
async def test_a_coach_needs_a_name_and_an_email(store: Store, name: str, email: str) -> None:
    with pytest.raises(coaches.CoachError):
        async with store.begin() as work:
            await coaches.add(work, name, email)


async def test_passwords_and_tokens_are_kept_only_as_hashes(store: Store, one_time: str) -> None:
    token = await log_in(store, one_time)
    async with store.read() as work:
        coach = (await work.session.scalars(select(Coach))).one()
        login = (await work.session.scalars(select(CoachLogin))).one()
    assert coach.password_hash.startswith("$argon2id$")
    assert one_time not in coach.password_hash
    assert token not in (login.token_hash, login.csrf)


async def test_every_login_has_a_token_and_a_form_token_of_its_own(store: Store, one_time: str) -> None:
    first, second = await log_in(store, one_time), await log_in(store, one_time)
    one, other = await who(store, first), await who(store, second)
    assert first != second
    assert one is not None and other is not None and one.csrf != other.csrf


async def test_a_login_ends_by_logging_out(store: Store, one_time: str) -> None:
    token = await log_in(store, one_time)
    login = await who(store, token)
    assert login is not None
    async with store.begin() as work:
        await logins.log_out(work, login)
    assert await who(store, token) is None


async def test_a_login_ends_by_itself(store: Store, one_time: str) -> None:
    token = await log_in(store, one_time)
    async with store.begin() as work:
        await work.session.execute(update(CoachLogin).values(expires_at=now() - timedelta(seconds=1)))
    assert await who(store, token) is None


async def test_a_coach_who_left_is_out_at_once(store: Store, one_time: str) -> None:
    token = await log_in(store, one_time)
    async with store.begin() as work:
        await work.session.execute(update(Coach).values(disabled_at=now()))
    assert await who(store, token) is None
    assert await log_in(store, one_time) is None


async def test_a_new_password_ends_the_logins_on_other_browsers(store: Store, one_time: str) -> None:
    elsewhere = await log_in(store, one_time)
    login = await who(store, await log_in(store, one_time))
    assert login is not None
    await logins.change_password(store, login, one_time, CHOSEN, hours=12)
    assert await who(store, elsewhere) is None


@pytest.mark.parametrize("new", ["short", "x" * 300, "aaaaaaaaaaaaaaaa", EMAIL, "landfall2026"])
async def test_a_weak_password_is_refused_and_the_old_one_stays(store: Store, one_time: str, new: str) -> None:
    login = await who(store, await log_in(store, one_time))
    assert login is not None
    with pytest.raises(coaches.CoachError):
        await logins.change_password(store, login, one_time, new, hours=12)
    assert await log_in(store, one_time) is not None


async def test_after_too_many_wrong_tries_even_the_right_password_has_to_wait(store: Store, one_time: str) -> None:
    for _ in range(FREE_TRIES):
        assert await log_in(store, "wrong") is None
    assert await log_in(store, one_time) is None
    async with store.begin() as work:
        await work.session.execute(update(Coach).values(locked_until=now() - timedelta(seconds=1)))
    assert await log_in(store, one_time) is not None


async def test_wrong_tries_sent_all_at_once_are_counted_too(store: Store, one_time: str) -> None:
    await asyncio.gather(*(log_in(store, "wrong") for _ in range(FREE_TRIES + 3)))
    async with store.read() as work:
        coach = (await work.session.scalars(select(Coach))).one()
    assert coach.failed_logins == FREE_TRIES
    assert coach.locked_until is not None and coach.locked_until > now()


async def test_the_right_password_forgets_the_wrong_tries(store: Store, one_time: str) -> None:
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            await log_in(store, "wrong")
        assert await log_in(store, one_time) is not None


def test_the_wait_doubles_and_stays_bearable() -> None:
    waits = [logins.wait_after(tries).total_seconds() / 60 for tries in range(4, 12)]
    assert waits == [0, 1, 2, 4, 8, 15, 15, 15]
    assert logins.wait_after(10_000) == timedelta(minutes=15)


async def test_an_unknown_email_is_checked_against_a_password_nobody_has(store: Store) -> None:
    assert await log_in(store, "anything", "nobody@example.org") is None
    assert not await passwords.matches(passwords.DUMMY_HASH, "anything")


async def test_the_first_coach_is_made_once_and_shown_a_new_password_until_one_was_chosen(store: Store) -> None:
    async with store.begin() as work:
        first = await coaches.ensure_first(work)
    async with store.begin() as work:
        second = await coaches.ensure_first(work)
    assert first and second and first != second
    assert await log_in(store, first, "coach@localhost") is None
    login = await who(store, await log_in(store, second, "coach@localhost"))
    assert login is not None
    await logins.change_password(store, login, second, CHOSEN, hours=12)
    async with store.begin() as work:
        assert await coaches.ensure_first(work) is None


async def test_where_coaches_are_already_there_none_is_made(store: Store, one_time: str) -> None:
    async with store.begin() as work:
        await coaches.add(work, "Ben", "ben@example.org")
    async with store.begin() as work:
        assert await coaches.ensure_first(work) is None


async def test_a_lost_password_is_replaced_and_old_logins_end(store: Store, one_time: str) -> None:
    token = await log_in(store, one_time)
    async with store.begin() as work:
        fresh = await coaches.new_password(work, EMAIL)
    assert await who(store, token) is None
    assert await log_in(store, fresh) is not None


async def test_a_coach_is_online_only_for_two_minutes_after_doing_something(store: Store, one_time: str) -> None:
    assert not await online(store)
    login = await who(store, await log_in(store, one_time))
    assert login is not None
    async with store.begin() as work:
        await coaches.was_seen(work, login.coach_id)
    assert await online(store)
    async with store.begin() as work:
        await work.session.execute(update(Coach).values(seen_at=now() - timedelta(seconds=121)))
    assert not await online(store)


async def test_a_coach_who_logged_out_is_not_online(store: Store, one_time: str) -> None:
    login = await who(store, await log_in(store, one_time))
    assert login is not None
    async with store.begin() as work:
        await coaches.was_seen(work, login.coach_id)
    async with store.begin() as work:
        await logins.log_out(work, login)
    assert not await online(store)
