"""Turns without a gateway, as in `rasa shell`: each sender gets an invented client in the sandbox of this process.

A turn that comes through the gateway says whose it is in its metadata. The plain Rasa commands send none. Where the
actions work on a sandbox, the metadata is therefore made here, and what a call brings along is ignored. Where they
work on the clinic's store nothing is made up: a turn without metadata fails there, since nobody knows whose it is.
"""

from uuid import NAMESPACE_OID, UUID, uuid5

from rasa_sdk.interfaces import Tracker

from actions.store import sandbox
from bot.care.accounts import developers_store
from bot.settings import settings


async def add_metadata(tracker: Tracker) -> None:
    """Fill in the metadata of the latest message, if this process works on a sandbox and there is a message."""
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
