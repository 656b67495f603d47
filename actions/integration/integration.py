"""Integration form, looking back at a treatment session: safety check, what came up, one small action, mood.

Which questions are asked depends on the stage and on earlier answers; `follow_up.py` has those of the later stages.
"""

import re
from datetime import UTC, datetime
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle
from actions.core.questions import INTEGRATING, chosen, how_they_feel, in_own_words, step
from actions.core.shortening import has_little_time, shortened
from actions.integration.follow_up import ACROSS, LATER_QUESTIONS, STAGE, keep_small_action, questions_for
from actions.parsing import session_dates, short_answers
from actions.questionnaires import offer_if_due
from actions.store import store
from bot.care import Work
from bot.care.journal import journal
from bot.care.practices import practices
from bot.care.questionnaires import mood
from bot.care.sessions import treatment_sessions
from bot.care.sessions.treatment_sessions import DAY

# Questions that are asked again when the form is resumed after a rest.
FIRST_OF_ALL = ("safe_now", "worn_off", "someone_there", "settled_in", "fragments", "fragments_more")
UNDER_WAY = ("settled_in", "fragments")  # asked only while it has not worn off
STILL_UNDER_WAY = frozenset({short_answers.NO, short_answers.UNSURE})
NEW, LAST = "new", "last"
_NEW = re.compile(r"\b(new|another|other|different|next|today|yesterday|latest)\b")
_LAST = re.compile(r"\b(last|same|earlier|before|again|that|first|old)\b")


# "it was yesterday", "oh it has long since": said of when it was, or how one felt the next day.
_LONG_SINCE = re.compile(
    r"\b(?:yesterday|long since|long ago|ages ago|(?:days?|weeks?|months?|nights?) ago|last (?:week|night|month)"
    r"|next (?:day|morning)|already has|it has)\b",
    re.IGNORECASE,
)


async def on_safe(context: ActionContext, say: Say) -> Events:
    """Slot `safe_now`: safety check. Not safe, or not sure: the form is paused.

    Triage has read this answer before, and replies itself to one that it flags; this is for what it did not flag.
    """
    answer = chosen(context)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    if answer == short_answers.YES:
        return [settle(context, answer)]
    say("utter_not_safe")
    return pause_for_rest(Integration.form)


async def on_which(context: ActionContext, say: Say) -> Events:
    """Slot `which_one`: the last treatment session again, or a new one."""
    plain = context.text.casefold()
    answer = context.values.get("value") or (NEW if _NEW.search(plain) else LAST if _LAST.search(plain) else None)
    answer = answer or (LAST if context.intent == "dont_know" else None)
    if answer is None:
        say("utter_which_unclear")
        return ask_again(context)
    async with store().begin() as work:
        of = await treatment_sessions.session(work, context.client_id, UUID(context.slot(INTEGRATING)))
        if answer == NEW and of.looked_back_at is not None:
            of = await treatment_sessions.the_new_one(work, context.client_id)
        opened = await _opened(work, context, of)
    return [settle(context, answer), *opened]


async def on_worn_off(context: ActionContext, say: Say) -> Events:
    """Slot `worn_off`: while the effect lasts, integration waits; only a few fragments can be noted."""
    answer = chosen(context) or (short_answers.YES if _LONG_SINCE.search(context.text) else None)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    under_way = None if answer in STILL_UNDER_WAY else NOT_ASKED
    return [
        settle(context, answer),
        *(slot(name, under_way) for name in UNDER_WAY),
        slot("fragments_more", NOT_ASKED),
    ]


async def on_someone(context: ActionContext, say: Say) -> Events:
    """Slot `someone_there`: whether somebody is with them; naming a person counts as yes."""
    answer = chosen(context) or short_answers.YES
    if answer != short_answers.YES:
        say("utter_nobody_there")
    return [settle(context, answer)]


async def on_settled(context: ActionContext, say: Say) -> Events:
    """Slot `settled_in`: whether they have water and a place to rest."""
    answer = chosen(context) or short_answers.YES
    if answer != short_answers.YES:
        say("utter_settle_first")
    return [settle(context, answer)]


async def on_fragments(context: ActionContext, say: Say) -> Events:
    """Slots `fragments` and `fragments_more`: free text noted before it fades, at most twice; then a rest."""
    if context.intent == "answer" and context.values.get("value") is None:
        async with store().begin() as work:
            of = UUID(context.slot(INTEGRATING))
            asked = str(context.asked)
            await journal.answer(
                work, context.client_id, of, journal.INTEGRATION, asked, context.message_id, context.text
            )
        if context.asked == "fragments":
            return [settle(context), slot("fragments_more", None)]
    say("utter_rest")
    return pause_for_rest(Integration.form)


def pause_for_rest(form: str) -> Events:
    """Pause the form; when it is resumed, it starts with the safety check again."""
    return [
        *(slot(name, None) for name in FIRST_OF_ALL),
        slot("paused_flow", form),
        slot("requested_slot", None),
    ]


def _stage(context: ActionContext) -> str:
    return str(context.slot(STAGE) or DAY)


class Integration(Flow):
    """Form validation of integration, at all stages."""

    form = "integration_form"
    ends_at_goodbye = True
    questions = {
        "safe_now": Question(on_safe),
        "which_one": Question(on_which),
        "worn_off": Question(on_worn_off, dict.fromkeys(("settled_in", "fragments", "fragments_more"), NOT_ASKED)),
        "someone_there": Question(on_someone),
        "settled_in": Question(on_settled),
        "fragments": Question(on_fragments),
        "fragments_more": Question(on_fragments),
        "images": in_own_words(INTEGRATING, journal.INTEGRATION),
        "feelings": in_own_words(INTEGRATING, journal.INTEGRATION),
        "body": in_own_words(INTEGRATING, journal.INTEGRATION),
        "intention_touched": in_own_words(INTEGRATING, journal.INTEGRATION),
        "hard": in_own_words(INTEGRATING, journal.INTEGRATION, opens=("helped",), opens_if_heavy=("steady",)),
        **{name: LATER_QUESTIONS[name] for name in ("echo", "since_feelings", "since_body", "since_people", "meaning")},
        "still_hard": LATER_QUESTIONS["still_hard"],
        "steady": step(INTEGRATING, journal.INTEGRATION),
        "helped": in_own_words(INTEGRATING, journal.INTEGRATION),
        "matters": in_own_words(INTEGRATING, journal.INTEGRATION),
        "small_action": in_own_words(INTEGRATING, journal.INTEGRATION, also=keep_small_action, received=False),
        "action_done": LATER_QUESTIONS["action_done"],
        "action_next": LATER_QUESTIONS["action_next"],
        "feeling_after": how_they_feel(INTEGRATING, lambda context: mood.MOMENTS[_stage(context)]),
        ACROSS: in_own_words(INTEGRATING, journal.INTEGRATION),
    }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("requested_slot") in ("fragments", "fragments_more") and context.intent == "skip_question":
            return await on_fragments(context, say)
        if context.slot("requested_slot") == "which_one" and context.intent == "skip_question":
            return [settle(context, LAST), *await self._last(context)]
        return await super().handle(context, say)

    async def _last(self, context: ActionContext) -> Events:
        async with store().read() as work:
            of = await treatment_sessions.session(work, context.client_id, UUID(context.slot(INTEGRATING)))
            return await _opened(work, context, of)


class AskSmallAction(Step):
    """Asks for one small action, and says so when it would replace the current practice."""

    title = "action_ask_small_action"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            running = await practices.running(work, context.client_id)
            mine = await practices.current(work, context.client_id, UUID(context.slot(INTEGRATING)))
        if running is not None and running.text != mine:
            say("utter_ask_small_action_instead", action=running.text)
        elif context.slot("matters") in (SKIPPED, NOT_ASKED):
            say("utter_ask_small_action_plain")  # there is nothing to stay close to
        else:
            say("utter_ask_small_action")
        return []


class BeginIntegration(Step):
    """Start of integration: finds the treatment session and its stage; the form comes next.

    A client who has just come back from a session is first asked whether they are safe, whether it has worn off, and
    whether somebody is there.
    """

    title = "action_begin_integration"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow == Integration.form:
            return []
        just_back = context.intent == "straight_after"
        begun = any(context.slot(name) not in (None, NOT_ASKED) for name in Integration.questions)
        pick_up = begun and context.slot(INTEGRATING) and not just_back
        say("utter_pick_up" if pick_up else "utter_just_back" if just_back else "utter_begin_integration")
        events = leave(context)
        if pick_up:
            return events
        async with store().begin() as work:
            if just_back:
                of = await treatment_sessions.the_new_one(work, context.client_id)
                await treatment_sessions.came_back(work, context.client_id, of.id)
                sure = True
            else:
                of, sure = await self._which(work, context)
            opened = await _opened(work, context, of)
        now_asked = [slot("safe_now", None), slot("which_one", NOT_ASKED if sure else None)]
        # asked even of a client who says that they are just back, because triage reads the answers in this context
        arrival = [slot(name, None) for name in ("worn_off", "someone_there")]
        short = shortened(context, Integration.form) if has_little_time(context) else []
        return [*events, *now_asked, *opened, *(arrival if just_back else []), *short]

    async def _which(self, work: Work, context: ActionContext) -> tuple[treatment_sessions.Session, bool]:
        found = await treatment_sessions.to_look_back_at(work, context.client_id)
        of, sure = found.session, found.sure
        said = None if context.pressed else session_dates.ago(context.text)
        if said is None:
            return of, sure
        if not sure:
            last = of.took_place(datetime.now(UTC)) or of.looked_back_at
            if last is not None and (said - last).total_seconds() < 1.5 * 24 * 3600:
                return of, True
            of = await treatment_sessions.the_new_one(work, context.client_id)
        if of.took_place(datetime.now(UTC)) is None:
            await treatment_sessions.came_back(work, context.client_id, of.id, said)
            of = await treatment_sessions.session(work, context.client_id, of.id)
        return of, True


async def _opened(work: Work, context: ActionContext, of: treatment_sessions.Session) -> Events:
    """The initial slots of the form for this session; questions of other stages are filled as not asked."""
    stage = of.next_stage(datetime.now(UTC))
    asked = await questions_for(work, context.client_id, of, stage)
    others = [name for name in Integration.questions if name not in ("safe_now", "which_one")]
    return [
        slot(INTEGRATING, str(of.id)),
        slot(STAGE, stage),
        *(slot(name, None if name in asked else NOT_ASKED) for name in others),
    ]


class CloseIntegration(Step):
    """End of integration: marks the stage of the session as done; does nothing when the form is only paused."""

    title = "action_close_integration"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("paused_flow") == Integration.form:
            return []
        session_id, stage = UUID(context.slot(INTEGRATING)), _stage(context)
        async with store().begin() as work:
            await treatment_sessions.looked_back(work, context.client_id, session_id, stage)
            action = await practices.current(work, context.client_id, session_id)
        if stage != DAY:
            say(f"utter_looked_back_{stage}")
        elif action:
            say("utter_integrated_with_action", action=action)
        else:
            say("utter_integrated")
        await offer_if_due(context, say)
        return [slot(INTEGRATING, None), slot(STAGE, None), *(slot(name, None) for name in Integration.questions)]
