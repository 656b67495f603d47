"""Migrations: the newest shape is that of the models, and a step back and forth loses nothing that both shapes know."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.care import Store
from bot.care.practices import practices
from bot.care.sessions import plans, treatment_sessions
from bot.settings import Settings
from bot.store import migrate
from bot.store.migrate import MIGRATIONS
from tests.support.clinic import Clinic


@pytest.fixture
async def clinic(store_settings: Settings) -> AsyncIterator[Clinic]:
    async with Store.open(store_settings) as store:
        yield await Clinic.founded(store)


def config(settings: Settings) -> Config:
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    found.attributes["database_url"] = settings.database_url
    return found


async def look(clinic: Clinic, query: str) -> list[tuple[Any, ...]]:
    """What the tables hold, whatever the models say."""
    async with clinic.store.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def put_risk(clinic: Clinic, conversation: UUID, risk: str) -> None:
    """The mark of one conversation, as it was kept before."""
    async with clinic.store.engine.begin() as connection:
        key = conversation if connection.dialect.name == "postgresql" else conversation.hex
        await connection.execute(
            text("UPDATE conversation SET risk = :risk WHERE id = :key"), {"risk": risk, "key": key}
        )


def test_the_newest_shape_is_that_of_the_models(store_settings: Settings) -> None:
    command.check(config(store_settings))


async def test_a_person_gets_the_worst_mark_of_all_their_conversations(
    clinic: Clinic, store_settings: Settings
) -> None:
    conversation = await clinic.client()
    others = [await clinic.another(conversation), await clinic.another(conversation)]
    calm = await clinic.client()
    command.downgrade(config(store_settings), "0001")
    for each, risk in zip([conversation, *others], ["elevated", "imminent", "none"], strict=True):
        await put_risk(clinic, each, risk)
    migrate(store_settings)
    assert [await clinic.risk(each) for each in [conversation, *others, calm]] == ["imminent"] * 3 + ["none"]
    command.downgrade(config(store_settings), "0001")
    found = await look(clinic, "SELECT risk FROM conversation ORDER BY risk")
    assert found == [("imminent",)] * 3 + [("none",)]


async def test_whether_a_mark_was_cleared_is_taken_from_the_record(clinic: Clinic, store_settings: Settings) -> None:
    for cleared in (True, False):
        await clinic.says(await clinic.client(), "high")
        await clinic.resolve(await clinic.only(), clinic.maria, cleared=cleared)
    before = await look(clinic, "SELECT id, risk_cleared FROM escalation ORDER BY id")
    assert [bool(cleared) for _, cleared in before] == [True, False]
    command.downgrade(config(store_settings), "0001")
    migrate(store_settings)
    assert await look(clinic, "SELECT id, risk_cleared FROM escalation ORDER BY id") == before


async def test_what_was_chosen_before_is_kept_and_not_asked_about(clinic: Clinic, store_settings: Settings) -> None:
    client = await clinic.client_of(await clinic.client())
    async with clinic.store.begin() as work:
        one = await practices.commit(work, client, "sleep", uuid4(), "tea at nine")
        await practices.went(work, client, one.id, practices.DONE)
    before = "SELECT id, done_at FROM practice"
    command.downgrade(config(store_settings), "0002")
    assert [done is not None for _, done in await look(clinic, before)] == [True]
    migrate(store_settings)
    async with clinic.store.read() as work:
        found = await practices.find(work, client, one.id)
        assert await practices.running(work, client) is None
    assert found is not None
    assert (found.text, found.outcome) == ("tea at nine", practices.DONE)


async def test_a_session_that_was_looked_back_at_before_is_past_its_first_look_back(
    clinic: Clinic, store_settings: Settings
) -> None:
    client = await clinic.client_of(await clinic.client())
    async with clinic.store.begin() as work:
        await plans.make(work, client, 3)
        first, second, third = await plans.plan(work, client)
        await treatment_sessions.mark(work, client, first.id, treatment_sessions.INTEGRATED)
        await treatment_sessions.mark(work, client, second.id, treatment_sessions.PREPARED)
        await plans.cancel(work, client, third.id, uuid4())
    command.downgrade(config(store_settings), "0006")
    assert await look(clinic, "SELECT number, state FROM treatment_session ORDER BY number") == [
        (1, "integrated"),
        (2, "prepared"),
    ]
    migrate(store_settings)
    async with clinic.store.read() as work:
        after = await plans.plan(work, client)
        last = await treatment_sessions.session(work, client, first.id)
    assert [(one.looked_back, one.prepared) for one in after] == [(True, False), (False, True)]
    assert last.stage == treatment_sessions.DAY


async def test_all_steps_can_be_taken_back(store_settings: Settings) -> None:
    command.downgrade(config(store_settings), "base")
    migrate(store_settings)
    command.check(config(store_settings))
