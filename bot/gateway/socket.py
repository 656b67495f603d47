"""Live events over WebSocket: messages as they are stored, who is answering, and whether the bot is at work.

The token comes in the first frame, never in the address, where logs would keep it.
"""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from bot.care import StoreError
from bot.gateway import tokens
from bot.gateway.api import look
from bot.gateway.app_keys import BROADCAST, DISPATCHER, READ_RECEIPTS, STORE
from bot.gateway.errors import ApiError
from bot.gateway.tokens import ClientSession

HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 20.0
LARGEST_FRAME = 16 * 1024

routes = web.RouteTableDef()


@routes.get("/v1/socket")
async def live(request: web.Request) -> web.StreamResponse:
    """One open socket, from its first frame to its end."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=LARGEST_FRAME)
    await socket.prepare(request)
    try:
        who, after = await _hello(request, socket)
        await _both_ways(request, socket, who, after)
    except ApiError as error:
        await socket.send_json({"type": "error", **error.body()})
    except (StoreError, ConnectionError):
        pass  # the client comes back and resumes from the last seq it has
    finally:
        await socket.close()
    return socket


async def _hello(request: web.Request, socket: web.WebSocketResponse) -> tuple[ClientSession, int]:
    try:
        frame = await socket.receive_json(timeout=HELLO_SECONDS)
        after = int(frame.get("after") or 0)
        token = frame["token"]
    except (TimeoutError, ValueError, TypeError, KeyError, AttributeError):
        raise ApiError("unauthorized") from None
    return tokens.check(request.app[STORE].keyring.tokens, token if isinstance(token, str) else None), after


async def _both_ways(request: web.Request, socket: web.WebSocketResponse, who: ClientSession, after: int) -> None:
    """Push and listen until one of them ends."""
    tasks = [
        asyncio.create_task(_push(request, socket, who, after)),
        asyncio.create_task(_show_work(request, socket, who)),
        asyncio.create_task(_listen(request, socket, who)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _push(request: web.Request, socket: web.WebSocketResponse, who: ClientSession, after: int) -> None:
    """Send what is new, as it comes."""
    store, broadcast = request.app[STORE], request.app[BROADCAST]
    owner: str | None = None
    with broadcast.subscribe(who.conversation_id) as subscription:
        while not socket.closed:
            content = await look(store, who.conversation_id, after)
            for message in content["messages"]:
                await socket.send_json({"type": "message", "message": message})
                after = message["seq"]
            if content["owner"] != owner:
                owner = content["owner"]
                await socket.send_json({"type": "owner", "owner": owner})
            await subscription.wait(broadcast.POLL_SECONDS)


async def _show_work(request: web.Request, socket: web.WebSocketResponse, who: ClientSession) -> None:
    """Tell whether the bot is at work on an answer."""
    dispatcher = request.app[DISPATCHER]
    typing = False
    with dispatcher.at_work.subscribe(who.conversation_id) as subscription:
        while not socket.closed:
            if dispatcher.is_answering(who.conversation_id) != typing:
                typing = not typing
                await socket.send_json({"type": "typing", "on": typing})
            await subscription.wait(HEARTBEAT_SECONDS)


async def _listen(request: web.Request, socket: web.WebSocketResponse, who: ClientSession) -> None:
    async for frame in socket:
        if frame.type is not WSMsgType.TEXT:
            continue
        content = _parsed(frame.data)
        if content.get("type") == "ping":
            await socket.send_json({"type": "pong"})
        elif content.get("type") == "ack" and isinstance(content.get("seq"), int):
            request.app[READ_RECEIPTS].note(who.conversation_id, content["seq"])


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
