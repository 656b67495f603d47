"""Journaling prompts by theme, and where to export the journal."""

from collections.abc import Mapping

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.journal.write import LAST_PROMPT, PROMPT, make_room
from bot.care.journal import prompts

# Keywords for the themes of content/journal_prompts.yml.
THEMES: Mapping[str, tuple[str, ...]] = {
    "before": ("before", "preparing", "upcoming", "tomorrow", "next session"),
    "after": ("after", "afterwards", "integration", "looking back", "trip", "last session"),
    "body": ("body", "physical", "breath", "breathing", "sleep"),
    "relationships": ("relationship", "relationships", "people", "family", "friends", "partner", "mother", "father"),
    "values": ("values", "what matters", "meaning", "purpose"),
    "difficult": ("difficult", "hard", "heavy", "sad", "anger", "fear", "worry", "feelings"),
    "gratitude": ("gratitude", "grateful", "thankful", "good", "positive"),
    "small_steps": ("small step", "small steps", "habit", "habits", "action", "routine"),
}


class OfferPrompt(Step):
    """Offers a prompt of the theme that the message names, never the same twice in a row; the journal form is next."""

    title = "action_offer_prompt"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        plain = "" if context.pressed else f" {' '.join(context.text.casefold().strip(' .?!').split())} "
        theme = next((name for name, said in THEMES.items() if any(f" {each} " in plain for each in said)), None)
        prompt = prompts.choose(context.message_id, theme, context.slot(LAST_PROMPT))
        return [*await make_room(context), slot(PROMPT, prompt.id), slot(LAST_PROMPT, prompt.id)]


class ExportJournal(Step):
    """Says where the journal can be downloaded. An active form goes on."""

    title = "action_export_journal"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_export_journal")
        return []
