"""Session expiry: a visit (Rasa's session) ends an hour after the last message, whatever that message was.

This is a monkey patch. Rasa looks for the last message among the events it still applies, and leaves out the answers of
a form. When all kept turns are such answers it finds no message at all: the visit would never end, and nobody would be
welcomed back.
"""

import time
from typing import Any

from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import UserUttered

SECONDS = 60  # in a minute, the unit of `session_config` of domain.yml


def expire_by_last_message() -> None:
    """Patch this Rasa process so that every message counts for session expiry."""
    MessageProcessor._has_session_expired = _has_session_expired


def _has_session_expired(self: Any, tracker: Any) -> bool:
    config = self.domain.session_config
    last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    if last is None or not config.are_sessions_enabled():
        return False
    return bool(time.time() - last.timestamp > config.session_expiration_time * SECONDS)
