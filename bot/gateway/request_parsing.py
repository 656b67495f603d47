"""Parsing and validation of requests: JSON bodies, bearer tokens, query parameters. Each fault has its `ApiError`."""

import json
import re
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.gateway import tokens
from bot.gateway.app_keys import SETTINGS, STORE
from bot.gateway.errors import ApiError
from bot.gateway.intake import Submission
from bot.gateway.tokens import ClientSession

MAX_CHARACTERS = 200_000  # of one message: a whole day's journal, and far more than triage reads at once
MAX_SEQ = 2**31 - 1  # of a message in its conversation: the largest integer that both databases hold
MAX_BYTES = 4 * 1024 * 1024  # of one body: that many characters in any script, escaped
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f]+")


async def json_body(request: web.Request) -> dict[str, Any]:
    """The JSON object in the body. Raises `ApiError` "wrong_content_type" or "bad_json"."""
    if request.content_type != "application/json":
        raise ApiError("wrong_content_type")
    try:
        body = json.loads((await request.read()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise ApiError("bad_json") from None
    if not isinstance(body, dict):
        raise ApiError("bad_json")
    return body


def parse_submission(body: dict[str, Any]) -> Submission:
    """The body of `POST /v1/messages`. Raises `ApiError` "bad_field", "too_large" or "empty_text"."""
    try:
        message_id = str(UUID(body["client_message_id"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        raise ApiError("bad_field", "client_message_id has to be a UUID") from None
    button, text = body.get("button"), body.get("text")
    if button is not None:
        if not isinstance(button, str):
            raise ApiError("bad_field", "button has to be the id of a button")
        return Submission(message_id, button=button)
    if not isinstance(text, str):
        raise ApiError("bad_field", "text has to be a string")
    if len(text) > MAX_CHARACTERS:
        raise ApiError("too_large", str(MAX_CHARACTERS))
    if not INVISIBLE.sub("", text):
        raise ApiError("empty_text")
    return Submission(message_id, text=_storable(text))


def authenticate(request: web.Request) -> ClientSession:
    """The client session of the bearer token. Raises `ApiError` "unauthorized"."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise ApiError("unauthorized")
    return tokens.verify(request.app[STORE].keyring.tokens, token.strip())


def query_number(request: web.Request, name: str, default: float, maximum: float) -> float:
    """A query parameter as a number, clamped to `maximum`. Raises `ApiError` "bad_field", also when it is negative."""
    try:
        value = float(request.query.get(name, default))
    except ValueError:
        raise ApiError("bad_field", f"{name} has to be a number") from None
    if not value >= 0:  # also refuses NaN
        raise ApiError("bad_field", f"{name} cannot be negative")
    return min(value, maximum)


def parse_seq(value: object) -> int:
    """A message's seq as a client names it, clamped to `MAX_SEQ`; 0 for nothing. Raises `ApiError` "bad_field".

    Both doors use it, the HTTP requests and the WebSocket: a number that no database holds must not get any further.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | None):
        raise ApiError("bad_field", "a seq has to be a number")
    try:
        seq = int(float(value or 0))
    except (ValueError, OverflowError):  # not a number, NaN, or infinity
        raise ApiError("bad_field", "a seq has to be a number") from None
    if seq < 0:
        raise ApiError("bad_field", "a seq cannot be negative")
    return min(seq, MAX_SEQ)


def network_address(request: web.Request) -> str:
    """The caller's IP address; behind a trusted proxy the last one in `X-Forwarded-For`."""
    if request.app[SETTINGS].trust_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return request.remote or ""


def _storable(text: str) -> str:
    """The text without what no database stores: lone surrogates and NUL become a replacement character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
