"""The space: where and how the treatment session will be, as one card of five items, each open one with a sentence."""

import re
from collections.abc import Mapping
from re import Pattern
from uuid import UUID

from actions.core.base import Say, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, Question, settle
from actions.core.questions import PREPARING as SESSION
from actions.parsing import short_answers
from actions.parsing.arranged import Arranged, arranged
from actions.store import store
from bot.care.journal import journal

READY, GAPS = "space_ready", "space_gaps"
# The items, by the name under which each is kept in the journal, as the card lists them.
SPACE = {
    "space_comfortable": "somewhere comfortable to lie or lean back",
    "space_undisturbed": "not being disturbed",
    "space_unhurried": "time afterwards",
    "space_instructions": "reading your clinic's notes on food and medicines",
    "space_company": "someone with you, as your clinic asks",
}
NAMED: Mapping[str, Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "space_comfortable": r"bed\w*|sofa|couch|chair|recliner|lie|lying|lean|comf\w*|blanket|mattress|room",
        "space_undisturbed": r"disturb\w*|undisturbed|phone|kids?|children|toddler|bell|doorbell|nois\w*|quiet"
        r"|interrupt\w*|dogs?|cats?|flatmates?|room ?mates?|neighbou?rs?|privacy|private",
        "space_unhurried": r"time|afterwards|hours after|work\w*|shift|rush\w*|hurr\w*|day off|evening|meeting"
        r"|school run|pick ?up|be somewhere|free",
        "space_instructions": r"notes?|read\w*|instructions?|leaflet|sheet|papers?|pdf|food|eat\w*|fast\w*"
        r"|medicines?|meds?|medications?|pills?",
        "space_company": r"some(?:one|body)|any(?:one|body)|nobody|no one|company|with me|alone|on my own|rides?|lift"
        r"|driver?|driving|sitter|friends?|husband|wife|partner|boyfriend|girlfriend|mum|mom|mother|dad|father|sister"
        r"|brother|daughter|son|person",
    }.items()
}
DONE, OPEN = short_answers.YES, short_answers.NO  # as they are kept


async def on_ready(context: ActionContext, say: Say) -> Events:
    """Slot `space_ready`: whether all items are arranged; which are not is asked only where that was not said."""
    pressed = context.values.get("value") if context.pressed else None
    if pressed == short_answers.YES or (context.intent == "affirm" and len(context.text.split()) <= 2):
        found = Arranged(frozenset(), frozenset(SPACE))
    elif pressed == short_answers.NO:
        found = Arranged(frozenset(), frozenset())
    else:
        found = arranged(context.text, NAMED, asked_for_open=False)
    await _keep(context, found)
    if not found.open and len(found.settled) < len(SPACE):
        return [settle(context), slot(GAPS, None)]
    name_what_is_open(found.open, say)
    return [settle(context), slot(GAPS, NOT_ASKED)]


async def on_gaps(context: ActionContext, say: Say) -> Events:
    """Slot `space_gaps`: which items are still open. What stays unclear stays open: nothing is ticked by accident."""
    pressed = context.values.get("value") if context.pressed else None
    found = arranged(pressed or context.text, NAMED, asked_for_open=True)
    if context.intent == "dont_know" or not (found.open or found.settled):
        found = Arranged(frozenset(SPACE), frozenset())
    await _keep(context, found)
    name_what_is_open(found.open, say)
    return [settle(context)]


def name_what_is_open(still_open: frozenset[str], say: Say) -> None:
    """Name the open items, each with the one sentence that helps; where all are open, without those."""
    if not still_open:
        return
    if len(still_open) == len(SPACE):
        say("utter_space_all_open")
        return
    for name in SPACE:
        if name in still_open:
            say(f"utter_open_{name}")


async def _keep(context: ActionContext, found: Arranged) -> None:
    """Keep each item that is known, and what was typed."""
    of = UUID(context.slot(SESSION))
    known = {**dict.fromkeys(found.settled, DONE), **dict.fromkeys(found.open, OPEN)}
    if not context.pressed:
        known[str(context.asked)] = context.text
    async with store().begin() as work:
        for name, said in known.items():
            await journal.answer(work, context.client_id, of, journal.PREPARATION, name, context.message_id, said)


QUESTIONS = {
    READY: Question(on_ready, {GAPS: NOT_ASKED}),
    GAPS: Question(on_gaps),
}
