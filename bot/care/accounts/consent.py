"""Consent and age check: a client agreed and is 18 or older, or said that they are younger."""

from uuid import UUID

from bot.store import Erased, Work
from bot.store.models import Client, Message, now


async def agree(work: Work, client_id: UUID, message_id: UUID | None = None) -> bool:
    """Record that the client is 18 or older and agrees; idempotent, the first time counts.

    Returns False, and records nothing, when they said before that they are under 18: only a coach can clear that up.
    The time of consent is that of the message `message_id`: when its turn is run again, consent was not given yet.
    Raises `Erased`.
    """
    client = await _client(work, client_id)
    if client.under_age_at is not None:
        return False
    message = await work.session.get(Message, message_id) if message_id else None
    client.consented_at = client.consented_at or (message.created_at if message else now())
    return True


async def under_age(work: Work, client_id: UUID) -> None:
    """Record that the client says they are under 18, and withdraw any consent. Idempotent. Raises `Erased`."""
    client = await _client(work, client_id)
    client.under_age_at = client.under_age_at or now()
    client.consented_at = None


async def is_under_age(work: Work, client_id: UUID) -> bool:
    """Whether the client said that they are under 18. Raises `Erased`."""
    return (await _client(work, client_id)).under_age_at is not None


async def _client(work: Work, client_id: UUID) -> Client:
    client = await work.session.get(Client, client_id)
    if client is None or client.erased_at is not None:
        raise Erased(f"The client {client_id} was erased")
    return client
