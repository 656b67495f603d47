"""A gateway on a real port with a real database, once of each kind. Rasa is away: these tests are about the door."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web

from bot.app import init_app
from bot.gateway.app_keys import DISPATCHER, STORE
from bot.settings import Settings
from tests.support.live import free_ports

IDENTITY_SECRET = "the clinic's website signs with this one"


class Door:
    """A running gateway and a connection to it."""

    def __init__(self, app: web.Application, settings: Settings, http: aiohttp.ClientSession) -> None:
        self.app = app
        self.settings = settings
        self.http = http
        self.store = app[STORE]
        self.holder = app[DISPATCHER].holder

    async def enter(self, **body: Any) -> dict[str, str]:
        """Start a conversation; returns the headers that open it."""
        async with self.http.post("/v1/conversations", json=body) as response:
            assert response.status == 201, await response.text()
            return {"Authorization": f"Bearer {(await response.json())['token']}"}

    async def send(self, headers: dict[str, str], text: str, **more: Any) -> tuple[int, dict[str, Any]]:
        """Send a text; returns status and JSON."""
        body = {"client_message_id": str(uuid4()), "text": text, **more}
        async with self.http.post("/v1/messages", json=body, headers=headers) as response:
            return response.status, await response.json()

    async def messages(self, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
        """What the conversation shows."""
        async with self.http.get("/v1/messages", headers=headers, params=query) as response:
            assert response.status == 200, await response.text()
            return list((await response.json())["messages"])


@pytest.fixture
async def door(store_settings: Settings) -> AsyncIterator[Door]:
    """The gateway."""
    gateway, rasa, actions = free_ports(3)
    settings = store_settings.copy(
        update={
            "port": gateway,
            "rasa_port": rasa,
            "actions_port": actions,
            "service_token": "for-tests",
            "identity_secret": IDENTITY_SECRET,
            "new_conversations_per_minute": 20,
        }
    )
    app = init_app(settings)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    async with aiohttp.ClientSession(settings.url) as http:
        yield Door(app, settings, http)
    await runner.cleanup()
