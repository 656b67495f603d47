"""Client API (REST): conversations, messages, the journal, data export and erasure."""

import asyncio
import math
from dataclasses import asdict
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from aiohttp import web

from bot.care import Erased, Store, audit, now
from bot.care.accounts import clients, conversations, countries
from bot.care.journal import pdf
from bot.care.messages import messages
from bot.care.records import erasure, export, journal_files
from bot.gateway import tokens
from bot.gateway.app_keys import (
    BROADCAST,
    DISPATCHER,
    INTAKE,
    MESSAGES_LIMIT,
    NEW_CONVERSATIONS_LIMIT,
    READ_RECEIPTS,
    SETTINGS,
    STORE,
)
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import (
    authenticate,
    json_body,
    network_address,
    parse_seq,
    parse_submission,
    query_number,
)
from bot.gateway.tokens import ClientSession

MAX_WAIT_SECONDS = 25.0  # of a long poll; proxies in between often give up at 30
MAX_SLOWDOWN_SECONDS = 5.0
MAX_MESSAGES = 200

routes = web.RouteTableDef()


@routes.post("/v1/conversations")
async def start_conversation(request: web.Request) -> web.Response:
    """Open a conversation and return its bearer token. The same signed identity gets the same conversation again."""
    settings = request.app[SETTINGS]
    wait = request.app[NEW_CONVERSATIONS_LIMIT].delay(network_address(request))
    if wait > 0:
        raise ApiError("slow_down", retry_after=math.ceil(wait))
    body = await json_body(request)
    identity = tokens.verify_identity(settings.identity_secret, body["identity"]) if body.get("identity") else None
    known = countries.at_opening(
        identity=identity.country if identity else None,
        host=body.get("country"),
        timezone=_timezone(body.get("timezone"), ""),
        locale=_short(body.get("locale"), ""),
        clinic=settings.country,
    )
    async with request.app[STORE].begin() as work:
        started = await conversations.start(
            work,
            identity=identity.subject if identity else None,
            name=identity.name if identity else None,
            locale=_short(body.get("locale"), "en"),
            timezone=_timezone(body.get("timezone"), settings.timezone),
            country=known.code,
            country_from=known.how,
        )
    token, expires = tokens.issue(
        request.app[STORE].keyring.tokens,
        ClientSession(started.conversation_id, started.client_id, started.country),
        now(),
        settings.token_days,
    )
    await request.app[DISPATCHER].dispatch(started.conversation_id)
    content = {
        "conversation_id": str(started.conversation_id),
        "token": token,
        "expires_at": expires.isoformat(),
    }
    return web.json_response(content, status=201)


@routes.post("/v1/messages")
async def send_message(request: web.Request) -> web.Response:
    """Accept a message; idempotent by `client_message_id`. It is stored before this returns, the answer comes later."""
    client = authenticate(request)
    seq = await request.app[INTAKE].accept(client, parse_submission(await json_body(request)))
    # the rate limit applies only now, when the message is stored and any alert is raised
    await asyncio.sleep(min(request.app[MESSAGES_LIMIT].delay(client.conversation_id), MAX_SLOWDOWN_SECONDS))
    return web.json_response({"seq": seq}, status=202)


@routes.get("/v1/messages")
async def receive_messages(request: web.Request) -> web.Response:
    """The messages after a seq, by long poll: waits up to `wait` seconds, at most 25, for the first one."""
    client = authenticate(request)
    after = parse_seq(request.query.get("after"))
    until = asyncio.get_running_loop().time() + query_number(request, "wait", 0, MAX_WAIT_SECONDS)
    request.app[READ_RECEIPTS].note(client.conversation_id, after)
    with request.app[BROADCAST].subscribe(client.conversation_id) as subscription:
        while True:
            content = await messages_after(request.app[STORE], client.conversation_id, after)
            left = until - asyncio.get_running_loop().time()
            if content["messages"] or left <= 0:
                return web.json_response(content)
            await subscription.wait(min(left, request.app[BROADCAST].POLL_SECONDS))


async def messages_after(store: Store, conversation_id: UUID, after: int) -> dict[str, Any]:
    """The content of `GET /v1/messages`: what has a seq above `after`. Raises `ApiError` "gone"."""
    try:
        async with store.read() as work:
            return asdict(await messages.news(work, conversation_id, after, MAX_MESSAGES))
    except Erased:
        raise ApiError("gone") from None


@routes.get("/v1/journal")
async def read_journal(request: web.Request) -> web.Response:
    """The client's journal, newest entry first; as a file to download when `format` is given."""
    client, form = authenticate(request), request.query.get("format")
    if form is None:
        async with request.app[STORE].read() as work:
            return web.json_response({"entries": await export.journal(work, client.client_id)})
    if form not in journal_files.FORMATS:
        raise ApiError("bad_field", f"format has to be one of {', '.join(journal_files.FORMATS)}")
    async with request.app[STORE].read() as work:
        album = await journal_files.gather(work, client.client_id)
    try:
        content = await asyncio.to_thread(journal_files.content, album, form)
    except pdf.NoPdf:
        raise ApiError("no_pdf") from None
    headers = {"Content-Disposition": f'attachment; filename="landfall-journal.{form}"'}
    charset = None if form == "pdf" else "utf-8"
    return web.Response(body=content, content_type=journal_files.FORMATS[form], charset=charset, headers=headers)


@routes.get("/v1/export")
async def export_data(request: web.Request) -> web.Response:
    """Data export: everything that is stored about the client, as a JSON file."""
    client = authenticate(request)
    async with request.app[STORE].read() as work:
        content = await export.everything(work, client.client_id)
    headers = {"Content-Disposition": 'attachment; filename="landfall.json"'}
    return web.json_response(content, headers=headers)


@routes.delete("/v1/me")
async def erase_client(request: web.Request) -> web.Response:
    """Erase the client by destroying their key (crypto-shredding), which covers every later backup too."""
    client = authenticate(request)
    async with request.app[STORE].begin() as work:
        await clients.profile(work, client.client_id)
        await erasure.erase(work, client.client_id)
        await audit.record(work, f"client:{client.client_id}", "client.erased", f"client:{client.client_id}")
    request.app[BROADCAST].notify(client.conversation_id)
    return web.Response(status=204)


def _short(value: Any, default: str) -> str:
    return value[:35] if isinstance(value, str) and value else default


def _timezone(value: Any, default: str) -> str:
    return value if isinstance(value, str) and value in available_timezones() else default
