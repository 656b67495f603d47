"""Fixtures for the tests of single parts."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from actions import store as process
from actions.integration.integration import BeginIntegration
from actions.preparation.preparation import BeginPreparation
from bot import console
from bot.care import Store
from bot.care.accounts import clients, coaches, consent, logins
from bot.settings import Settings
from tests.support.browser import EMAIL, PASSWORD, Browser
from tests.support.chat_client import ChatClient
from tests.support.clinic import Clinic


@pytest.fixture
async def clinic(store: Store) -> Clinic:
    """A clinic with two coaches, once on each kind of database."""
    return await Clinic.founded(store)


@pytest.fixture
async def browser(store: Store, store_settings: Settings) -> AsyncIterator[Browser]:
    """A browser that is not logged in; there is one coach, who has chosen a password."""
    async with store.begin() as work:
        one_time = await coaches.add(work, "Maria Ortiz", EMAIL)
    token = await logins.log_in(store, EMAIL, one_time, 1)
    async with store.read() as work:
        login = await logins.authenticate(work, token or "")
    assert login is not None
    await logins.change_password(store, login, one_time, PASSWORD, 1)
    app = web.Application()
    console.setup(app, store, store_settings)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as http:
        yield Browser(http, store)


@pytest.fixture
async def client(store: Store) -> ChatClient:
    """Somebody who has agreed."""
    process.use(store)
    async with store.begin() as work:
        row = await clients.create(work, timezone="Europe/Berlin", country="DE")
        await consent.agree(work, row.id)
    return ChatClient(store, row.id)


@pytest.fixture
async def preparing(client: ChatClient) -> ChatClient:
    await client.begins(BeginPreparation(), "preparation_form")
    return client


@pytest.fixture
async def looking_back(client: ChatClient) -> ChatClient:
    await client.begins(BeginIntegration(), "integration_form")
    return client
