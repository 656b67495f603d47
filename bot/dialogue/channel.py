"""Rasa custom channel for the gateway: one turn in, the bot's replies out. It requires the service token.

It is idempotent: a turn that already ran, for example before a crash, does not run again, and its replies are returned
once more.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

import structlog
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, deserialise_events
from rasa.utils.endpoints import EndpointConfig
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.dialogue import embedding_handoff, rasa_patches, tracker_rows
from bot.dialogue.action_endpoint import StrictActionEndpoint
from bot.dialogue.failure import TurnFailed
from bot.dialogue.quiet_logs import kind_and_place, redact_logs
from bot.dialogue.session_expiry import expire_by_last_message
from bot.dialogue.tracker_store import conversation_of_a_client
from bot.settings import settings

log = structlog.get_logger(__name__)

ROUTE = "gateway"
NOT_A_COMMAND = "\u200b"  # in front of a typed "/", so that Rasa does not read the text as an intent
MAX_CHARACTERS = 4000  # for the NLU pipeline; the gateway has stored the whole text before


class Collector(OutputChannel):
    """Output channel that collects what the bot says in one turn."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return ROUTE

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one message of the bot as it is."""
        self.said.append(message)


class GatewayChannel(InputChannel):
    """Input channel: `POST /webhooks/gateway/turn` runs a turn, `GET /webhooks/gateway/ready` probes readiness."""

    @classmethod
    def name(cls) -> str:
        return ROUTE

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes that Rasa mounts for this channel."""
        redact_logs()
        rasa_patches.apply()
        expire_by_last_message()
        routes = Blueprint("gateway_channel", __name__)

        locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            return json({"ready": agent is not None and agent.is_ready()})

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not _is_gateway(request):
                return json({"error": "forbidden"}, status=403)
            agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return json({"error": "unavailable", "part": "rasa"}, status=503)
            try:
                _use_strict_endpoint(agent.processor)
                lock = locks.setdefault(request.json["conversation_id"], asyncio.Lock())
                async with lock:  # held from the idempotency check on, or a turn could run twice
                    with conversation_of_a_client():
                        return json({"replies": await _run_once(request.json, on_new_message)})
            except TurnFailed as failure:
                log.warning("turn.failed", part=failure.part, cause=type(failure.__cause__).__name__)
                return json({"error": "failed", "part": failure.part}, status=500 if failure.by_itself else 503)
            except Exception as problem:  # its text may quote the client, so only its type is logged
                log.error("turn.broken", kind=kind_and_place(problem))
                return json({"error": "failed", "part": "rasa"}, status=500)

        return routes


async def _run_once(
    body: Mapping[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
) -> list[dict[str, Any]]:
    """Run one turn, idempotent by its message id, and return what the bot says."""
    conversation_id, message_id = body["conversation_id"], body["message_id"]
    try:
        async with tracker_rows.opened_store().read() as work:
            before = await tracker_rows.replies_to(work, UUID(conversation_id), message_id)
    except Exception as problem:
        raise TurnFailed("store") from problem
    if before is not None:
        said = [event.message() for event in deserialise_events(before) if isinstance(event, BotUttered)]
        return [_reply(message) for message in said]
    embedding_handoff.hold(message_id, body.get("vector"))
    collector = Collector()
    await on_new_message(
        UserMessage(
            text=_text(body),
            output_channel=collector,
            sender_id=conversation_id,
            input_channel=ROUTE,
            message_id=message_id,
            metadata=body["metadata"],
        )
    )
    return [_reply(message) for message in collector.said]


def _text(body: Mapping[str, Any]) -> str:
    if body.get("payload"):
        return str(body["payload"])
    text = str(body.get("text") or "")[:MAX_CHARACTERS]
    return NOT_A_COMMAND + text if text.lstrip().startswith("/") else text


def _reply(message: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "text": message.get("text") or "",
        "buttons": [
            {"title": button["title"], "payload": button["payload"]} for button in message.get("buttons") or []
        ],
        "image": message.get("image"),
        "response": message.get("utter_action"),
    }


def _use_strict_endpoint(processor: Any) -> None:
    endpoint = processor.action_endpoint
    if isinstance(endpoint, EndpointConfig) and not isinstance(endpoint, StrictActionEndpoint):
        processor.action_endpoint = StrictActionEndpoint.instead_of(endpoint, settings())


def _is_gateway(request: Request) -> bool:
    given = request.headers.get("Authorization", "")
    expected = settings().service_token
    return bool(expected) and hmac.compare_digest(given.encode(), f"Bearer {expected}".encode())
