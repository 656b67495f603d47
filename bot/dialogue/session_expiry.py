"""When a visit has ended: an hour after the last message, whatever that message was.

Rasa looks for the last message among the events it still applies, and leaves out those that went on in a form. Of a
long form, with our short memory, none is left then: the visit would never end, and nobody would be welcomed back.
"""

import time
from typing import Any

from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import UserUttered

SECONDS = 60  # of the minutes in `session_config` of domain.yml


def count_every_message() -> None:
    """Let this Rasa process end a visit by the last message of all."""
    MessageProcessor._has_session_expired = _has_session_expired


def _has_session_expired(self: Any, tracker: Any) -> bool:
    config = self.domain.session_config
    last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    if last is None or not config.are_sessions_enabled():
        return False
    return bool(time.time() - last.timestamp > config.session_expiration_time * SECONDS)
