"""Treatment review ("it isn't working"): possible reasons, one question each, and a summary for the prescriber.

Each answer gets one sentence that may help, chosen by the answer and never a reproach. Where the sentences come from:

- How many treatment sessions. Of 41 people in a trial, those who responded needed three infusions at the median
  (Phillips et al. 2019, Am J Psychiatry 176:401-409); of 77, 13 % had responded after the first and 68 % after six
  (Zheng et al. 2019, "Investigation of medical effect of multiple ketamine infusions"). Those who had not improved
  after any of the first three did not change significantly from the third to the sixth (Transl Psychiatry 2024,
  10.1038/s41398-024-03027-2), so after six it is a fair question.
- Benzodiazepines. Higher daily amounts went with less effect (Andrashko et al. 2020, Front Psychiatry 11:844); in
  larger trials of esketamine they made no difference (Diekamp et al. 2021, Neuropsychiatr Dis Treat 17:2347-2357).
- Lamotrigine. It weakened what healthy people felt under ketamine, though not the lift in mood (Anand et al. 2000,
  Arch Gen Psychiatry 57:270-276); in depression it made no difference to how well ketamine worked (Mathew et al. 2010;
  review: Wilkowska et al. 2022, Cells 11:645). So the words say that it is not settled.
- Never on one's own: stopping a benzodiazepine suddenly can be life-threatening (FDA boxed warning, September 2020).
- Preparation and setting. Clear intentions and a good state of mind beforehand went with better experiences with
  psychedelics (Haijen et al. 2018, Front Pharmacol 9:897); for ketamine this is less studied, so the words say "may".
- Talking to somebody. Therapy after ketamine may help its effect to last (Wilkinson et al. 2021, Psychother Psychosom
  90:318-327), which is a first result and not a promise.
- The dose is the prescriber's alone. It is in the summary as a question, and a number is never said nor stored.

When nothing has changed, nobody is there to talk to and it was their last hope, and two of these three are so, the last
question is whether they feel hopeless: bot/care/messages/dialogue_alerts.py says why. The threshold is our choice.
"""

import re
from collections.abc import Callable
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, SKIPPED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.parsing import short_answers
from actions.store import store
from actions.treatment_review import review_answers as understand
from actions.treatment_review.review_answers import HOPELESS, LAST_HOPE, NOBODY, NOTHING, TOLD
from bot.care.journal import answers
from bot.care.journal.journal import SUMMARY
from bot.care.messages import dialogue_alerts
from bot.care.records import prescriber_summary
from bot.care.sessions import treatment_sessions

ABOUT = "not_working_since"  # the slot that holds the treatment session that the summary belongs to, if one is known
WEIGHING = {"changed_a_little": NOTHING, "someone_to_talk_to": NOBODY, "hoped_for": LAST_HOPE}
ENOUGH_TO_ASK = 2  # of those three

Understand = Callable[[str], str]


def noticing(read: Understand, if_no: str | None = None, if_unsure: str | None = None) -> Question:
    """Question with buttons or free text, and a response for each answer: utter_noticed_<question>_<code>.

    `read` parses typed text to a code; `if_no` and `if_unsure` are the codes for a plain no and for not knowing, None
    where these skip the question.
    """

    async def on_answer(context: ActionContext, say: Say) -> Events:
        code = context.values.get("value") or read(context.text)
        if code == TOLD and context.intent == "affirm":
            say("utter_in_your_words")
            return ask_again(context)
        if not context.pressed and code == TOLD and context.intent in ("deny", "dont_know"):
            meant = if_no if context.intent == "deny" else if_unsure
            if meant is None:
                return skip(context, say, question, "utter_leave_it")
            code = meant
        await _keep(context, prescriber_summary.choice(str(context.asked), code) if context.pressed else context.text)
        say(f"utter_noticed_{context.asked}_{code}")
        return [settle(context, code)]

    question = Question(on_answer, on_alarm=_keep_alarming)
    return question


async def _keep_alarming(context: ActionContext) -> None:
    """Words that raised an alarm are kept as the answer too; the question is still open."""
    async with store().begin() as work:
        await answers.keep_interrupted(
            work, context.client_id, _about(context), SUMMARY, str(context.asked), context.message_id, context.text
        )


async def on_sessions(context: ActionContext, say: Say) -> Events:
    """Slot `sessions_so_far`: the number of sessions; a yes means the number that was just offered."""
    known = context.values.get("value", "")
    offered = await _known_sessions(context)
    if context.intent == "affirm" and not context.pressed:
        if not offered:
            say("utter_sessions_unclear")
            return ask_again(context)
        known = str(offered)
    if known.isdecimal():
        code = understand.sessions(known)
        await _keep(context, known)
        say(f"utter_noticed_sessions_so_far_{code}")
        return [settle(context, code)]
    return await noticing(understand.sessions, if_unsure="unsure").on_answer(context, say)


async def on_medicines(context: ActionContext, say: Say) -> Events:
    """Slot `other_medicines`: whatever the answer is, the bot says never to change a medicine on one's own."""
    if context.intent == "affirm" and not context.pressed and understand.medicines(context.text) == TOLD:
        say("utter_which_medicine")
        return ask_again(context)
    events = await noticing(understand.medicines, if_no="neither", if_unsure="unsure").on_answer(context, say)
    say("utter_never_on_your_own")
    return events


async def on_dose(context: ActionContext, say: Say) -> Events:
    """Slot `dose_on_page`: whether the summary asks about the dose. A number is never stored, only a yes."""
    answer = chosen(context)
    if answer == short_answers.NO and (context.pressed or len(context.text.split()) <= understand.A_SHORT_ANSWER):
        say("utter_dose_not_asked")
        return [settle(context, short_answers.NO)]
    in_own_words = not context.pressed and answer is None and not re.search(r"\d", context.text)
    await _keep(context, context.text if in_own_words else prescriber_summary.choice("dose_on_page", short_answers.YES))
    say("utter_dose_asked")
    return [settle(context, short_answers.YES)]


async def on_summary_shared(context: ActionContext, say: Say) -> Events:
    """Slot `page_shared`: whether coaches may read the summary. Only a plain yes means yes."""
    answer = chosen(context)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(context)
    async with store().begin() as work:
        await prescriber_summary.share(work, context.client_id, _about(context), answer == short_answers.YES)
    say("utter_page_is_shared" if answer == short_answers.YES else "utter_page_is_private")
    return [settle(context, answer)]


async def on_how_it_weighs(context: ActionContext, say: Say) -> Events:
    """Slot `how_it_weighs`: a client who says that they feel hopeless is asked directly, and coaches are alerted.

    Triage has read this answer before, and replies itself to one that it flags; this is for what it did not flag.
    """
    pressed = context.values.get("value")
    if pressed == HOPELESS or (
        not context.pressed and context.intent != "deny" and understand.feels_hopeless(context.text)
    ):
        async with store().begin() as work:
            await dialogue_alerts.said_hopeless(work, context.client_id, context.message_id)
        return [settle(context, HOPELESS)]
    return [settle(context)]


class NotWorking(Flow):
    """Form validation of the treatment review: stores the answers, and says what may help."""

    form = "not_working_form"
    questions = {
        "sessions_so_far": Question(on_sessions),
        "hoped_for": noticing(understand.hoped),
        "changed_a_little": noticing(understand.changed, if_no=NOTHING),
        "other_medicines": Question(on_medicines),
        "dose_on_page": Question(on_dose),
        "prepared_before": noticing(lambda text: understand.how_much("both", "one", "neither", text), if_no="neither"),
        "setting_before": noticing(lambda text: understand.how_much("all", "part", "none", text), if_no="none"),
        "someone_to_talk_to": noticing(understand.support, if_no=NOBODY),
        "in_between": noticing(lambda text: understand.how_much("most", "some", "hardly", text), if_no="hardly"),
        "page_shared": Question(on_summary_shared),
        "how_it_weighs": Question(on_how_it_weighs),
    }

    async def handle(self, context: ActionContext, say: Say) -> Events:
        asked = context.slot("requested_slot")
        events = await super().handle(context, say)
        if asked == "other_medicines" and context.intent == "skip_question":
            say("utter_never_on_your_own")
        settled = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        if settled.get(asked) is None:
            return events
        if asked == "in_between":
            answers = {**context.tracker.slots, **settled}
            # a no to the question about the dose leaves nothing in the summary
            empty = all(answers.get(name) in (None, SKIPPED, short_answers.NO) for name in prescriber_summary.choices())
            events += [slot(name, NOT_ASKED if empty else None) for name in ("page_shared", "how_it_weighs")]
        if asked == "page_shared":
            events.append(slot("how_it_weighs", None if _adds_up(context) else NOT_ASKED))
        return events


class BeginNotWorking(Step):
    """Start of the review: finds the treatment session that the summary belongs to; the form comes next."""

    title = "action_begin_not_working"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.flow == NotWorking.form:
            return []
        begun = any(context.slot(name) not in (None, NOT_ASKED) for name in NotWorking.questions)
        events = leave(context)
        if begun:
            say("utter_pick_up")
            return events
        say("utter_not_working_heard")
        say("utter_begin_not_working")
        async with store().read() as work:
            behind = await treatment_sessions.behind(work, context.client_id)
        return [*events, slot(ABOUT, str(behind[-1].id) if behind else None), slot("how_it_weighs", NOT_ASKED)]


class AskSessionsSoFar(Step):
    """Asks how many treatment sessions there were, and offers the number that the plan knows."""

    title = "action_ask_sessions_so_far"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        known = await _known_sessions(context)
        if known:
            say("utter_ask_sessions_so_far_known", known=known)
        else:
            say("utter_ask_sessions_so_far")
        return []


class AskSummaryShared(Step):
    """Asks whether coaches may read the summary, and shows it when it has just been finished."""

    title = "action_ask_page_shared"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.answered:
            async with store().read() as work:
                summary = await prescriber_summary.newest(work, context.client_id)
            say("utter_sometimes_no_reason")
            if summary is not None:
                say.line(summary.text)
        say("utter_ask_page_shared")
        return []


class CloseNotWorking(Step):
    """End of the review: what can be done next; after a hopeless answer, only that there is somebody to talk to."""

    title = "action_close_not_working"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.slot("page_shared") == NOT_ASKED:
            say("utter_not_working_empty")
        elif context.slot("how_it_weighs") == HOPELESS:
            say("utter_after_hopeless")
        elif context.slot("how_it_weighs") == NOT_ASKED:
            say("utter_not_working_done")
        else:
            say("utter_not_working_heavy")
        return [slot(ABOUT, None), *(slot(name, None) for name in NotWorking.questions)]


def _adds_up(context: ActionContext) -> bool:
    signs = [name for name, code in WEIGHING.items() if context.slot(name) == code]
    return len(signs) >= ENOUGH_TO_ASK


def _about(context: ActionContext) -> UUID | None:
    of = context.slot(ABOUT)
    return UUID(of) if of else None


async def _keep(context: ActionContext, text: str) -> None:
    async with store().begin() as work:
        await prescriber_summary.answer(
            work, context.client_id, _about(context), str(context.asked), context.message_id, text
        )


async def _known_sessions(context: ActionContext) -> int:
    async with store().read() as work:
        return len(await treatment_sessions.behind(work, context.client_id))
