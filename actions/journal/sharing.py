"""Privacy of the journal: one entry, or all of it, is made private or shared with the coaches."""

import re

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.journal.browse import ENTRY, at_hand, by_id, written
from actions.journal.write import Writing
from actions.parsing.short_answers import EVERYTHING
from actions.store import store
from bot.care.journal import journal, privacy
from bot.care.journal.journal import Written

_THE_JOURNAL = re.compile(
    r"\b(?:my|the) (?:whole |entire )?(?:journal|diary|entries|jornal|journel|writing|notes)\b"
    r"|\b(?:always|from now on|in future|in the future|by default)\b|\bwhat i (?:write|wrote)\b"
)
_ONE = re.compile(r"\b(?:this|that|it|one|entry|last|first|second|third|\d+)\b")
ALL = "all"


class KeepPrivate(Step):
    """Makes one entry private, or everything, at once and without a confirmation."""

    title = "action_keep_private"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if _means_all(context):
            async with store().begin() as work:
                await privacy.set_all(work, context.client_id, shared=False)
            say("utter_all_private")
            return []
        entry = await _entry(context)
        if entry is None and context.flow != Writing.form:
            say("utter_private_what")
            return []
        async with store().begin() as work:
            # without an entry yet, one is begun, so that what is written next is private
            entry_id = entry.id if entry else await journal.begin(work, context.client_id)
            await privacy.set_shared(work, context.client_id, entry_id, shared=False)
        say("utter_entry_private")
        return [slot(ENTRY, str(entry_id))]


class ShareJournal(Step):
    """Shares one entry with the coaches, or everything, after asking whether that includes what is private so far."""

    title = "action_share_journal"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        how_much = context.values.get("value")
        if how_much is not None:
            share = privacy.set_all if how_much == ALL else privacy.set_from_now_on
            async with store().begin() as work:
                await share(work, context.client_id, shared=True)
            say("utter_all_shared" if how_much == ALL else "utter_shared_from_now_on")
            return []
        entry = None if _means_all(context) else await _entry(context)
        if entry is None:
            async with store().read() as work:
                private = await privacy.is_any_private(work, context.client_id)
            say("utter_share_how_much" if private else "utter_shared_already")
            return []
        async with store().begin() as work:
            await privacy.set_shared(work, context.client_id, entry.id, shared=True)
        say("utter_entry_shared")
        return [slot(ENTRY, str(entry.id))]


def _means_all(context: ActionContext) -> bool:
    if context.pressed:
        return context.values.get("value") == ALL
    plain = context.text.casefold()
    one = _ONE.search(_THE_JOURNAL.sub(" ", plain))
    return bool(EVERYTHING.search(plain)) or (bool(_THE_JOURNAL.search(plain)) and one is None)


async def _entry(context: ActionContext) -> Written | None:
    """The entry that is meant: a named one, the one being written, or the one that was read or written last."""
    entries, _ = await written(context)
    if context.flow == Writing.form and not context.values.get("entry"):
        async with store().read() as work:
            begun = await journal.begun(work, context.client_id)
        return by_id(entries, str(begun)) if begun is not None else None
    return at_hand(context, entries)
