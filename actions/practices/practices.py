"""Between treatment sessions: one of the seven things known to help, and one small thing to do about it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from actions.core.base import Say, Step, leave, slot
from actions.core.flow import NOT_ASKED, Flow, Question, ask_again, settle, skip
from actions.core.questions import chosen
from actions.core.turn import Events, Turn
from actions.parsing import short_answers
from actions.store import store
from bot.care import now
from bot.care.accounts import clients
from bot.care.journal import journal
from bot.care.practices import content, practices
from bot.care.practices.practices import Commitment

CHOSEN = "practising"  # the slot that holds the commitment that is being worded
SUGGESTED = "practice_suggested"  # the practice that was offered last, for a typed yes
A_SHORT_ANSWER = 3  # words; a longer one that begins with yes or no is a new wording
REST = ("practice_now", "practice_words", "practice_kept")


async def on_aside(turn: Turn, say: Say) -> Events:
    """One at a time: the one that is running stays, unless they put it aside. That happens when there is a new one."""
    answer = chosen(turn)
    if answer is None:
        say("utter_choice_unclear")
        return ask_again(turn)
    if answer == short_answers.YES:
        return [settle(turn, answer)]
    say("utter_practice_stays")
    return [settle(turn, answer), *(slot(name, NOT_ASKED) for name in ("practice_kind", *REST))]


async def on_kind(turn: Turn, say: Say) -> Events:
    """Which of the seven, by button or in words."""
    if turn.intent == "deny":
        return skip(turn, say, Practising.questions["practice_kind"], "utter_leave_it")
    name = practice_meant(turn)
    if name is None:
        say("utter_practice_kind_unclear")
        return ask_again(turn)
    return [settle(turn, name)]


async def on_now(turn: Turn, say: Say) -> Events:
    """What is there already goes to the journal, under the practice's name."""
    if turn.intent in ("deny", "dont_know"):
        return skip(turn, say, Practising.questions["practice_now"], "utter_practice_nothing_yet")
    if turn.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(turn)
    async with store().begin() as work:
        await journal.answer(
            work, turn.client_id, None, journal.PRACTICE, turn.slot("practice_kind"), turn.message_id, turn.text
        )
    return [settle(turn)]


async def on_words(turn: Turn, say: Say) -> Events:
    """Keep the small thing in their words; it is read back next."""
    if turn.intent in ("deny", "dont_know"):
        return skip(turn, say, Practising.questions["practice_words"], "utter_practice_no_step")
    if turn.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(turn)
    return [settle(turn), slot(CHOSEN, await _commit(turn)), slot("practice_kept", None)]


async def on_kept(turn: Turn, say: Say) -> Events:
    """They keep what was read back, or change it; new words are read back again."""
    pressed = turn.values.get("value")
    typed = short_answers.choice(turn.text) if len(turn.text.split()) <= A_SHORT_ANSWER else None
    if turn.intent == "affirm" or short_answers.YES in (pressed, typed):
        return [settle(turn)]
    if turn.intent in ("deny", "dont_know") or short_answers.NO in (pressed, typed):
        return [slot("practice_words", None), *ask_again(turn)]
    return [slot(CHOSEN, await _commit(turn)), *ask_again(turn)]


class Practising(Flow):
    """Stores what is there already, and the small thing they choose."""

    form = "practice_form"
    questions = {
        "practice_aside": Question(on_aside, dict.fromkeys(("practice_kind", *REST), NOT_ASKED)),
        "practice_kind": Question(on_kind, dict.fromkeys(REST, NOT_ASKED)),
        "practice_now": Question(on_now),
        "practice_words": Question(on_words, {"practice_kept": NOT_ASKED}),
        "practice_kept": Question(on_kept),
    }


class AskAside(Step):
    """Names the one that is running, and asks whether to put it aside."""

    title = "action_ask_practice_aside"

    async def handle(self, turn: Turn, say: Say) -> Events:
        say_again(say, "utter_ask_practice_aside", await going(turn))
        return []


class AskKind(Step):
    """Offers the seven; those that were hinted at first."""

    title = "action_ask_practice_kind"

    async def handle(self, turn: Turn, say: Say) -> Events:
        known = content.between()
        hinted = content.named(turn.text, known.values())
        names = [*hinted, *(name for name in known if name not in hinted)]
        buttons = [{"title": known[name].title, "payload": f'/answer{{"value": "{name}"}}'} for name in names]
        say("utter_ask_practice_kind", buttons=buttons)
        return []


class AskNow(Step):
    """One reflecting sentence, and what is there already."""

    title = "action_ask_practice_now"

    async def handle(self, turn: Turn, say: Say) -> Events:
        guide = _guide(turn)
        say("utter_ask_practice_now", reflection=guide.reflection.strip(), question=guide.question)
        return []


class AskWords(Step):
    """One or two gentle options, and what they would like to do themselves."""

    title = "action_ask_practice_words"

    async def handle(self, turn: Turn, say: Say) -> Events:
        day = await day_of(turn, None)
        say("utter_ask_practice_words", options=" ".join(_guide(turn).options), day=day)
        return []


class AskKept(Step):
    """Reads the small thing back."""

    title = "action_ask_practice_kept"

    async def handle(self, turn: Turn, say: Say) -> Events:
        one = await found(turn, turn.slot(CHOSEN))
        say_again(say, "utter_ask_practice_kept", one, day=await day_of(turn, one))
        return []


class BeginPractice(Step):
    """Finds out which practice is meant, and whether another one is running; the form comes next."""

    title = "action_begin_practice"

    async def handle(self, turn: Turn, say: Say) -> Events:
        name = practice_meant(turn) or (turn.slot(SUGGESTED) if turn.intent == "affirm" else None)
        if turn.flow == Practising.form and name in (None, turn.slot("practice_kind")):
            return []
        begun = any(turn.slot(each) not in (None, NOT_ASKED) for each in Practising.questions)
        if begun and name in (None, turn.slot("practice_kind")):
            say("utter_pick_up")
            return leave(turn)
        say("utter_begin_practice")
        return [
            *(leave(turn) if turn.flow != Practising.form else []),
            *(slot(each, None) for each in REST),
            slot("practice_aside", None if await going(turn) else NOT_ASKED),
            slot("practice_kind", name),
            slot(CHOSEN, None),
            slot(SUGGESTED, None),
        ]


class ClosePractice(Step):
    """Says the small thing once more, and when it is looked back at."""

    title = "action_close_practice"

    async def handle(self, turn: Turn, say: Say) -> Events:
        one = await found(turn, turn.slot(CHOSEN))
        if one is not None:
            say("utter_practice_chosen", action=one.text, day=await day_of(turn, one))
        say("utter_offer_to_return" if turn.slot("paused_flow") else "utter_menu")
        return [slot(CHOSEN, None), *(slot(name, None) for name in Practising.questions)]


def practice_meant(turn: Turn) -> str | None:
    """The practice that a message names; None when it names none, or more than one equally."""
    if turn.pressed:
        pressed = turn.values.get("value")
        return pressed if pressed in content.between() else None
    named: Sequence[str] = content.named(turn.text, content.between().values())
    return named[0] if len(named) == 1 else None


def suggest(turn: Turn, say: Say) -> Events | None:
    """Offer the one practice that a message touches, when it touches one; None when there is nothing to offer."""
    name = None if turn.pressed else practice_meant(turn)
    if name is None:
        return None
    button: Mapping[str, str] = {"title": "Yes, let's look", "payload": f'/start_practice{{"value": "{name}"}}'}
    other: Mapping[str, str] = {"title": "Something else", "payload": "/something_else"}
    say("utter_suggest_practice", practice=content.between()[name].title, buttons=[button, other])
    return [slot(SUGGESTED, name)]


async def going(turn: Turn) -> Commitment | None:
    """The practice that is running, if there is one."""
    async with store().read() as work:
        return await practices.running(work, turn.client_id)


async def found(turn: Turn, practice_id: str | None) -> Commitment | None:
    """The practice of a slot; None when there is none, or when it was deleted meanwhile."""
    if not practice_id:
        return None
    async with store().read() as work:
        return await practices.find(work, turn.client_id, UUID(practice_id))


async def day_of(turn: Turn, one: Commitment | None) -> str:
    """The day on which a practice is looked back at, or would be, as they read it where they live."""
    due = one.due_at if one else now() + practices.REVIEW_AFTER
    async with store().read() as work:
        zone = (await clients.profile(work, turn.client_id)).timezone
    return short_answers.weekday(due, zone)


def say_again(say: Say, response: str, one: Commitment | None, **more: str) -> None:
    """Ask about a practice in the words in which it was chosen; they may have deleted it meanwhile."""
    if one is None:
        say("utter_practice_gone")
    else:
        say(response, action=one.text, **more)


def _guide(turn: Turn) -> content.BetweenPractice:
    known = content.between()
    return known.get(str(turn.slot("practice_kind"))) or next(iter(known.values()))


async def _commit(turn: Turn) -> str:
    rewording = turn.slot(CHOSEN)
    async with store().begin() as work:
        one = await practices.commit(
            work,
            turn.client_id,
            turn.slot("practice_kind"),
            turn.message_id,
            turn.text,
            rewording=UUID(rewording) if rewording else None,
        )
    return str(one.id)
