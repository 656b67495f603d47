"""The start of a new visit: slots are carried over, and what was going on is remembered."""

from rasa_sdk.events import ActionExecuted, SessionStarted

from actions.base import Say, Step, slot
from actions.turn import Events, Turn

OF_THE_VISIT = ("requested_slot", "session_started_metadata", "paused_flow", "returning")


class SessionStart(Step):
    """Rasa ends a visit after an hour without a message, and every active form with it."""

    title = "action_session_start"

    async def take(self, turn: Turn, say: Say) -> Events:
        carried = [
            slot(name, value)
            for name, value in turn.tracker.slots.items()
            if value is not None and name not in OF_THE_VISIT
        ]
        paused = turn.flow or turn.slot("paused_flow")
        middle = [slot("paused_flow", paused), slot("returning", True)] if paused else []
        return [SessionStarted(), *carried, *middle, ActionExecuted("action_listen")]
