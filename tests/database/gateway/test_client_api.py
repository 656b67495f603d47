"""The client API as a chat page uses it."""

import asyncio
import time
from uuid import uuid4

import jwt
import pytest

from tests.support.door import IDENTITY_SECRET, Door


def signed(subject: str, **claims: object) -> str:
    return jwt.encode({"sub": subject, "exp": time.time() + 60, **claims}, IDENTITY_SECRET, "HS256")


async def test_a_message_is_stored_before_it_is_confirmed(door: Door) -> None:
    headers = await door.enter(timezone="Europe/Berlin")
    status, content = await door.send(headers, "hello there")
    assert status == 202
    (message,) = await door.messages(headers)
    assert (message["seq"], message["author"], message["text"]) == (content["seq"], "client", "hello there")


async def test_sending_again_with_the_same_id_gives_the_same_seq_and_nothing_else(door: Door) -> None:
    headers, same = await door.enter(), str(uuid4())
    answers = [await door.send(headers, "hello", client_message_id=same) for _ in range(3)]
    assert len({(status, content["seq"]) for status, content in answers}) == 1
    assert len(await door.messages(headers)) == 1


async def test_distress_gets_its_safety_words_while_rasa_is_away(door: Door) -> None:
    headers = await door.enter()
    await door.send(headers, "i want to kill myself tonight")
    said = await door.messages(headers)
    assert said[0]["author"] == "client" and said[1]["author"] == "bot"
    assert "988" in " ".join(message["text"] for message in said[1:])


async def test_only_what_comes_after_a_seq_is_returned(door: Door) -> None:
    headers = await door.enter()
    _, first = await door.send(headers, "first")
    await door.send(headers, "second")
    assert [message["text"] for message in await door.messages(headers, after=first["seq"])] == ["second"]


async def test_a_waiting_request_returns_as_soon_as_there_is_something(door: Door) -> None:
    headers = await door.enter()
    waiting = asyncio.create_task(door.messages(headers, wait=20))
    await door.send(headers, "hello")
    assert [message["text"] for message in await asyncio.wait_for(waiting, 10)] == ["hello"]


async def test_a_socket_pushes_and_resumes_from_a_seq(door: Door) -> None:
    headers = await door.enter()
    _, first = await door.send(headers, "first")
    await door.send(headers, "second")
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": headers["Authorization"][7:], "after": first["seq"]})
        texts = []
        sent_third = False
        while len(texts) < 2:
            frame = await socket.receive_json(timeout=10)
            if frame["type"] == "message":
                texts.append(frame["message"]["text"])
                if not sent_third:
                    sent_third = True
                    await door.send(headers, "third")
    assert texts == ["second", "third"]


async def test_a_socket_answers_a_ping(door: Door) -> None:
    headers = await door.enter()
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": headers["Authorization"][7:], "after": 0})
        await socket.send_json({"type": "ping"})
        while (await socket.receive_json(timeout=10))["type"] != "pong":
            pass


async def test_a_socket_without_a_valid_token_is_told_so_and_closed(door: Door) -> None:
    for hello in ({"token": "forged"}, {}, [], {"token": 7}, {"token": "x", "after": "y"}):
        async with door.http.ws_connect("/v1/socket") as socket:
            await socket.send_json(hello)
            frame = await socket.receive_json(timeout=10)
            assert frame["error"]["code"] == "unauthorized"
            assert (await socket.receive(timeout=10)).data in (None, 1000)


async def test_whom_the_host_site_vouches_for_comes_back_to_the_same_conversation(door: Door) -> None:
    first = await door.enter(identity=signed("client-7"))
    await door.send(first, "my words")
    again = await door.enter(identity=signed("client-7"))
    other = await door.enter(identity=signed("client-8"))
    assert [message["text"] for message in await door.messages(again)] == ["my words"]
    assert await door.messages(other) == []


@pytest.mark.parametrize(
    "identity",
    [
        "nonsense",
        jwt.encode({"sub": "x", "exp": 2**33}, "another secret that is long enough", "HS256"),
        jwt.encode({"sub": "x", "exp": 1}, IDENTITY_SECRET, "HS256"),
        jwt.encode({"exp": 2**33}, IDENTITY_SECRET, "HS256"),
        jwt.encode({"sub": "x"}, IDENTITY_SECRET, "HS256"),
        jwt.encode({"sub": "x", "exp": 2**33}, None, "none"),
        {"sub": "x"},
        7,
    ],
)
async def test_an_identity_that_is_not_soundly_signed_opens_nothing(door: Door, identity: object) -> None:
    async with door.http.post("/v1/conversations", json={"identity": identity}) as response:
        assert response.status == 401
        assert (await response.json())["error"]["code"] == "invalid_identity"


async def test_a_client_can_take_along_everything_they_wrote(door: Door) -> None:
    headers = await door.enter(timezone="Europe/Berlin")
    await door.send(headers, "the sea was calm")
    async with door.http.get("/v1/export", headers=headers) as response:
        content = await response.json()
    assert content["timezone"] == "Europe/Berlin"
    assert content["conversations"][0][0]["text"] == "the sea was calm"


async def test_a_client_who_deletes_everything_is_gone_at_once_and_for_good(door: Door) -> None:
    headers = await door.enter()
    await door.send(headers, "forget this")
    async with door.http.delete("/v1/me", headers=headers) as response:
        assert response.status == 204
    for path in ("/v1/messages", "/v1/journal", "/v1/export"):
        async with door.http.get(path, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (401, "gone")
    status, content = await door.send(headers, "am i still there?")
    assert (status, content["error"]["code"]) == (401, "gone")


async def test_pages_carry_headers_that_let_nothing_foreign_in(door: Door) -> None:
    for path in ("/", "/healthz", "/v1/messages", "/nothing-here", "/coach/login"):
        async with door.http.get(path) as response:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Referrer-Policy"] == "no-referrer"


async def test_readiness_names_the_part_that_is_away(door: Door) -> None:
    async with door.http.get("/readyz") as response:
        assert response.status == 503
        answer = await response.json()
        parts = answer["parts"]
    assert parts["database"] is True and parts["rasa"] is False and parts["actions"] is False
    async with door.http.get("/healthz") as response:
        assert response.status == 200


async def test_metrics_are_closed_unless_the_operator_opens_them(door: Door) -> None:
    async with door.http.get("/metrics", headers={"Authorization": "Bearer "}) as response:
        assert response.status == 403
