"""Preparation form: date of the treatment session, mood, hopes, intention, checklist of the space, calming."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from rasa_sdk.events import FollowupAction

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ANSWERS, ActionContext, Events
from actions.core.flow import GIVEN, NOT_ASKED, Flow, Question, ask_again, settle
from actions.core.questions import PREPARING as SESSION
from actions.core.questions import how_they_feel, in_own_words
from actions.core.shortening import has_little_time, shortened
from actions.parsing import session_dates, short_answers
from actions.practices import calming
from actions.preparation import intention, space
from actions.store import store
from bot.care import Work
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.practices import content
from bot.care.questionnaires import mood
from bot.care.sessions import intentions, treatment_sessions


async def on_when(context: ActionContext, say: Say) -> Events:
    """Slot `treatment_when`: the date of the session, as typed, and parsed if it can be."""
    known = await _known_when(context)
    if context.intent == "affirm":
        if known is not None:
            return [settle(context)]
        say("utter_when_unclear")
        return ask_again(context)
    if known is not None and context.intent == "deny":
        return ask_again(context)
    unknown = context.intent in ("dont_know", "deny") or context.values.get("value") == "unknown"
    if unknown and known is not None:
        say("utter_when_kept")  # what is known is never overwritten with nothing
        return [settle(context)]
    said = None if unknown else context.corrected or context.text
    async with store().begin() as work:
        zone = (await clients.profile(work, context.client_id)).timezone
        day = await asyncio.to_thread(short_answers.day, said, zone) if said else None
        if said and day is None and known is not None:
            say("utter_when_unclear")
            return ask_again(context)
        await treatment_sessions.set_when(
            work, context.client_id, UUID(context.slot(SESSION)), day.moment if day else None, said
        )
    if unknown:
        say("utter_when_unknown")
    elif day is not None:
        say("utter_when_noted", when=str(day))
    else:
        say("utter_when_in_words")
    return [settle(context)]


async def _known_when(context: ActionContext) -> str | None:
    """The time of the treatment session that is prepared, in words, if it is known and still ahead."""
    async with store().read() as work:
        session = await treatment_sessions.session(work, context.client_id, UUID(context.slot(SESSION)))
        zone = (await clients.profile(work, context.client_id)).timezone
    ahead = session.when is not None and session.when > datetime.now(UTC)
    return short_answers.moment(session.when, zone) if ahead and session.when is not None else None


class Preparation(Flow):
    """Form validation of preparation."""

    form = "preparation_form"
    ends_at_goodbye = True
    questions = {
        "treatment_when": Question(on_when),
        "feeling_before": how_they_feel(SESSION, lambda context: mood.BEFORE),
        "hope": in_own_words(SESSION, journal.PREPARATION),
        "kindness": in_own_words(SESSION, journal.PREPARATION),
        "last_intention": Question(intention.on_last),
        "intention": Question(intention.on_answer, intention.NOTHING_FOLLOWS),
        "intention_route": Question(intention.on_route, intention.NOTHING_FOLLOWS),
        "intention_words": Question(intention.on_words),
        "intention_kept": Question(intention.on_kept),
        **space.QUESTIONS,
        "calming": calming.offer_calming(),
    }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        later = context.asked in space.QUESTIONS or context.asked == "calming"
        if later and context.intent in ANSWERS and not context.pressed and intention.is_to_be_changed(context.whole):
            return await intention.change(context, say)
        return await super().handle(context, say)

    def before(self, context: ActionContext) -> Events | None:
        """Go back: to the intention where it is named, else to the question before."""
        if "intention" in context.whole.casefold() and context.slot("intention") not in (None, NOT_ASKED):
            return intention.reopened()
        return super().before(context)


class AskWhen(Step):
    """Asks for the date of the treatment session, or whether the one that is known still holds."""

    title = "action_ask_treatment_when"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        known = None if context.intent == "deny" else await _known_when(context)
        if known is None:
            say("utter_ask_treatment_when")
        else:
            say("utter_ask_treatment_when_still", when=known)
        return []


class BeginPreparation(Step):
    """Start of preparation: finds the treatment session to prepare, or creates one; the form comes next."""

    title = "action_begin_preparation"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow == Preparation.form:
            return []
        begun = any(context.slot(name) not in (None, NOT_ASKED) for name in Preparation.questions)
        say("utter_pick_up" if begun else "utter_begin_preparation")
        events = leave(context)
        if begun and context.slot(SESSION):
            return events
        async with store().begin() as work:
            session = await treatment_sessions.to_prepare(work, context.client_id)
            earlier = await intentions.last_before(work, context.client_id, session.id)
            when = await self._said(work, context, session)
        if when is not None:
            say("utter_when_noted", when=when)
        return [
            *events,
            slot(SESSION, str(session.id)),
            slot("treatment_when", None if when is None else GIVEN),
            slot("last_intention", None if earlier else NOT_ASKED),
            *(slot(name, NOT_ASKED) for name in ("intention_route", "intention_words", space.GAPS)),
            *(shortened(context, Preparation.form) if has_little_time(context) else ()),
        ]

    async def _said(self, work: Work, context: ActionContext, session: treatment_sessions.Session) -> str | None:
        """The date that was said with the wish to prepare, kept for the session; None where there was none."""
        if context.pressed:
            return None
        zone = (await clients.profile(work, context.client_id)).timezone
        day = await asyncio.to_thread(session_dates.day_mentioned, context.whole, zone)
        if day is None:
            return None
        await treatment_sessions.set_when(work, context.client_id, session.id, day.moment, context.whole)
        return str(day)


class ClosePreparation(Step):
    """End of preparation: marks the session as prepared; a calming practice follows if it was wanted."""

    title = "action_close_preparation"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("paused_flow") == Preparation.form:
            return []
        session_id = UUID(context.slot(SESSION))
        async with store().begin() as work:
            await treatment_sessions.mark(work, context.client_id, session_id, treatment_sessions.PREPARED)
            wording = await intentions.current(work, context.client_id, session_id)
        if wording:
            say("utter_prepared_with_intention", intention=wording)
        else:
            say("utter_prepared")
        events = [slot(SESSION, None), *(slot(name, None) for name in Preparation.questions)]
        wanted = context.slot("calming")
        name = wanted if wanted in content.calming() else None
        if name is None and wanted != short_answers.YES:
            return events
        return [*events, *calming.begin(name), FollowupAction(calming.Calming.form)]
