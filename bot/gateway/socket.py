"""WebSocket of the client API: pushes messages as they are stored, who is answering, the help bar, and who is typing.

The token comes in the first frame, never in the URL, where logs would keep it.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from bot.care import StoreError
from bot.gateway import tokens
from bot.gateway.api import messages_after
from bot.gateway.app_keys import BROADCAST, DISPATCHER, READ_RECEIPTS, STORE
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import parse_seq
from bot.gateway.tokens import ClientSession

HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 20.0
MAX_FRAME_BYTES = 16 * 1024

routes = web.RouteTableDef()


@routes.get("/v1/socket")
async def live(request: web.Request) -> web.StreamResponse:
    """One WebSocket from its first frame to its end; a heartbeat every 20 s finds connections that are gone."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=MAX_FRAME_BYTES)
    await socket.prepare(request)
    try:
        client, after = await _hello(request, socket)
        await _both_ways(request, socket, client, after)
    except ApiError as error:
        await socket.send_json({"type": "error", **error.body()})
    except (StoreError, ConnectionError):
        pass  # the client reconnects and resumes from the last seq it has
    finally:
        await socket.close()
    return socket


async def _hello(request: web.Request, socket: web.WebSocketResponse) -> tuple[ClientSession, int]:
    """The session and the last seq in the first frame. Raises `ApiError` "unauthorized" or "bad_field"."""
    try:
        frame = await socket.receive_json(timeout=HELLO_SECONDS)
        after, token = frame.get("after"), frame["token"]
    except (TimeoutError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ApiError("unauthorized") from None
    client = tokens.verify(request.app[STORE].keyring.tokens, token if isinstance(token, str) else None)
    return client, parse_seq(after)


async def _both_ways(request: web.Request, socket: web.WebSocketResponse, client: ClientSession, after: int) -> None:
    """Push and receive concurrently until one of them ends."""
    tasks = [
        asyncio.create_task(_push_messages(request, socket, client, after)),
        asyncio.create_task(_push_typing(request, socket, client)),
        asyncio.create_task(_receive(request, socket, client)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _push_messages(
    request: web.Request, socket: web.WebSocketResponse, client: ClientSession, after: int
) -> None:
    """Send messages with a seq above `after` as they are stored, and changes of who answers and of the help bar.

    The bar comes before the words that it belongs to, so that they are not moved once they are read.
    """
    store, broadcast = request.app[STORE], request.app[BROADCAST]
    owner: str | None = None
    bar: object = ()  # nothing was said of it yet: also that there is none has to be said once
    with broadcast.subscribe(client.conversation_id) as subscription:
        while not socket.closed:
            content = await messages_after(store, client.conversation_id, after)
            changed, bar = content["help"] != bar, content["help"]
            if changed and bar is not None:
                await socket.send_json({"type": "help", "help": bar})
            for message in content["messages"]:
                await socket.send_json({"type": "message", "message": message})
                after = message["seq"]
            if changed and bar is None:
                await socket.send_json({"type": "help", "help": None})
            if content["owner"] != owner:
                owner = content["owner"]
                await socket.send_json({"type": "owner", "owner": owner})
            await subscription.wait(broadcast.POLL_SECONDS)


async def _push_typing(request: web.Request, socket: web.WebSocketResponse, client: ClientSession) -> None:
    """Send the typing indicator when it changes."""
    dispatcher = request.app[DISPATCHER]
    typing = False
    with dispatcher.activity.subscribe(client.conversation_id) as subscription:
        while not socket.closed:
            if dispatcher.is_answering(client.conversation_id) != typing:
                typing = not typing
                await socket.send_json({"type": "typing", "on": typing})
            await subscription.wait(HEARTBEAT_SECONDS)


async def _receive(request: web.Request, socket: web.WebSocketResponse, client: ClientSession) -> None:
    """Answer pings and note read receipts, until the client closes the socket."""
    async for frame in socket:
        if frame.type is not WSMsgType.TEXT:
            continue
        content = _parsed(frame.data)
        if content.get("type") == "ping":
            await socket.send_json({"type": "pong"})
        elif content.get("type") == "ack":
            with suppress(ApiError):  # a receipt that makes no sense is none
                request.app[READ_RECEIPTS].note(client.conversation_id, parse_seq(content.get("seq")))


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
