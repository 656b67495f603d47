"""The client API: conversations, messages, and what a client may see, take along and delete."""

import asyncio
import math
from dataclasses import asdict
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from aiohttp import web

from bot.care import Erased, Store, StoreError, StoreUnavailable, audit, now
from bot.care.accounts import clients, conversations
from bot.care.journal import pdf
from bot.care.messages import messages
from bot.care.records import erasure, export, journal_files
from bot.gateway import tokens
from bot.gateway.app_keys import ARRIVALS, BROADCAST, DISPATCHER, INTAKE, READ_RECEIPTS, SENDING, SETTINGS, STORE
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import client_session, json_body, network_address, number, submission
from bot.gateway.tokens import ClientSession

LONGEST_WAIT = 25.0  # seconds; proxies in between often give up at 30
LONGEST_SLOWDOWN = 5.0
MOST_MESSAGES = 200

routes = web.RouteTableDef()


@routes.post("/v1/conversations")
async def start(request: web.Request) -> web.Response:
    """Open a conversation and hand out its token."""
    settings = request.app[SETTINGS]
    wait = request.app[ARRIVALS].delay(network_address(request))
    if wait > 0:
        raise ApiError("slow_down", retry_after=math.ceil(wait))
    body = await json_body(request)
    who = tokens.identify(settings.identity_secret, body["identity"]) if body.get("identity") else None
    async with request.app[STORE].begin() as work:
        started = await conversations.start(
            work,
            identity=who.subject if who else None,
            name=who.name if who else None,
            locale=_short(body.get("locale"), "en"),
            timezone=_timezone(body.get("timezone"), settings.timezone),
            country=settings.country,
        )
    token, expires = tokens.issue(
        request.app[STORE].keyring.tokens,
        ClientSession(started.conversation_id, started.client_id, started.country),
        now(),
        settings.token_days,
    )
    await request.app[DISPATCHER].look_at(started.conversation_id)
    content = {
        "conversation_id": str(started.conversation_id),
        "token": token,
        "expires_at": expires.isoformat(),
    }
    return web.json_response(content, status=201)


@routes.post("/v1/messages")
async def send(request: web.Request) -> web.Response:
    """Take a message. It is stored before this returns; the answer comes by the other ways."""
    who = client_session(request)
    seq = await request.app[INTAKE].take(who, submission(await json_body(request)))
    # only now, when it is stored and any alert is out, is somebody who sends very fast slowed down
    await asyncio.sleep(min(request.app[SENDING].delay(who.conversation_id), LONGEST_SLOWDOWN))
    return web.json_response({"seq": seq}, status=202)


@routes.get("/v1/messages")
async def receive(request: web.Request) -> web.Response:
    """The messages after a seq; waits for the first one for as long as the caller likes."""
    who = client_session(request)
    after = int(number(request, "after", 0, 2**31 - 1))
    until = asyncio.get_running_loop().time() + number(request, "wait", 0, LONGEST_WAIT)
    request.app[READ_RECEIPTS].note(who.conversation_id, after)
    with request.app[BROADCAST].subscribe(who.conversation_id) as subscription:
        while True:
            content = await look(request.app[STORE], who.conversation_id, after)
            left = until - asyncio.get_running_loop().time()
            if content["messages"] or left <= 0:
                return web.json_response(content)
            await subscription.wait(min(left, request.app[BROADCAST].POLL_SECONDS))


async def look(store: Store, conversation_id: UUID, after: int) -> dict[str, Any]:
    """What there is after `seq`, as `GET /v1/messages` returns it. Raises `ApiError`."""
    try:
        async with store.read() as work:
            return asdict(await messages.news(work, conversation_id, after, MOST_MESSAGES))
    except Erased:
        raise ApiError("gone") from None


@routes.get("/v1/journal")
async def read_journal(request: web.Request) -> web.Response:
    """What the client wrote to keep, newest first; as a file when a `format` is asked for."""
    who, form = client_session(request), request.query.get("format")
    if form is None:
        async with request.app[STORE].read() as work:
            return web.json_response({"entries": await export.journal(work, who.client_id)})
    if form not in journal_files.FORMATS:
        raise ApiError("bad_field", f"format has to be one of {', '.join(journal_files.FORMATS)}")
    async with request.app[STORE].read() as work:
        album = await journal_files.gather(work, who.client_id)
    try:
        content = await asyncio.to_thread(journal_files.content, album, form)
    except pdf.NoPdf:
        raise ApiError("no_pdf") from None
    headers = {"Content-Disposition": f'attachment; filename="landfall-journal.{form}"'}
    charset = None if form == "pdf" else "utf-8"
    return web.Response(body=content, content_type=journal_files.FORMATS[form], charset=charset, headers=headers)


@routes.get("/v1/export")
async def take_along(request: web.Request) -> web.Response:
    """All that is kept of the client, as a file."""
    who = client_session(request)
    async with request.app[STORE].read() as work:
        content = await export.everything(work, who.client_id)
    headers = {"Content-Disposition": 'attachment; filename="landfall.json"'}
    return web.json_response(content, headers=headers)


@routes.delete("/v1/me")
async def delete_me(request: web.Request) -> web.Response:
    """Erase the client: their key is destroyed, and with it all they wrote, here and in every later backup."""
    who = client_session(request)
    async with request.app[STORE].begin() as work:
        await clients.profile(work, who.client_id)
        await erasure.erase(work, who.client_id)
        await audit.record(work, f"client:{who.client_id}", "client.erased", f"client:{who.client_id}")
    request.app[BROADCAST].notify(who.conversation_id)
    return web.Response(status=204)


def _short(value: Any, default: str) -> str:
    return value[:35] if isinstance(value, str) and value else default


def _timezone(value: Any, default: str) -> str:
    return value if isinstance(value, str) and value in available_timezones() else default


@web.middleware
async def errors(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turn what goes wrong into the documented errors. A client's words are never in them."""
    api = request.path.startswith(("/v1/", "/hooks/"))
    try:
        response: web.StreamResponse = await handler(request)
        return response
    except ApiError as error:
        return error.response()
    except Erased:
        return ApiError("gone").response()
    except StoreUnavailable:
        return ApiError("unavailable", retry_after=2).response()
    except web.HTTPRequestEntityTooLarge:
        return ApiError("too_large", "200,000").response()
    except web.HTTPNotFound:
        if not api:
            raise
        return ApiError("not_found").response()
    except web.HTTPMethodNotAllowed as error:
        if not api:
            raise
        response = ApiError("method_not_allowed").response()
        response.headers["Allow"] = error.headers["Allow"]
        return response
    except StoreError:
        return ApiError("unavailable", retry_after=2).response()
