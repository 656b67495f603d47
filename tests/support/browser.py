"""A browser without a script engine, for what the console's addresses answer."""

import re
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.care import Store

PAGE = {"Accept": "text/html"}
EMAIL, PASSWORD = "maria@example.org", "lanterns over the lake"


@dataclass
class Browser:
    """A browser at the console, without a script engine."""

    http: TestClient[Any, Any]
    store: Store

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Ask for a page."""
        return await self.http.get(path, headers=PAGE | headers, allow_redirects=False)

    async def post(self, path: str, **form: str) -> ClientResponse:
        """Send a form as it is given."""
        return await self.http.post(path, data=form, headers=PAGE, allow_redirects=False)

    async def log_in(self, password: str = PASSWORD, email: str = EMAIL, **more: str) -> ClientResponse:
        """Fill in the login form and send it."""
        token = await self.csrf("/coach/login")
        return await self.post("/coach/login", csrf=token, email=email, password=password, **more)

    async def csrf(self, path: str) -> str:
        """The token in the forms of a page."""
        found = re.search(r'name="csrf" value="([^"]+)"', await (await self.get(path)).text())
        assert found
        return found[1]
