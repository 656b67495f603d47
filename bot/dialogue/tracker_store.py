"""Custom Rasa tracker store on our database: encrypted, bounded history; a failure fails the turn.

Only the conversations that come through the gateway's channel are in the database. All others, those of `rasa shell`
for example, are kept in memory, whatever their id is: the id of a client's conversation does not open it there, and
no database is needed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.dialogue import tracker_rows
from bot.dialogue.failure import TurnFailed
from bot.dialogue.gateway_metadata import open_question
from bot.dialogue.tracker_rows import StoredTracker

RANKING_KEPT = 3  # of the ranked intents; the rest only takes room

_of_a_client: ContextVar[bool] = ContextVar("of_a_client", default=False)


@contextmanager
def conversation_of_a_client() -> Iterator[None]:
    """While this is open, the conversation of the current task is a client's. Only the gateway's channel opens it."""
    before = _of_a_client.set(True)
    try:
        yield
    finally:
        _of_a_client.reset(before)


@dataclass(frozen=True)
class _Loaded:
    """A tracker as it was loaded: the number of its last turn, how many events it had, and its state."""

    number: int
    events: int
    state: dict[str, Any] | None


class Tracker(DialogueStateTracker):
    """A tracker that finds the client's last message, for session expiry, also inside a form.

    Rasa looks for the last message among the events that still count, and in a form the answers do not. When all kept
    turns are answers it would find no message at all, and a visit would never end.
    """

    def get_last_event_for(
        self,
        event_type: Any,
        action_names_to_exclude: list[str] | None = None,
        skip: int = 0,
        event_verbosity: EventVerbosity = EventVerbosity.APPLIED,
    ) -> Any:
        """The last event of a type; for a message of the client, also among events that no longer apply."""
        everywhere = event_type is UserUttered and event_verbosity is EventVerbosity.APPLIED
        verbosity = EventVerbosity.ALL if everywhere else event_verbosity
        return super().get_last_event_for(event_type, action_names_to_exclude, skip, verbosity)


class SealedTrackerStore(InMemoryTrackerStore):
    """Tracker store that keeps clients' trackers in `tracker_turn` rows. Any failure fails the turn; no fallback.

    The inherited in-memory store is for all other conversations. The channel decides which is which, without a look at
    the database, so that an outage never makes a client's conversation look like one of the others.
    """

    def __init__(
        self, domain: Domain | None, host: str | None = None, event_broker: Any = None, **options: Any
    ) -> None:
        super().__init__(domain, event_broker, **options)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with its kept turns, or None for a new conversation. Raises `TurnFailed`."""
        if not _of_a_client.get():
            return await super().retrieve(sender_id)
        try:
            async with tracker_rows.opened_store().read() as work:
                turns = await tracker_rows.load(work, UUID(sender_id))
        except Exception as problem:
            raise TurnFailed("store") from problem
        if not turns:
            return None
        events = _state_events(turns[0].before, turns[0].events)
        for turn in turns:
            events.extend(deserialise_events(turn.events))
        tracker = Tracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)
        tracker.landfall_loaded = _Loaded(turns[-1].number, len(tracker.events), _state(tracker))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same as `retrieve`, because no more is kept of earlier visits. Raises `TurnFailed`."""
        if not _of_a_client.get():
            return await super().retrieve_full_tracker(conversation_id)
        return await self.retrieve(conversation_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events since the tracker was loaded, as one turn. Raises `TurnFailed`."""
        if not _of_a_client.get():
            await super().save(tracker)
            return
        loaded: _Loaded = getattr(tracker, "landfall_loaded", _Loaded(0, 0, None))
        fresh = list(tracker.events)[loaded.events :]
        if not fresh:
            return
        turn = StoredTracker(loaded.number + 1, [_as_dict(event) for event in fresh], loaded.state)
        said = next((event for event in reversed(fresh) if isinstance(event, UserUttered)), None)
        message_id = (said.metadata or {}).get("message_id") if said else None
        try:
            async with tracker_rows.opened_store().begin() as work:
                await tracker_rows.append(work, UUID(tracker.sender_id), turn, message_id, open_question(tracker))
        except Exception as problem:
            raise TurnFailed("store") from problem
        tracker.landfall_loaded = _Loaded(turn.number, len(tracker.events), _state(tracker))

    async def keys(self) -> Iterable[str]:
        """No conversations: Rasa works on the one it is asked about and never needs a list."""
        return []


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    return {"slots": slots, "loop": tracker.active_loop_name}


def _state_events(state: dict[str, Any] | None, first_turn: list[dict[str, Any]]) -> list[Event]:
    """Events that bring a new tracker into the state before its oldest kept turn."""
    if state is None:
        return []
    at = first_turn[0].get("timestamp") if first_turn else None
    events: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
    ]
    if state["loop"]:
        events += [ActionExecuted(state["loop"], timestamp=at), ActiveLoop(state["loop"], timestamp=at)]
    events += [SlotSet(name, value, timestamp=at) for name, value in state["slots"].items()]
    return [*events, ActionExecuted(ACTION_LISTEN_NAME, timestamp=at)]


def _as_dict(event: Event) -> dict[str, Any]:
    content: dict[str, Any] = event.as_dict()
    parse = content.get("parse_data")
    if parse:
        content["parse_data"] = {
            **{key: parse.get(key) for key in ("intent", "entities", "text", "message_id", "metadata")},
            "intent_ranking": (parse.get("intent_ranking") or [])[:RANKING_KEPT],
        }
    return content
