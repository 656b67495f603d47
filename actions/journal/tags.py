"""Tags of journal entries: add, remove, list; and the parser for the tags that a message names."""

import re
from collections.abc import Sequence

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.journal.browse import ENTRY, at_hand, by_id, written
from actions.store import store
from bot.care.journal import journal
from bot.care.journal import tags as journal_tags
from bot.care.journal.journal import Written

_LIST = re.compile(r"\b(?:my|all|all the|the|which|what|list|show|see|your)(?: \w+)? tags\b|^\W*tags\W*$")
_OFF = re.compile(r"\b(?:untag|remove|take off|take|delete|without)\b.*")
_WHICH = (
    r"(?:it|this|that|(?:this|that|the|my)(?: (?:last|latest|first|second|third|newest))? (?:one|entry)|"
    r"(?:entry )?(?:number )?\d+)"
)
# The tag is what follows a match of these.
_NAMED = re.compile(
    rf"\b(?:tags?|tagged|taged|label|untag)\b(?: {_WHICH}\b)?(?: (?:with|as|by|under|for)\b)?"
    r"(?: (?:the )?(?:tags?|words?|label)\b)?\s*[:=]?\s*(?P<names>.*)$"
)
_NOISE = re.compile(
    rf"\b(?:please|pls|plz|thanks|thank you|(?:from|to|off|on) {_WHICH}|off|again)\b|^(?:with|as)\b"
)  # "add the tag sleep to this one"


class TagEntry(Step):
    """Adds tags to the entry at hand, removes them, or lists all tags. An active form goes on."""

    title = "action_tag_entry"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        plain = "" if context.pressed else " ".join(context.text.casefold().replace("’", "'").split())
        if context.values.get("value") == "list" or _LIST.search(plain):
            await _list(context, say)
            return []
        entries, _ = await written(context)
        entry = await _the_one_being_written(context, entries) or at_hand(context, entries) or next(iter(entries), None)
        if entry is None or entry.kind == journal.INTENTION:
            say("utter_nothing_to_tag")
            return []
        tags = named_tags(plain)
        if not tags:
            say("utter_tag_how")
            return [slot(ENTRY, str(entry.id))]
        off = _OFF.search(plain) is not None
        change = journal_tags.remove if off else journal_tags.add
        async with store().begin() as work:
            await change(work, context.client_id, entry.id, tags, context.message_id)
        say("utter_untagged" if off else "utter_tagged")
        return [slot(ENTRY, str(entry.id))]


def named_tags(plain: str) -> list[str]:
    """Parse the tags in a lower-case text: "tag this with sleep and my sister" names two."""
    hashed = journal_tags.inside(plain)
    if hashed:
        return hashed
    found = _NAMED.search(plain)
    names = _NOISE.sub(" ", found["names"]) if found else ""
    parts = (part.strip(" .!?\"'“”") for part in re.split(r",|;|\band\b|&", names))
    return [" ".join(part.split()) for part in parts if part]


async def _list(context: ActionContext, say: Say) -> None:
    async with store().read() as work:
        found = await journal_tags.all_of(work, context.client_id)
    if found:
        say("utter_your_tags", tags=", ".join(f"#{tag} ({count})" for tag, count in found))
    else:
        say("utter_no_tags")


async def _the_one_being_written(context: ActionContext, entries: Sequence[Written]) -> Written | None:
    if context.flow != "journal_form":
        return None
    async with store().read() as work:
        begun = await journal.begun(work, context.client_id)
    return by_id(entries, str(begun)) if begun is not None else None
