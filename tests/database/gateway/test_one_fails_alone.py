"""What fails for one client fails for that one alone: the parts of the gateway go on for all others."""

import asyncio
import contextlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from bot.care import Store, now
from bot.care.messages import turns
from bot.care.messages.spool import Assessment, Spool
from bot.care.messages.turns import Incoming, Turn
from bot.care.safety import notifications
from bot.gateway import tokens
from bot.gateway.app_keys import READ_RECEIPTS
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import ApiError
from bot.gateway.metrics import Metrics
from bot.gateway.notifier import Notifier
from bot.gateway.pubsub import Broadcast
from bot.gateway.read_receipts import ReadReceipts
from bot.gateway.request_parsing import MAX_SEQ, parse_seq
from bot.store.models import Conversation, Message, Notification
from tests.support.clinic import Clinic
from tests.support.door import Door

CALM = Assessment("none", (), 0.0, (), "rules-1")
HUGE = 10**30


async def seen(store: Store, conversation: UUID) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(Conversation.seen_seq).where(Conversation.id == conversation)) or 0


@pytest.mark.parametrize(("given", "seq"), [(None, 0), (7, 7), ("7", 7), (2.0, 2), (HUGE, MAX_SEQ), (MAX_SEQ, MAX_SEQ)])
async def test_a_seq_is_a_number_that_both_databases_hold(given: object, seq: int) -> None:
    assert parse_seq(given) == seq


@pytest.mark.parametrize("given", [-1, "x", True, [], float("inf"), float("nan"), "1e999"])
async def test_what_is_no_seq_is_refused(given: object) -> None:
    with pytest.raises(ApiError, match="bad_field"):
        parse_seq(given)


@pytest.mark.parametrize("seq", [str(HUGE), "1e400", "Infinity", "-5", '"x"', "[" * 5000, "null", "true"])
async def test_no_receipt_on_a_socket_ends_the_gateway_for_others(door: Door, seq: str) -> None:
    headers, other = await door.enter(), await door.enter()
    await door.send(headers, "hello")
    token = headers["Authorization"][7:]
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": token, "after": 0})
        await socket.send_str(f'{{"type": "ack", "seq": {seq}}}')
        await socket.send_json({"type": "ping"})
        while (await socket.receive_json(timeout=10))["type"] != "pong":
            pass
    await door.app[READ_RECEIPTS].flush()
    assert (await door.send(other, "still here"))[0] == 202
    mine = tokens.verify(door.store.keyring.tokens, token).conversation_id
    assert 0 <= await seen(door.store, mine) <= MAX_SEQ


async def test_a_socket_that_resumes_from_nowhere_is_told_so(door: Door) -> None:
    headers = await door.enter()
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": headers["Authorization"][7:], "after": "yesterday"})
        assert (await socket.receive_json(timeout=10))["error"]["code"] == "bad_field"


async def test_a_receipt_that_cannot_be_written_keeps_back_no_other(clinic: Clinic) -> None:
    broken, fine = await clinic.client(), await clinic.client()
    receipts = ReadReceipts(clinic.store)
    receipts.note(broken, HUGE)
    receipts.note(fine, 3)
    await receipts.flush()
    assert (await seen(clinic.store, broken), await seen(clinic.store, fine)) == (0, 3)


async def test_a_conversation_that_cannot_be_opened_holds_up_no_turn_of_others(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = [await clinic.client() for _ in range(4)]
    for conversation in conversations:
        await clinic.says(conversation, "none")
    async with clinic.store.begin() as work:
        await turns.reclaim(work, "gateway-1")
        damaged = set((await turns.waiting(work, now()))[:2])  # those that the sweep comes to first
        await work.session.execute(
            update(Message).where(Message.conversation_id.in_(damaged)).values(text=b"not sealed by anybody")
        )
    started: list[UUID] = []
    rasa: Any = None  # no turn gets so far
    dispatcher = Dispatcher(clinic.store, rasa, Broadcast(), Metrics(), "gateway-2")

    def start(turn: Turn) -> None:
        started.append(turn.conversation_id)

    monkeypatch.setattr(dispatcher, "start", start)
    sweeping = asyncio.create_task(dispatcher.run())
    async with asyncio.timeout(20):
        while len(started) < 2:
            await asyncio.sleep(0.05)
            assert not sweeping.done()
    sweeping.cancel()
    assert set(started) == set(conversations) - damaged


async def test_a_spooled_message_that_is_refused_holds_up_no_other(door: Door) -> None:
    headers = await door.enter()
    conversation = tokens.verify(door.store.keyring.tokens, headers["Authorization"][7:]).conversation_id
    spool = Spool(door.settings.home / "spool", door.store.keyring)
    no_text: Any = None
    await spool.keep(Incoming(conversation, str(uuid4()), no_text), CALM, now(), "US")
    await spool.keep(Incoming(conversation, str(uuid4()), "it is raining"), CALM, now(), "US")
    async with asyncio.timeout(20):
        while [m["text"] for m in await door.messages(headers) if m["author"] == "client"] != ["it is raining"]:
            await asyncio.sleep(0.05)
    async with asyncio.timeout(20):
        while spool.count() > 1:
            await asyncio.sleep(0.05)
    assert spool.count() == 1, "it stays for somebody to look at"


async def test_a_notification_that_cannot_be_recorded_keeps_back_no_other(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await clinic.says(await clinic.client(), "high")
    record, recorded = notifications.sent, []

    async def fails_at_first(work: Any, due: notifications.Due, at: Any, **how: Any) -> None:
        recorded.append(due.escalation_id)
        if len(recorded) == 1:
            raise ValueError("cannot be recorded")
        await record(work, due, at, **how)

    monkeypatch.setattr(notifications, "sent", fails_at_first)
    notifier = Notifier(clinic.store, Metrics(), [], "http://console/coach")
    sending = asyncio.create_task(notifier.run())
    async with asyncio.timeout(20):
        while len(recorded) < 3:
            await asyncio.sleep(0.05)
            assert not sending.done()
    await asyncio.sleep(0.2)
    assert not sending.done()
    sending.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sending
    async with clinic.store.read() as work:
        first_round = list(await work.session.scalars(select(Notification.state).where(Notification.round == 0)))
    assert sorted(first_round) == ["logged", "logged", "waiting"], "nobody has an address here"
