"""A gateway on a real port with a real database, once of each kind. Rasa is away: these tests are about the door."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.app import init_app
from bot.gateway.app_keys import TRIAGE
from bot.settings import Settings
from tests.support.door import IDENTITY_SECRET, Door
from tests.support.ports import free_ports
from tests.support.triage_here import TriageHere


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
            "country": "US",
            "new_conversations_per_minute": 20,
        }
    )
    app = init_app(settings)
    app[TRIAGE] = TriageHere()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    async with aiohttp.ClientSession(settings.url) as http:
        yield Door(app, settings, http)
    await runner.cleanup()
