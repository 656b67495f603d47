"""Editing a journal entry: a new text replaces the old one."""

from uuid import UUID

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import Flow, Question, settle
from actions.journal.browse import CHANGING, ENTRY, LISTED, LISTED_LAST, at_hand, offer_each, written
from actions.plan import MOVED
from actions.store import store
from bot.care.journal import journal

CHANGED_ENTRY = "entry_to_change"  # the slot that holds the entry that is being edited


async def on_change(context: ActionContext, say: Say) -> Events:
    """Slot `journal_change`: the new text of the entry; "skip" leaves it as it is."""
    if context.intent == "skip_question":
        say("utter_kept")
        return [settle(context, "kept")]
    async with store().begin() as work:
        done = await journal.change(
            work, context.client_id, UUID(context.slot(CHANGED_ENTRY)), context.message_id, context.whole
        )
    say("utter_changed" if done else "utter_nothing_to_change")
    return [settle(context), slot(MOVED, None)]


class Changing(Flow):
    """Form validation of editing an entry."""

    form = CHANGING
    serves = False
    questions = {"journal_change": Question(on_change)}

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("requested_slot") == "journal_change" and context.intent == "skip_question":
            return await on_change(context, say)
        return await super().handle(context, say)


class EditEntry(Step):
    """Start of editing: finds which entry is to be changed; the form comes next."""

    title = "action_edit_entry"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        entries, zone = await written(context)
        if not entries:
            say("utter_nothing_written")
            return leave(context)
        entry = at_hand(context, entries)
        if entry is None:
            say("utter_change_which")
            offer_each(say, entries[:LISTED], zone, "Change", "edit_entry")
            return [*leave(context), slot(LISTED_LAST, None)]
        if entry.kind == journal.INTENTION:
            say("utter_change_intention")
            return [*leave(context), slot(ENTRY, str(entry.id))]
        chosen = [slot(CHANGED_ENTRY, str(entry.id)), slot(ENTRY, str(entry.id)), slot("journal_change", None)]
        return [*leave(context), *chosen, FollowupAction(CHANGING)]


class CloseChange(Step):
    """End of editing: clears its slots. The outcome was said with the answer."""

    title = "action_close_change"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        return [slot("journal_change", None), slot(CHANGED_ENTRY, None)]
