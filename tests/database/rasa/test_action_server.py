"""The action server: only for Rasa, and its failures hold no words of a client."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from actions import store as process
from actions.server import init_app
from bot.care import Store
from bot.settings import settings

WORDS = "Marigold of the seven secrets"


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "of-this-test")
    monkeypatch.setenv("LANDFALL_HOME", str(tmp_path))
    settings.cache_clear()
    yield "of-this-test"
    settings.cache_clear()


@pytest.fixture
async def server(token: str, store: Store) -> AsyncIterator[TestClient[Any, Any]]:
    process.use(store)
    async with TestClient(TestServer(init_app())) as client:
        yield client


def call(action: str, **metadata: str) -> dict[str, Any]:
    latest = {"text": WORDS, "intent": {"name": "answer"}, "entities": [], "metadata": metadata}
    tracker = {"sender_id": "c", "slots": {"requested_slot": "called", "called": WORDS}, "latest_message": latest,
               "events": [], "paused": False, "followup_action": None, "active_loop": {"name": "welcome_form"},
               "latest_action_name": "action_listen"}  # fmt: skip
    return {"next_action": action, "sender_id": "c", "tracker": tracker}


async def test_it_says_that_it_lives(server: TestClient[Any, Any]) -> None:
    assert (await server.get("/health")).status == 200


@pytest.mark.parametrize("wrong", [{}, {"token": ""}, {"token": "guessed"}])
async def test_without_the_token_it_does_nothing(server: TestClient[Any, Any], wrong: dict[str, str]) -> None:
    answer = await server.post("/webhook", json=call("action_menu"), params=wrong)
    assert answer.status == 403


async def test_an_action_runs(server: TestClient[Any, Any], token: str) -> None:
    answer = await server.post("/webhook", json=call("action_menu"), params={"token": token})
    assert answer.status == 200
    assert (await answer.json())["responses"][0]["response"] == "utter_menu_paused"


async def test_an_unknown_action_is_not_found(server: TestClient[Any, Any], token: str) -> None:
    assert (await server.post("/webhook", json=call("action_dance"), params={"token": token})).status == 404


async def test_a_failure_is_told_and_logged_without_a_word_of_the_client(
    server: TestClient[Any, Any], token: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    # this client does not exist, so keeping their name fails
    body = call("validate_welcome_form", client_id=str(uuid4()), message_id=str(uuid4()))
    answer = await server.post("/webhook", json=body, params={"token": token})
    assert answer.status == 500
    assert json.loads(await answer.text()) == {"error": "Erased"}
    told = capfd.readouterr()
    assert WORDS not in told.out + told.err + caplog.text


async def test_a_body_that_is_no_json_is_refused(server: TestClient[Any, Any], token: str) -> None:
    answer = await server.post("/webhook", data="{" + WORDS, params={"token": token})
    assert answer.status in (400, 500)
    assert WORDS not in await answer.text()
