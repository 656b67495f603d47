"""Metadata for messages without a gateway (`rasa shell`): each sender becomes an invented client in the sandbox.

The gateway names the client in the metadata of a message, and the plain Rasa commands send none. Where the actions
work on a sandbox, the metadata is therefore made here, and what a call brings along is ignored. Where they work on
the clinic's store none is made: a message without metadata fails there, since its client is unknown.
"""

from uuid import NAMESPACE_OID, UUID, uuid5

from rasa_sdk.interfaces import Tracker

from actions.store import sandbox
from bot.care.accounts import developers_store
from bot.settings import settings


async def add_metadata(tracker: Tracker) -> None:
    """Set the metadata of the latest message, if there is one and this process works on a sandbox."""
    opened = await sandbox()
    said = next((event for event in reversed(tracker.events) if event.get("event") == "user"), None)
    if opened is None or said is None:
        return
    async with opened.begin() as work:
        tracker.latest_message["metadata"] = await developers_store.metadata(
            work,
            tracker.sender_id,
            _as_uuid(str(said.get("message_id") or said.get("timestamp"))),
            str(said.get("text") or ""),
            settings(),
        )


def _as_uuid(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        return uuid5(NAMESPACE_OID, name)
