"""Finding one's way: stop, continue, back, start over, undo, again, the menu, a yes or no, and
what was not understood."""

from typing import ClassVar

from rasa_sdk.events import FollowupAction

from actions import library
from actions.bookings.begin import BeginBooking, LetCoachKnow
from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED
from actions.journal.browse import ENTRY, LISTED_LAST, DeleteNow, KeepIt
from actions.navigation.registry import FLOWS, WHERE
from actions.onboarding import Agree, Decline, NeedsConsent
from actions.plan import MOVED, OFFERED, BeginPlan, Planning, UndoMove
from actions.practices.practices import BeginPractice, Practising, suggest
from actions.practices.review import ANSWERED_FIRST, LookingBack, ask_when_back
from actions.questionnaires import ACCEPTED, NOT_NOW, BeginMeasures, NotNow, finished, offer_if_due
from actions.store import store
from actions.treatment_review.summary import DeletePageNow
from bot.care.journal import undo


class Stop(Step):
    """Stops what is going on, so that it can go on later from the same question."""

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


class Resume(Step):
    """Goes on where it was stopped."""

    title = "action_resume"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        form = context.slot("paused_flow")
        if context.flow is not None:
            return []  # the form asks its question again by itself
        if form not in FLOWS:
            say("utter_nothing_to_resume")
            return []
        close = finished(context, form)
        if close is not None:
            return [slot("paused_flow", None), FollowupAction(close)]
        say("utter_resume", where=WHERE[form])
        return [FollowupAction(form)]


class GoBack(Step):
    """Opens the question before; the form asks it again."""

    title = "action_go_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow not in FLOWS:
            say("utter_nothing_open")
            return []
        before = FLOWS[context.flow]().before(context)
        if before is None:
            say("utter_first_question")
        return before or []


class Undo(Step):
    """Takes back what was deleted, changed or moved last. In the middle of a question it means the question before."""

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
    """Begins the current or the stopped flow anew. What is answered again replaces what was answered before."""

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
    """Says the last thing again. A form asks its question again by itself."""

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
    """Something else: what is going on is kept for later."""

    title = "action_menu"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_menu_paused" if context.flow or context.slot("paused_flow") in FLOWS else "utter_menu")
        return leave(context)


NOT_FILED = ("answer", "nlu_fallback", "tell_number", "tell_day")  # what may have been meant as an answer


class WelcomeBack(Step):
    """The first words after being away: back to where they were, or to the practice that it is time to look back at.

    What was said is not filed as an answer.
    """

    title = "action_welcome_back"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        paused = context.slot("paused_flow")
        if context.flow is None and not (paused in FLOWS and context.intent in NOT_FILED):
            asking = await ask_when_back(context, say)
            if asking is not None:
                return [slot("returning", False), *asking, FollowupAction(LookingBack.form)]
        if paused not in FLOWS:
            say("utter_menu")
            return [slot("returning", False)]
        if context.intent == "ask_library":
            library.answer(context, say)
        elif context.intent.startswith("ask_") or context.intent in ANSWERED_FIRST:
            say(f"utter_{context.intent}")
        say("utter_welcome_back", where=WHERE[paused])
        say("utter_not_filed" if context.intent in NOT_FILED else "utter_offer_to_return")
        return [slot("returning", False)]


MENUS = {"utter_menu", "utter_menu_paused", "utter_more_to_do"}  # a yes to several things at once begins none
# What begins a form, which a rule adds when the button is pressed.
BEGINS = {"/start_practice": Practising.form, OFFERED: Planning.form}


class Affirm(Step):
    """A yes outside of a question means the button that was offered just before."""

    title = "action_affirm"

    def __init__(self) -> None:
        self.means: dict[str, Step] = {
            "/agree": Agree(),
            "/resume_flow": Resume(),
            "/delete_now": DeleteNow(),
            "/really_delete_page": DeletePageNow(),
            ACCEPTED: BeginMeasures(),
            "/start_practice": BeginPractice(),
            "/let_coach_know": LetCoachKnow(),
            "/book_coach": BeginBooking(),
            OFFERED: BeginPlan(),
        }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        for payload in () if MENUS & set(context.responses_before()) else context.offered():
            # with what it carries, where that tells an offer from the menu
            meant = payload if payload in self.means else payload.partition("{")[0]
            if meant in self.means:
                events = await self.means[meant].handle(context, say)
                return [*events, FollowupAction(BEGINS[meant])] if meant in BEGINS else events
        if not context.consented:
            return await NeedsConsent().handle(context, say)
        return await Lost().handle(context, say)


class Deny(Affirm):
    """A no outside of a question."""

    title = "action_deny"

    def __init__(self) -> None:
        self.means = {
            "/decline": Decline(),
            NOT_NOW: NotNow(),
            "/something_else": Menu(),
            "/keep_it": KeepIt(),
        }


LOST = {"utter_lost", "utter_lost_paused", "utter_loose_end", "utter_lost_again"}
MAY_BE_A_HINT = ("nlu_fallback", "answer")  # of one of the practices between treatment sessions
LOOSE_ENDS = ("affirm", "deny", "dont_know")  # understood, but not what it is about


class Greet(Step):
    """Hello, and what comes next: what was stopped before, if anything was; or, at the start of a visit, an offer."""

    title = "action_greet"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow is None and context.slot("paused_flow") in FLOWS:
            say("utter_greet_paused")
        elif not context.begins_visit or context.flow or not await offer_if_due(context, say, "utter_greet_again"):
            say("utter_greet")
        return []


class Lost(Step):
    """Not understood: says so once, with choices; the second time in a row differently, and offers a person."""

    title = "action_lost"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        suggested = suggest(context, say) if context.flow is None and context.intent in MAY_BE_A_HINT else None
        if suggested is not None:
            return [*suggested, FollowupAction("action_listen")]
        if LOST & set(context.responses_before()):
            say("utter_lost_again")
        elif context.slot("paused_flow") in FLOWS:
            say("utter_lost_paused")
        else:
            say("utter_loose_end" if context.intent in LOOSE_ENDS else "utter_lost")
        # Rasa also comes here by itself when no rule holds, and has none for what comes after
        return [FollowupAction(context.flow or "action_listen")]
