"""A visit ends an hour after the last message, also when that message was an answer in a long form."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain, SessionConfig
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.session_expiry import expire_by_last_message


@pytest.mark.parametrize(("minutes", "ended"), [(5, False), (61, True)])
def test_an_answer_in_a_form_counts_as_the_last_message(
    minutes: float, ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MessageProcessor, "_has_session_expired", MessageProcessor._has_session_expired)
    expire_by_last_message()
    at = time.time() - minutes * 60
    events: list[Event] = [ActionExecuted("some_form", timestamp=at), ActiveLoop("some_form", timestamp=at)]
    for _ in range(5):
        events += [
            ActionExecuted("action_listen", timestamp=at),
            UserUttered("a bridge", timestamp=at),
            ActionExecuted("some_form", timestamp=at),
        ]
    tracker = DialogueStateTracker.from_events("c", events, domain=Domain.empty())
    processor: Any = SimpleNamespace(domain=SimpleNamespace(session_config=SessionConfig(60, True)))
    assert MessageProcessor._has_session_expired(processor, tracker) is ended
