"""The gateway's public door, as something outside of it knocks there: HTTP requests to a running gateway."""

from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web

from bot.gateway.app_keys import DISPATCHER, STORE
from bot.settings import Settings

IDENTITY_SECRET = "the clinic's website signs with this one"


class Door:
    """A running gateway and a connection to it."""

    def __init__(self, app: web.Application, settings: Settings, http: aiohttp.ClientSession) -> None:
        self.app = app
        self.settings = settings
        self.http = http
        self.store = app[STORE]
        self.lease_owner = app[DISPATCHER].lease_owner

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
