"""Writing a journal entry, over several messages until the client says that they are done; then the mood score."""

import re
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import GIVEN, NOT_ASKED, Flow, Question, ask_again, settle, skip
from actions.core.questions import LOW
from actions.core.receiving import receive
from actions.journal.browse import ENTRY, button
from actions.parsing import short_answers
from actions.questionnaires import offer_if_due
from actions.store import store
from bot.care.journal import journal, prompts

DONE = "done"
PROMPT = "prompt"  # the slot that holds the prompt of the entry, until the entry is closed
LISTENED = "listened"  # the slot that counts the messages of somebody who wants no questions; None where they do
OPEN_INVITATION = 5  # messages after which there is one, and a person is offered, once
LAST_PROMPT = "last_prompt"  # the slot that holds the prompt that was offered last, and is not offered twice in a row


# "Yes, I'm done now. And what matters most is ...": done, with a last line.
_SAYS_DONE = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|ok|okay|right|well|there|now)\W+)*(?:(?:i'?m|i am|i think i'?m|that'?s me) )?(?:all )?"
    r"(?:done|finished)(?=\W*$|\W*[.,!] | now\b| i think\b| thanks?\b| for (?:now|today|tonight)\b)",
    re.IGNORECASE,
)


async def on_line(context: ActionContext, say: Say) -> Events:
    """Slots `journal_first` and `journal_more`: append a message to the entry, or finish it."""
    if context.intent == "done_writing":
        async with store().read() as work:
            entry_id = await journal.begun(work, context.client_id)
        if entry_id is None:
            return [slot("journal_first", DONE), slot("journal_more", DONE), slot("journal_mood", NOT_ASKED)]
        return [*_finished(context, say), slot(ENTRY, str(entry_id))]
    async with store().begin() as work:
        await journal.write(work, context.client_id, context.message_id, context.whole)
    wished = any(part["role"] == "wish" and part["kind"] == "done" for part in context.beside)
    if wished or _SAYS_DONE.search(context.whole):
        return _finished(context, say)
    return [slot("journal_first", GIVEN), slot("journal_more", None)]


def _finished(context: ActionContext, say: Say) -> Events:
    listened = context.slot(LISTENED) is not None
    say("utter_listened" if listened else "utter_journal_kept")
    asked = [slot("journal_mood", NOT_ASKED)] if listened else []  # who wanted no questions gets none at the end either
    return [slot("journal_first", DONE), slot("journal_more", DONE), *asked]


async def on_alarm(context: ActionContext) -> None:
    """A line that raised an alarm is a line of the entry like any other."""
    async with store().begin() as work:
        await journal.write(work, context.client_id, context.message_id, context.text)


async def on_mood(context: ActionContext, say: Say) -> Events:
    """Slot `journal_mood`: the mood score from 0 to 10, stored with the entry; optional."""
    if context.intent in ("dont_know", "deny"):
        return skip(context, say, Writing.questions["journal_mood"], "utter_leave_it")
    number = short_answers.score(context.values.get("value") or context.text)
    if isinstance(number, str):
        say(f"utter_number_{number}")
        return ask_again(context)
    async with store().begin() as work:
        entry_id = await journal.begun(work, context.client_id) or _entry_at_hand(context)
        if entry_id is not None:
            await journal.set_mood(work, context.client_id, entry_id, number, context.message_id)
    if number <= LOW:
        say("utter_feeling_low")
    return [settle(context)]


class Writing(Flow):
    """Form validation of writing: stores the entry message by message, then its mood."""

    form = "journal_form"
    serves = False
    questions = {
        "journal_first": Question(on_line, {"journal_more": DONE}, on_alarm),
        "journal_more": Question(on_line, on_alarm=on_alarm),
        "journal_mood": Question(on_mood),
    }


class AskJournalFirst(Step):
    """Asks for the first message of an entry, with a prompt if one was requested."""

    title = "action_ask_journal_first"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot(LISTENED) is not None:
            say("utter_listening")
        elif not say_prompt(context, say):
            say("utter_ask_journal_first")
        return []


class AskJournalMore(Step):
    """Asks for the next message: confirms the last one as stored, or, after an interruption, invites to go on."""

    title = "action_ask_journal_more"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.intent == "want_prompt" and say_prompt(context, say):
            return []
        if context.slot(LISTENED) is not None and context.answered:
            return await self._listen(context, say)
        say("utter_journal_line" if context.answered else "utter_ask_journal_more")
        return []

    async def _listen(self, context: ActionContext, say: Say) -> Events:
        """Receive a message of somebody who wants no questions. None of their words are said back while they write."""
        count = int(context.slot(LISTENED)) + 1
        counted = slot(LISTENED, count)
        if count == OPEN_INVITATION:
            say("utter_listening_more")
            return [counted]
        reflection, remembered = await receive(context, say, quoting=False)
        if reflection is None:
            say("utter_listening_line")
        return [counted, *remembered]


class BeginJournal(Step):
    """Start of an entry: pauses the active form; the journal form comes next."""

    title = "action_begin_journal"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        return [*await make_room(context), slot(PROMPT, None), slot(LISTENED, None)]


class BeginListening(Step):
    """Start of an entry without questions: pauses the active form; the journal form comes next."""

    title = "action_begin_listening"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        return [*await make_room(context), slot(PROMPT, None), slot(LISTENED, 0)]


class CloseJournal(Step):
    """End of an entry: closes it, then offers the paused form, the questionnaires that are due, or the menu."""

    title = "action_close_journal"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            kept = await journal.finish(work, context.client_id)
        paused = context.slot("paused_flow")
        listened = context.slot(LISTENED) is not None
        if not kept and context.slot("journal_mood") == NOT_ASKED:
            say("utter_journal_empty")
        if paused:
            say("utter_offer_to_return")
        elif listened or not await offer_if_due(context, say):
            say("utter_menu")
        return _cleared()


async def make_room(context: ActionContext) -> Events:
    """Pause the active form. An entry that lacks only its mood is closed, so that the next message starts a new one."""
    left = leave(context) if context.flow != Writing.form else []
    if context.slot("journal_more") != DONE:
        return left
    async with store().begin() as work:
        await journal.finish(work, context.client_id)
    return [*left, *_cleared()]


def say_prompt(context: ActionContext, say: Say) -> bool:
    """Send the prompt that was requested. Returns False when there is none."""
    prompt = prompts.get(str(context.slot(PROMPT)))
    if prompt is None:
        return False
    say.line(prompt.text, [button("Another one", "want_prompt"), button("Not now", "stop_for_now")])
    return True


def _cleared() -> Events:
    return [slot(PROMPT, None), slot(LISTENED, None), *(slot(name, None) for name in Writing.questions)]


def _entry_at_hand(context: ActionContext) -> UUID | None:
    found = context.slot(ENTRY)
    return UUID(found) if found else None
