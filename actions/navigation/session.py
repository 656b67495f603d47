"""Session start: slots are carried over, the active form is remembered as paused, and a practice may be due."""

from uuid import UUID

from rasa_sdk.events import ActionExecuted, SessionStarted

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.practices.review import DUE
from actions.store import store
from bot.care.practices import practices

METADATA = "session_started_metadata"  # Rasa's slot for the metadata of the message that starts the session
OF_THE_VISIT = ("requested_slot", METADATA, "paused_flow", "returning", DUE)


class SessionStart(Step):
    """Starts a visit. Rasa ends one after an hour without a message, and deactivates the active form with it."""

    title = "action_session_start"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        carried = [
            slot(name, value)
            for name, value in context.tracker.slots.items()
            if value is not None and name not in OF_THE_VISIT
        ]
        paused = context.flow or context.slot("paused_flow")
        due = await _due(context)
        middle = [slot("paused_flow", paused)] if paused else []
        time_for = [slot(DUE, str(due))] if due else []
        returning = [slot("returning", True)] if paused or due else []
        return [SessionStarted(), *carried, *middle, *time_for, *returning, ActionExecuted("action_listen")]


async def _due(context: ActionContext) -> UUID | None:
    client_id = (context.slot(METADATA) or context.metadata).get("client_id")
    if client_id is None:
        return None
    async with store().read() as work:
        return await practices.due(work, UUID(client_id))
