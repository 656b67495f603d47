"""Actions without a gateway work on a sandbox, and never on the clinic's store."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from rasa_sdk.executor import ActionExecutor

from actions import store as process
from actions.server import init_app
from bot.care import Store
from bot.care.accounts import clients
from bot.settings import Settings, settings
from bot.store import migrate


@pytest.fixture(autouse=True)
async def clinic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[UUID]:
    """A clinic's store with one client, whose id the callers below have found out."""
    at = Settings(home=tmp_path / "clinic")
    migrate(at)
    async with Store.open(at) as store, store.begin() as work:
        client_id = (await clients.create(work, timezone="UTC", country="US")).id
        await clients.set_name(work, client_id, "Marigold")
    monkeypatch.setenv("LANDFALL_HOME", str(tmp_path / "clinic"))
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "")
    settings.cache_clear()
    await process.close()
    process.serve_clients(False)
    yield client_id
    await process.close()
    process.serve_clients(False)
    settings.cache_clear()


def call(action: str, sender: str = "default", text: str = "Ann", **metadata: str) -> dict[str, Any]:
    latest = {"text": text, "intent": {"name": "answer"}, "entities": [], "metadata": metadata}
    said = {"event": "user", "text": text, "message_id": uuid4().hex, "timestamp": 1.0}
    tracker = {"sender_id": sender, "slots": {"requested_slot": "called", "called": text}, "latest_message": latest,
               "events": [said], "paused": False, "followup_action": None, "active_loop": {"name": "welcome_form"},
               "latest_action_name": "action_listen"}  # fmt: skip
    return {"next_action": action, "sender_id": sender, "tracker": tracker}


async def names(client_id: UUID) -> str | None:
    async with Store.open(settings()) as store, store.read() as work:
        return (await clients.profile(work, client_id)).name


async def test_without_a_token_an_action_stores_for_an_invented_client_and_ignores_whose_it_is_told_to_be(
    clinic: UUID,
) -> None:
    async with TestClient(TestServer(init_app())) as server:
        for metadata in ({}, {"client_id": str(clinic), "message_id": str(uuid4()), "consented": "true"}):
            answer = await server.post("/webhook", json=call("validate_welcome_form", **metadata))
            assert answer.status == 200, await answer.text()
        sandbox = await process.sandbox()
        assert sandbox is not None
        async with sandbox.read() as work:
            with pytest.raises(Exception, match="erased"):
                await clients.profile(work, clinic)
    assert await names(clinic) == "Marigold"


async def test_the_sdks_own_server_which_checks_no_token_gets_a_sandbox_even_where_a_token_is_set(
    clinic: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "of-this-test")
    settings.cache_clear()
    executor = ActionExecutor()  # as `rasa run actions` does
    executor.register_package("actions")
    told = {"client_id": str(clinic), "message_id": str(uuid4())}
    await executor.run(call("validate_welcome_form", **told))
    assert await process.sandbox() is not None
    assert await names(clinic) == "Marigold"


async def test_what_one_sender_said_is_kept_until_the_process_ends_and_is_not_anothers() -> None:
    async with TestClient(TestServer(init_app())) as server:
        body = call("validate_welcome_form", sender="one")
        for again in (body, body):  # the same message again changes nothing
            assert (await server.post("/webhook", json=again)).status == 200
        await server.post("/webhook", json=call("validate_welcome_form", sender="other", text="Bo"))
        sandbox = await process.sandbox()
        assert sandbox is not None
        async with sandbox.read() as work:
            known = [
                (await clients.find_or_create(work, channel="web", external_id=one, timezone="UTC", country="US")).id
                for one in ("one", "other")
            ]
            assert [(await clients.profile(work, one)).name for one in known] == ["Ann", "Bo"]


async def test_with_a_token_a_turn_without_metadata_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "of-this-test")
    settings.cache_clear()
    async with TestClient(TestServer(init_app())) as server:
        body = call("validate_welcome_form")
        assert (await server.post("/webhook", json=body)).status == 403
        answer = await server.post("/webhook", json=body, params={"token": "of-this-test"})
        assert answer.status == 500
        assert await process.sandbox() is None


async def test_a_process_that_may_not_serve_clients_does_not_open_the_clinics_store() -> None:
    with pytest.raises(RuntimeError, match="service token"):
        process.store()
