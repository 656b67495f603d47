"""Writing in the journal: over as many messages as it takes, until they say that they are done."""

from actions.base import Say, Step, leave, slot
from actions.flow import GIVEN, Flow, Question
from actions.measuring import offer_if_due
from actions.store import store
from actions.turn import Events, Turn
from bot.care import journal

DONE = "done"


async def hear_line(turn: Turn, say: Say) -> Events:
    """One more message of what they write, or the end of it."""
    if turn.intent == "done_writing":
        return [slot("journal_first", DONE), slot("journal_more", DONE)]
    async with store().begin() as work:
        await journal.write(work, turn.client_id, turn.message_id, turn.text)
    return [slot("journal_first", GIVEN), slot("journal_more", None)]


class Writing(Flow):
    """Stores what is written, message by message."""

    form = "journal_form"
    questions = {
        "journal_first": Question(hear_line, {"journal_more": DONE}),
        "journal_more": Question(hear_line),
    }

    def name(self) -> str:
        return "validate_journal_form"


class AskJournalMore(Step):
    """After a line: it is kept. After anything else: there is room to go on."""

    title = "action_ask_journal_more"

    async def take(self, turn: Turn, say: Say) -> Events:
        say("utter_journal_line" if turn.answered else "utter_ask_journal_more")
        return []


class BeginJournal(Step):
    """Makes room for writing; the form comes next."""

    title = "action_begin_journal"

    async def take(self, turn: Turn, say: Say) -> Events:
        return leave(turn) if turn.flow != Writing.form else []


class CloseJournal(Step):
    """Closes the entry."""

    title = "action_close_journal"

    async def take(self, turn: Turn, say: Say) -> Events:
        async with store().begin() as work:
            kept = await journal.finish(work, turn.client_id)
        paused = turn.slot("paused_flow")
        say("utter_journal_kept" if kept else "utter_journal_empty")
        if paused:
            say("utter_offer_to_return")
        elif not await offer_if_due(turn, say):
            say("utter_menu")
        return [slot(name, None) for name in Writing.questions]
