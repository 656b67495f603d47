"""Finding entries again: by day, treatment session, mood, tag and words."""

from uuid import UUID

from actions.core.base import Say, Step, leave
from actions.core.turn import Events, Turn
from actions.journal.browse import show_found
from actions.parsing.journal_query import looking_for
from actions.store import store
from bot.care import now
from bot.care.accounts import clients
from bot.care.messages import messages


class FindEntry(Step):
    """Lists the entries that they describe, or says how they can be described."""

    title = "action_find_entry"

    async def handle(self, turn: Turn, say: Say) -> Events:
        text, zone = await _described(turn)
        named = looking_for(text, zone, now(), loosely=True) if text else None
        if named is None:
            say("utter_find_how")
            return leave(turn)
        asked_in = turn.values.get("asked_in") or turn.values.get("value") or str(turn.message_id)
        first = int(turn.values.get("older", "0")) if turn.pressed else 0
        return await show_found(turn, say, named, zone, asked_in, first)


async def _described(turn: Turn) -> tuple[str, str]:
    """What they look for, in words, and their timezone. A button for the next page knows only which message said it."""
    said = turn.values.get("asked_in") or turn.values.get("value") or ""
    async with store().read() as work:
        zone = (await clients.profile(work, turn.client_id)).timezone
        if not turn.pressed:
            return turn.text, zone
        try:
            message_id = UUID(said)
        except ValueError:
            return said, zone  # fixed words of a button
        return await messages.full_text(work, await work.vault(turn.client_id), message_id) or "", zone
