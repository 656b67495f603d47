"""Default metadata for messages that came through no gateway, as in `rasa shell`, `rasa shell nlu` and `rasa test`.

The gateway sends along with each message what its database says: consent, the triage tier, the open question. The plain
Rasa commands send nothing, so the gates get defaults: consent is assumed, the message is triaged here, and the open
question is read from the tracker.

A process that was given the service token serves clients. There a message without metadata gets no defaults, so that
the consent gate stays closed.
"""

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import settings

LOOK_BACK = 8  # messages before the new one that triage sees, as in the gateway
_triaged = True


def serves_clients() -> bool:
    """Whether this process belongs to a running Landfall, whose gateway sends metadata with every message."""
    return bool(settings().service_token)


def triage_messages(yes: bool) -> None:
    """Switch triage of messages without metadata on or off; it is off while intents alone are measured."""
    global _triaged
    _triaged = yes


def default_metadata(text: str, tracker: DialogueStateTracker | None) -> Mapping[str, Any]:
    """The metadata of a message outside a running Landfall; a pressed button ("/intent") is not triaged."""
    tier = _tier(text, tracker) if _triaged and not text.startswith("/") else "none"
    return {"consented": True, "tier": tier, "asking": open_question(tracker) if tracker else None}


def open_question(tracker: DialogueStateTracker) -> str | None:
    """The question that a form has asked, as "form.slot"."""
    slot = tracker.slots[REQUESTED_SLOT].value if REQUESTED_SLOT in tracker.slots else None
    return f"{tracker.active_loop_name}.{slot}" if tracker.active_loop_name and slot else None


def _tier(text: str, tracker: DialogueStateTracker | None) -> str:
    from bot import triage  # imported late, because a Rasa behind a gateway never needs it

    before = [
        triage.ContextMessage("user" if isinstance(event, UserUttered) else "assistant", event.text)
        for event in (tracker.events if tracker else [])
        if isinstance(event, UserUttered | BotUttered) and event.text
    ]
    return str(triage.assess(text, before[-LOOK_BACK:]).fresh.value)
