"""Journal search: by date, treatment session, mood, tag and words, in one typed query."""

from uuid import UUID

from actions.core.base import Say, Step, leave
from actions.core.context import ActionContext, Events
from actions.journal.browse import show_found
from actions.parsing.journal_query import parse_query
from actions.store import store
from bot.care import now
from bot.care.accounts import clients
from bot.care.messages import messages


class FindEntry(Step):
    """Lists the entries that match the query in the message, or says what can be searched for."""

    title = "action_find_entry"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        text, zone = await _described(context)
        named = parse_query(text, zone, now(), loosely=True) if text else None
        if named is None:
            say("utter_find_how")
            return leave(context)
        asked_in = context.values.get("asked_in") or context.values.get("value") or str(context.message_id)
        first = int(context.values.get("older", "0")) if context.pressed else 0
        return await show_found(context, say, named, zone, asked_in, first)


async def _described(context: ActionContext) -> tuple[str, str]:
    """The text of the query and the client's timezone. A button for the next page holds only a message id."""
    said = context.values.get("asked_in") or context.values.get("value") or ""
    async with store().read() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
        if not context.pressed:
            return context.text, zone
        try:
            message_id = UUID(said)
        except ValueError:
            return said, zone  # fixed words of a button
        return await messages.full_text(work, await work.vault(context.client_id), message_id) or "", zone
