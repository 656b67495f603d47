"""Navigation: stop, resume, back, start over, undo, repeat, menu, greeting, yes or no outside a form, fallback."""

import re
from typing import ClassVar

from rasa_sdk.events import FollowupAction

from actions import library
from actions.bookings.begin import BeginBooking, LetCoachKnow
from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED
from actions.core.receiving import receive
from actions.core.shortening import shortened
from actions.journal.browse import ENTRY, LISTED_LAST, DeleteNow, KeepIt
from actions.navigation.registry import FLOWS, WHERE
from actions.onboarding import Agree, Decline, NeedsConsent
from actions.plan import MOVED, OFFERED, BeginPlan, Planning, UndoMove
from actions.practices.practices import BeginPractice, Practising, suggest
from actions.practices.review import ANSWERED_FIRST, Review, begin_if_due
from actions.profile import ShowProfile
from actions.questionnaires import ACCEPTED, NOT_NOW, BeginQuestionnaire, NotNow, finished, offer_if_due
from actions.store import store
from actions.treatment_review.summary import DeleteSummaryNow
from bot.care.journal import answers, undo
from bot.listening.parts import QUESTION, SURE_BESIDE, WISH


class Stop(Step):
    """Stop: pauses the active form, so that it can be resumed later at the same question."""

    title = "action_stop"
    paused: ClassVar = {"come_back_later": "utter_later", "goodbye": "utter_goodbye_paused"}
    idle: ClassVar = {"come_back_later": "utter_goodbye", "goodbye": "utter_goodbye"}

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is None and context.intent != "goodbye" and NOT_NOW in context.offered():
            return await NotNow().handle(context, say)
        if context.flow is None:
            say(self.idle.get(context.intent, "utter_nothing_open"))
        else:
            say(self.paused.get(context.intent, "utter_stopped"))
        return leave(context)


# The values with which the gateway asks to resume (bot/care/messages/safety_turns.py).
EASED, MISTAKEN = "eased", "mistaken"


class Resume(Step):
    """Resume: activates the paused form again; it asks the question at which it was paused."""

    title = "action_resume"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        form = context.slot("paused_flow")
        if context.flow is not None:
            return []  # the active form repeats its question anyway
        if form not in FLOWS:
            if context.values.get("value") == MISTAKEN:
                say("utter_menu")
            elif context.values.get("value") != EASED:  # after the safety conversation, which has said so itself
                say("utter_nothing_to_resume")
            return []
        close = finished(context, form)
        if close is not None:
            return [slot("paused_flow", None), FollowupAction(close)]
        say("utter_resume", where=WHERE[form])
        return [FollowupAction(form)]


class GoBack(Step):
    """Back: reopens the previous question of the active form, which then asks it again."""

    title = "action_go_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow not in FLOWS:
            say("utter_nothing_open")
            return []
        before = FLOWS[context.flow]().before(context)
        if before is None:
            say("utter_first_question")
        return before or []


class MakeShort(Step):
    """Short form: leaves out the questions of the active form that only the long one has."""

    title = "action_make_short"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is None:
            say("utter_short_where")
            return []
        left_out = shortened(context, context.flow)
        say("utter_short" if left_out else "utter_short_already")
        return left_out


class Undo(Step):
    """Undo: reverts the last deletion, change or move. While a form is active, "undo" means the previous question."""

    title = "action_undo_last"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is not None:
            return await GoBack().handle(context, say)
        if context.slot(MOVED):
            return await UndoMove().handle(context, say)
        async with store().begin() as work:
            undone = await undo.undo(work, context.client_id, context.message_id)
        if undone is None:
            say("utter_nothing_to_undo")
            return []
        say("utter_undone_deletion" if undone.kind == undo.DELETED else "utter_undone_change")
        return [slot(ENTRY, str(undone.entry_id) if undone.entry_id else None), slot(LISTED_LAST, None)]


class StartOver(Step):
    """Restart: clears the slots of the active or paused form. New answers replace the earlier ones."""

    title = "action_start_over"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        form = context.flow or context.slot("paused_flow")
        if form not in FLOWS:
            say("utter_menu")
            return []
        say("utter_start_over")
        cleared = [slot(n, None) for n in FLOWS[form].questions if context.slot(n) != NOT_ASKED]
        return cleared if context.flow else [*cleared, FollowupAction(form)]


class Repeat(Step):
    """Repeat: sends the bot's last message again. An active form repeats its question by itself."""

    title = "action_repeat"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is not None:
            return []
        last = next(iter(context.said_before()), None)
        if last is None or not last.get("text"):
            say("utter_menu")
        else:
            say.line(str(last["text"]), (last.get("data") or {}).get("buttons"))
        return []


class Menu(Step):
    """Menu: pauses the active form and offers what else there is to do."""

    title = "action_menu"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_menu_paused" if context.flow or context.slot("paused_flow") in FLOWS else "utter_menu")
        return leave(context)


# Intents of messages that may have been meant as an answer to the paused question.
NOT_FILED = ("answer", "nlu_fallback", "tell_number", "tell_day")


class WelcomeBack(Step):
    """First message of a visit: offers to resume the paused form, or starts the review of the practice that is due.

    The message is not taken as an answer to the paused question.
    """

    title = "action_welcome_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        paused = context.slot("paused_flow")
        if context.flow is None and not (paused in FLOWS and context.intent in NOT_FILED):
            asking = await begin_if_due(context, say)
            if asking is not None:
                return [slot("returning", False), *asking, FollowupAction(Review.form)]
        if paused not in FLOWS:
            say("utter_menu")
            return [slot("returning", False)]
        if context.intent == "ask_library":
            library.answer(context, say)
        elif context.intent == "show_profile":
            await ShowProfile().handle(context, say)
        elif context.intent.startswith("ask_") or context.intent in ANSWERED_FIRST:
            say(f"utter_{context.intent}")
        say("utter_welcome_back", where=WHERE[paused])
        say("utter_not_filed" if context.intent in NOT_FILED else "utter_offer_to_return")
        return [slot("returning", False)]


MENUS = {"utter_menu", "utter_menu_paused", "utter_more_to_do"}  # a yes to several offers at once accepts none of them
# Offers after which a form is activated; when the button is pressed, a rule does that.
BEGINS = {"/start_practice": Practising.form, OFFERED: Planning.form}


class Affirm(Step):
    """Yes outside a form: accepts the button that was offered in the bot's last messages."""

    title = "action_affirm"

    def __init__(self) -> None:
        self.means: dict[str, Step] = {
            "/agree": Agree(),
            "/resume_flow": Resume(),
            "/delete_now": DeleteNow(),
            "/really_delete_page": DeleteSummaryNow(),
            ACCEPTED: BeginQuestionnaire(),
            "/start_practice": BeginPractice(),
            "/let_coach_know": LetCoachKnow(),
            "/book_coach": BeginBooking(),
            OFFERED: BeginPlan(),
        }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        for payload in () if MENUS & set(context.responses_before()) else context.offered():
            # compare with the entities too: they tell the offer of a button from its entry in the menu
            meant = payload if payload in self.means else payload.partition("{")[0]
            if meant in self.means:
                events = await self.means[meant].handle(context, say)
                return [*events, FollowupAction(BEGINS[meant])] if meant in BEGINS else events
        if not context.consented:
            return await NeedsConsent().handle(context, say)
        return await Lost().handle(context, say)


class Deny(Affirm):
    """No outside a form: declines what was offered in the bot's last messages."""

    title = "action_deny"

    def __init__(self) -> None:
        self.means = {
            "/decline": Decline(),
            NOT_NOW: NotNow(),
            "/something_else": Menu(),
            "/keep_it": KeepIt(),
        }


LOST = {"utter_lost", "utter_lost_paused", "utter_loose_end", "utter_lost_again"}
MAY_BE_A_HINT = ("nlu_fallback", "answer")  # the message may touch on one of the practices
LONGEST_HINT = 12  # words of a message that may touch on a practice; a longer one tells something
WORTH_KEEPING = 8  # words of something told while nothing is asked, from which on it is received and kept
SHORT = 2  # words of a yes, no or never mind that belongs to nothing
_OF_AGE = re.compile(r"\b(?:1[89]|[2-9]\d)\b")
LOOSE_ENDS = ("affirm", "deny", "dont_know")  # answers without a question


class Greet(Step):
    """Greeting: offers to resume the paused form or, at the start of a visit, the questionnaires that are due."""

    title = "action_greet"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is None and context.slot("paused_flow") in FLOWS:
            say("utter_greet_paused")
        elif not context.begins_visit or context.flow or not await offer_if_due(context, say, "utter_greet_again"):
            say("utter_greet")
        return []


class Lost(Step):
    """Fallback: not understood. The first time it offers choices; the second time in a row it offers a person too."""

    title = "action_lost"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if await self._receives(context, say):
            return [FollowupAction("action_listen")]
        hint = context.flow is None and context.intent in MAY_BE_A_HINT and len(context.whole.split()) <= LONGEST_HINT
        suggested = suggest(context, say) if hint else None
        if suggested is not None:
            return [*suggested, FollowupAction("action_listen")]
        idle = context.flow is None and context.slot("paused_flow") not in FLOWS
        loose = idle and context.intent in LOOSE_ENDS and len(context.whole.split()) <= SHORT
        age = "utter_confirm_under_age" in context.responses_before() and _OF_AGE.search(context.whole)
        if loose or age:
            say("utter_all_right")
        elif LOST & set(context.responses_before()):
            say("utter_lost_again")
        elif context.slot("paused_flow") in FLOWS:
            say("utter_lost_paused")
        else:
            say("utter_loose_end" if context.intent in LOOSE_ENDS else "utter_lost")
        # Rasa also runs this action when no rule applies, and then has no rule for what follows
        return [FollowupAction(context.flow or "action_listen")]

    async def _receives(self, context: ActionContext, say: Say) -> bool:
        """Receive what is told while nothing is asked, and keep it in the journal; whether there was something."""
        told = context.flow is None and context.consented and context.intent in (*MAY_BE_A_HINT, *LOOSE_ENDS)
        asks = any(part["role"] in (QUESTION, WISH) and part["sure"] >= SURE_BESIDE for part in context.parts)
        if not told or asks or "?" in context.whole or len(context.whole.split()) < WORTH_KEEPING:
            return False
        reflection, _ = await receive(context, say)
        if reflection is None:
            return False
        async with store().begin() as work:
            await answers.keep_aside(work, context.client_id, context.message_id, context.whole)
        say("utter_told")
        return True
