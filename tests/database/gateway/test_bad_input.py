"""Whatever is sent: a documented error or a stored text; never a 5xx, and nothing lost."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.care import now
from bot.care.messages import turns
from bot.care.messages.replies import Reply
from bot.gateway import tokens
from tests.support.door import Door


def body(text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {"client_message_id": str(uuid4()), "text": text, **more}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (body(""), 400, "empty_text"),
        (body(" \n\t\u200b\u202e "), 400, "empty_text"),
        (body(None), 400, "bad_field"),
        (body(7), 400, "bad_field"),
        (body(["hello"]), 400, "bad_field"),
        ({"text": "hello"}, 400, "bad_field"),
        ({"client_message_id": "not a uuid", "text": "hello"}, 400, "bad_field"),
        ({"client_message_id": None, "text": "hello"}, 400, "bad_field"),
        (body(button=3), 400, "bad_field"),
        (body(button="1.0"), 400, "unknown_button"),
        (body(button="../../etc"), 400, "unknown_button"),
        (body("x" * 200_001), 413, "too_large"),
    ],
)
async def test_a_bad_message_gets_its_documented_error(
    door: Door, content: dict[str, Any], status: int, code: str
) -> None:
    headers = await door.enter()
    async with door.http.post("/v1/messages", json=content, headers=headers) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (status, code)
    assert await door.messages(headers) == []


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"),
    [
        (b"", "application/json", 400, "bad_json"),
        (b"{", "application/json", 400, "bad_json"),
        (b"[]", "application/json", 400, "bad_json"),
        (b'"text"', "application/json", 400, "bad_json"),
        (b'{"text": "\xff\xfe"}', "application/json", 400, "bad_json"),
        (b"[" * 100_000, "application/json", 400, "bad_json"),
        (b"{}", "text/plain", 415, "wrong_content_type"),
        (b"text=hello", "application/x-www-form-urlencoded", 415, "wrong_content_type"),
        (b"x" * (5 * 1024 * 1024), "application/json", 413, "too_large"),
    ],
)
async def test_a_bad_body_gets_its_documented_error(
    door: Door, raw: bytes, content_type: str, status: int, code: str
) -> None:
    headers = await door.enter() | {"Content-Type": content_type}
    async with door.http.post("/v1/messages", data=raw, headers=headers) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    "text",
    [
        '/intent{"a":1}',
        "/restart",
        "<script>alert(1)</script> & <b>bold</b>",
        "\u202eright to left\u202c and back",
        "مرحبا، أنا متعب",
        "👩‍👩‍👧‍👦" * 500,
        "{{7*7}} {slot} %s ${HOME}",
        "'; DROP TABLE message; --",
        "line one\nline two\r\n\ttabbed",
        "a" * 100_000,
        "I walk and I breathe. " * 4_500,
    ],
)
async def test_any_text_is_taken_as_text_and_kept_as_it_was_written(door: Door, text: str) -> None:
    headers = await door.enter()
    status, _ = await door.send(headers, text)
    assert status == 202
    assert (await door.messages(headers))[0]["text"] == text


@pytest.mark.parametrize(
    ("written", "kept"), [("before\x00after", "before\ufffdafter"), ("half \ud800 pair", "half ? pair")]
)
async def test_what_no_encoding_can_carry_is_replaced_and_the_rest_kept(door: Door, written: str, kept: str) -> None:
    headers = await door.enter() | {"Content-Type": "application/json"}
    raw = json.dumps(body(written)).encode()
    async with door.http.post("/v1/messages", data=raw, headers=headers) as response:
        assert response.status == 202
    assert (await door.messages(headers))[0]["text"] == kept


@pytest.mark.parametrize("token", ["", "forged", "Bearer", "eyJhbGciOiJub25lIn0.e30.", "x" * 5000])
async def test_a_forged_token_opens_nothing(door: Door, token: str) -> None:
    for method, path in (
        ("GET", "/v1/messages"), ("POST", "/v1/messages"), ("GET", "/v1/journal"),
        ("GET", "/v1/export"), ("DELETE", "/v1/me"),
    ):  # fmt: skip
        headers = {"Authorization": f"Bearer {token}"}
        async with door.http.request(method, path, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (401, "unauthorized")


async def test_an_expired_token_opens_nothing(door: Door) -> None:
    headers = await door.enter()
    who = tokens.verify(door.store.keyring.tokens, headers["Authorization"][7:])
    stale, _ = tokens.issue(door.store.keyring.tokens, who, now() - timedelta(days=31), days=30)
    status, content = await door.send({"Authorization": f"Bearer {stale}"}, "hello")
    assert (status, content["error"]["code"]) == (401, "unauthorized")


async def test_one_persons_token_shows_nothing_of_anothers_conversation(door: Door) -> None:
    mine, theirs = await door.enter(), await door.enter()
    await door.send(theirs, "their words")
    assert await door.messages(mine) == []
    async with door.http.get("/v1/export", headers=mine) as response:
        assert "their words" not in await response.text()


async def test_a_button_of_anothers_conversation_cannot_be_pressed(door: Door) -> None:
    theirs = await door.enter()
    where = tokens.verify(door.store.keyring.tokens, theirs["Authorization"][7:]).conversation_id
    async with door.store.begin() as work:
        await turns.reclaim(work, door.lease_owner)
        # an hour from now, when the turn that could not be answered is due again
        turn = await turns.next_turn(work, where, "test", now() + timedelta(hours=1))
        assert turn is not None
        await turns.answer(work, turn, [Reply("Well?", [{"title": "Yes", "payload": "/affirm"}])], "test", now())
    button = (await door.messages(theirs))[0]["buttons"][0]["id"]
    mine = await door.enter()
    for headers, status in ((mine, 400), (theirs, 202)):
        content = {"client_message_id": str(uuid4()), "button": button}
        async with door.http.post("/v1/messages", json=content, headers=headers) as response:
            assert response.status == status
    assert (await door.messages(theirs))[-1]["text"] == "Yes"
    assert "/affirm" not in json.dumps(await door.messages(theirs))


async def test_fifty_messages_in_a_second_are_slowed_down_and_all_kept(door: Door) -> None:
    headers = await door.enter()
    answers = await asyncio.gather(*(door.send(headers, f"message {n}") for n in range(50)))
    assert {status for status, _ in answers} == {202}
    kept = {m["text"] for m in await door.messages(headers) if m["author"] == "client"}
    assert kept == {f"message {n}" for n in range(50)}


async def test_distress_in_the_middle_of_a_flood_is_alerted_like_any_other(door: Door) -> None:
    headers = await door.enter()
    flood = [f"message {n}" for n in range(40)]
    flood[20] = "i am going to kill myself"
    await asyncio.gather(*(door.send(headers, text) for text in flood))
    assert any(m["author"] == "bot" and "988" in m["text"] for m in await door.messages(headers))


async def test_too_many_new_conversations_from_one_address_are_asked_to_wait(door: Door) -> None:
    statuses = []
    for _ in range(22):
        async with door.http.post("/v1/conversations", json={}) as response:
            statuses.append(response.status)
            wait = response.headers.get("Retry-After")
    assert statuses[:20] == [201] * 20
    assert statuses[-1] == 429 and wait is not None and int(wait) > 0


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "-1"}, {"wait": "nan"}, {"wait": "soon"}])
async def test_a_question_that_makes_no_sense_is_refused(door: Door, query: dict[str, str]) -> None:
    headers = await door.enter()
    async with door.http.get("/v1/messages", headers=headers, params=query) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "bad_field")


async def test_unknown_addresses_and_methods_have_their_errors_too(door: Door) -> None:
    for method, path, status in (("GET", "/v1/nothing", 404), ("PUT", "/v1/messages", 405), ("GET", "/v1/me", 405)):
        async with door.http.request(method, path) as response:
            assert response.status == status
            assert "code" in (await response.json())["error"]
