"""A sandbox database for developers: made anew for one process, with invented clients and nobody else in it.

The custom actions work on it when they are called by the plain Rasa commands (`rasa shell`), where no gateway says
whose conversation it is. It is a database apart, not a client apart in the clinic's database, so that no call,
whatever id it names, can reach what a real client wrote.
"""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.care.accounts import consent, conversations
from bot.settings import Settings
from bot.store import Store, Work, migrate
from bot.store.models import Conversation, Message


async def open_in(folder: Path) -> Store:
    """A new, empty store on SQLite in this folder, with a keyring of its own, whatever database the settings name."""
    apart = Settings(home=folder, database_url="", keyring_file=None)
    await asyncio.to_thread(migrate, apart)
    return Store.open(apart)


async def metadata(work: Work, sender: str, message_id: UUID, text: str, settings: Settings) -> dict[str, Any]:
    """What a gateway would send along with this message of this sender. Idempotent: the message is stored once.

    The sender is an invented client, who has agreed.
    """
    started = await conversations.start(
        work, identity=sender, name=None, locale="en", timezone=settings.timezone, country=settings.country
    )
    await consent.agree(work, started.client_id)
    if await work.session.get(Message, message_id) is None:
        conversation = await work.session.get_one(Conversation, started.conversation_id)
        conversation.last_seq += 1
        vault = await work.vault(started.client_id)
        message = Message(
            id=message_id,
            conversation_id=conversation.id,
            seq=conversation.last_seq,
            author="client",
            payload=text if text.startswith("/") else None,
            state="answered",
        )
        message.text = vault.seal("message.text", message_id, text)
        work.session.add(message)
    return {
        "message_id": str(message_id),
        "client_id": str(started.client_id),
        "conversation_id": str(started.conversation_id),
        "tier": "none",
        "consented": True,
        "country": settings.country,
        "timezone": settings.timezone,
    }
