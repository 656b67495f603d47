"""JSON Web Tokens (HS256): bearer tokens for one conversation each, and identities that the host website signs.

A token is bound to one conversation. The conversation's id alone gives access to nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from bot.gateway.errors import ApiError

ALGORITHM = "HS256"
AUDIENCE = "landfall-client"


@dataclass(frozen=True)
class ClientSession:
    """The claims of a verified bearer token: which client is speaking, in which conversation.

    `country` is the one at the opening: it may be outdated, so it counts only while the database is away.
    """

    conversation_id: UUID
    client_id: UUID
    country: str


@dataclass(frozen=True)
class Identity:
    """The claims of a verified identity: who the host website says the client is. `name` has at most 80 characters.

    `country` is what it says of where they are, an ISO 3166 code if it is right.
    """

    subject: str
    name: str | None
    country: str | None = None


def issue(key: bytes, client: ClientSession, at: datetime, days: int) -> tuple[str, datetime]:
    """A signed bearer token for a conversation, and when it expires."""
    expires = (at + timedelta(days=days)).replace(microsecond=0)
    claims = {
        "aud": AUDIENCE,
        "sub": str(client.client_id),
        "conversation": str(client.conversation_id),
        "country": client.country,
        "exp": expires,
    }
    return jwt.encode(claims, key, ALGORITHM), expires


def verify(key: bytes, token: str | None) -> ClientSession:
    """The session of a bearer token. Raises `ApiError` "unauthorized" when it is missing, forged or expired."""
    try:
        claims = jwt.decode(
            token or "",
            key,
            [ALGORITHM],
            audience=AUDIENCE,
            options={"require": ["exp", "sub", "conversation"]},
        )
        return ClientSession(UUID(claims["conversation"]), UUID(claims["sub"]), str(claims.get("country", "")))
    except (jwt.InvalidTokenError, ValueError, TypeError):
        raise ApiError("unauthorized") from None


def verify_identity(secret: str, identity: Any) -> Identity:
    """The identity that the host website signed. Raises `ApiError` "invalid_identity", also when no secret is set."""
    if not secret or not isinstance(identity, str):
        raise ApiError("invalid_identity")
    try:
        claims = jwt.decode(identity, secret, [ALGORITHM], options={"require": ["exp", "sub"]})
    except (jwt.InvalidTokenError, ValueError, TypeError):
        raise ApiError("invalid_identity") from None
    name, country = claims.get("name"), claims.get("country")
    return Identity(
        str(claims["sub"]),
        name[:80] if isinstance(name, str) and name.strip() else None,
        country if isinstance(country, str) else None,
    )
