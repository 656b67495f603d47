"""Looking back at a treatment session: first whether they are safe, then what came up, then one small action."""

from uuid import UUID

from actions import words
from actions.base import Say, Step, leave, slot
from actions.flow import NOT_ASKED, Flow, Question, ask_again, settle
from actions.measuring import offer_if_due
from actions.questions import chosen, how_they_feel, in_own_words
from actions.store import store
from actions.turn import Events, Turn
from bot.care import Work, intentions, journal, measures, practices, treatment_sessions

SESSION = "integrating"  # the slot that holds which treatment session is being looked back at
FIRST_OF_ALL = ("safe_now", "worn_off", "someone_there", "fragments")  # asked anew after a rest
STILL_UNDER_WAY = frozenset({words.NO, words.UNSURE})


async def hear_safe(turn: Turn, say: Say) -> Events:
    """Not safe, or not sure: no questions now.

    Triage has seen this answer before, and answers a worrying one itself; this is for what it let through.
    """
    answer = chosen(turn)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(turn)
    if answer == words.YES:
        return [settle(turn, answer)]
    say("utter_not_safe")
    return rest(Integration.form)


async def hear_worn_off(turn: Turn, say: Say) -> Events:
    """While it has not worn off there is no looking back; a few words may be left, and that is all."""
    answer = chosen(turn)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(turn)
    return [settle(turn, answer), slot("fragments", None if answer in STILL_UNDER_WAY else NOT_ASKED)]


async def hear_someone(turn: Turn, say: Say) -> Events:
    """Nobody there: say that it would be good to have somebody. Whoever is named counts as there."""
    answer = chosen(turn) or words.YES
    if answer != words.YES:
        say("utter_nobody_there")
    return [settle(turn, answer)]


async def hear_fragments(turn: Turn, say: Say) -> Events:
    """A few words for later, if they like; then rest."""
    if turn.intent == "answer" and turn.values.get("value") is None:
        async with store().begin() as work:
            of = UUID(turn.slot(SESSION))
            await journal.answer(work, turn.client_id, of, journal.INTEGRATION, "fragments", turn.message_id, turn.text)
    say("utter_rest")
    return rest(Integration.form)


def rest(form: str) -> Events:
    """End the form for now; it goes on, another time, with the first questions."""
    return [
        *(slot(name, None) for name in FIRST_OF_ALL),
        slot("paused_flow", form),
        slot("requested_slot", None),
    ]


async def keep_small_action(work: Work, turn: Turn, of: UUID) -> None:
    """The small action is also a practice, so that it is looked back at; one that was running makes room for it."""
    await practices.choose(work, turn.client_id, of, turn.message_id, turn.text)


class Integration(Flow):
    """Stores the answers of integration."""

    form = "integration_form"
    questions = {
        "safe_now": Question(hear_safe),
        "worn_off": Question(hear_worn_off, {"fragments": NOT_ASKED}),
        "someone_there": Question(hear_someone),
        "fragments": Question(hear_fragments),
        "images": in_own_words(SESSION, journal.INTEGRATION),
        "feelings": in_own_words(SESSION, journal.INTEGRATION),
        "body": in_own_words(SESSION, journal.INTEGRATION),
        "intention_touched": in_own_words(SESSION, journal.INTEGRATION),
        "hard": in_own_words(SESSION, journal.INTEGRATION),
        "matters": in_own_words(SESSION, journal.INTEGRATION),
        "small_action": in_own_words(SESSION, journal.INTEGRATION, also=keep_small_action),
        "feeling_after": how_they_feel(SESSION, measures.AFTER),
    }

    def name(self) -> str:
        return "validate_integration_form"

    async def take(self, turn: Turn, say: Say) -> Events:
        if turn.slot("requested_slot") == "fragments" and turn.intent == "skip_question":
            return await hear_fragments(turn, say)
        return await super().take(turn, say)


class AskIntentionTouched(Step):
    """Asks how the intention was touched, in the words in which it was set."""

    title = "action_ask_intention_touched"

    async def take(self, turn: Turn, say: Say) -> Events:
        async with store().read() as work:
            intention = await intentions.current(work, turn.client_id, UUID(turn.slot(SESSION)))
        say("utter_ask_intention_touched", intention=intention or "")
        return []


class AskSmallAction(Step):
    """Asks for one small action. When another practice is running, it says that a new one takes its place."""

    title = "action_ask_small_action"

    async def take(self, turn: Turn, say: Say) -> Events:
        async with store().read() as work:
            running = await practices.running(work, turn.client_id)
            mine = await practices.current(work, turn.client_id, UUID(turn.slot(SESSION)))
        if running is None or running.text == mine:
            say("utter_ask_small_action")
        else:
            say("utter_ask_small_action_instead", action=running.text)
        return []


class BeginIntegration(Step):
    """Finds the treatment session to look back at; the form comes next."""

    title = "action_begin_integration"

    async def take(self, turn: Turn, say: Say) -> Events:
        if turn.flow == Integration.form:
            return []
        begun = any(turn.slot(name) not in (None, NOT_ASKED) for name in Integration.questions)
        say("utter_pick_up" if begun else "utter_begin_integration")
        events = leave(turn)
        if begun and turn.slot(SESSION):
            return events
        async with store().begin() as work:
            session = await treatment_sessions.to_look_back_at(work, turn.client_id)
            intention = await intentions.current(work, turn.client_id, session.id)
        return [
            *events,
            slot(SESSION, str(session.id)),
            slot("intention_touched", None if intention else NOT_ASKED),
        ]


class CloseIntegration(Step):
    """Says the small action once more, and marks the session as integrated. A rest is not a close."""

    title = "action_close_integration"

    async def take(self, turn: Turn, say: Say) -> Events:
        if turn.slot("paused_flow") == Integration.form:
            return []
        session_id = UUID(turn.slot(SESSION))
        async with store().begin() as work:
            await treatment_sessions.mark(work, turn.client_id, session_id, treatment_sessions.INTEGRATED)
            action = await practices.current(work, turn.client_id, session_id)
        if action:
            say("utter_integrated_with_action", action=action)
        else:
            say("utter_integrated")
        await offer_if_due(turn, say)
        return [slot(SESSION, None), *(slot(name, None) for name in Integration.questions)]
