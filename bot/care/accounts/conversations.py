"""Conversations: opening one, or resuming the newest one of a client whom the host site identifies."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care.accounts import clients
from bot.store import Work
from bot.store.models import Client, Conversation, Message, new_id

OPENING = "/open_chat"


@dataclass(frozen=True)
class Started:
    """An opened conversation; `is_new` is False when an earlier one was resumed."""

    conversation_id: UUID
    client_id: UUID
    country: str
    is_new: bool


async def start(
    work: Work,
    *,
    identity: str | None,
    name: str | None,
    locale: str,
    timezone: str,
    country: str,
    country_from: str | None = None,
) -> Started:
    """Open a conversation, or resume the newest one of the client with this `identity` on the host site.

    Without an identity, a new client is created. The bot speaks first: a new conversation begins with a hidden event
    (`OPENING`) that it replies to. `country` and `country_from` are as in `countries.at_opening`; a client who comes
    back keeps their country where it is known better.
    """
    if identity is None:
        client = await clients.create(work, timezone=timezone, country=country, country_from=country_from)
    else:
        client = await clients.find_or_create(
            work,
            channel="web",
            external_id=identity,
            timezone=timezone,
            country=country,
            country_from=country_from,
        )
        if country_from is not None:
            await clients.set_country(work, client.id, country, country_from)
        known = await _newest(work, client)
        if known is not None:
            return Started(known.id, client.id, client.country, is_new=False)
    if name:
        await clients.set_name(work, client.id, name)
    conversation = Conversation(id=new_id(), client_id=client.id, locale=locale, last_seq=1)
    work.session.add(conversation)
    await work.session.flush()
    opening = Message(conversation_id=conversation.id, seq=1, author="event", payload=OPENING, state="received")
    work.session.add(opening)
    return Started(conversation.id, client.id, client.country, is_new=True)


async def locale(work: Work, conversation_id: UUID) -> str:
    """The locale of the device with which the conversation was opened, as BCP 47."""
    return (await work.session.get_one(Conversation, conversation_id)).locale


async def _newest(work: Work, client: Client) -> Conversation | None:
    found: Conversation | None = await work.session.scalar(
        select(Conversation)
        .where(Conversation.client_id == client.id, Conversation.channel == "web")
        .order_by(Conversation.active_at.desc())
        .limit(1)
    )
    return found
