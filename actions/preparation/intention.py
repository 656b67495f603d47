"""Setting an intention: keep or change the last one, word a new one, or find one by a guided route."""

import re
from uuid import UUID

from actions.core.base import Say, Step, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED, SKIPPED, ask_again, settle
from actions.core.questions import PREPARING, chosen
from actions.parsing import short_answers
from actions.store import store
from bot.care.sessions import intentions

A_SHORT_ANSWER = 3  # words; a longer one that begins with yes or no is a new wording
NOTHING_FOLLOWS = {"intention_route": NOT_ASKED, "intention_words": NOT_ASKED, "intention_kept": NOT_ASKED}
VAGUE = "vague"
KEEP, CHANGE, LEAVE = "keep", "change", "leave"

# Intentions so vague that the bot asks back once; a single quality such as "trust" is not vague.
_VAGUE = re.compile(
    r"^\W*(?:i (?:just )?(?:want|wanna|hope|would like|need) (?:to )?|i'?d like (?:to )?|to |just )*"
    r"(?:(?:feel|be|get|become|do) (?:better|good|ok|okay|fine|normal|happy|happier|well|healthy|myself again)|"
    r"(?:be )?heal(?:ed|ing)?|(?:be )?fix(?:ed)?(?: (?:me|myself|it|everything))?|"
    r"change(?: (?:me|myself|everything|my life))?|"
    r"(?:for )?(?:it|this) (?:to )?works?|(?:have )?a good (?:trip|time|session|experience)|"
    r"something(?: (?:good|nice))?|anything|"
    r"whatever(?: comes)?|good vibes|no depression|less depress(?:ed|ion)|less anx(?:ious|iety))\W*$"
)
_ROUTES = {
    "question": r"\bquestions?\b|\bask\b|\bfirst\b|^1$",
    "feeling": r"\bfeel(?:ing|ings)?\b|\bemotions?\b|\bsecond\b|^2$",
    "relationship": r"\brelation(?:ship|ships)?\b|\bpeople\b|\bperson\b|\bthird\b|^3$",
    "quality": r"\bquality\b|\bqualities\b|\bfourth\b|\blast\b|^4$",
}


async def on_last(context: ActionContext, say: Say) -> Events:
    """Slot `last_intention`: keep, change or leave the last intention; any other answer is a new one."""
    wish = _wish(context)
    if wish == KEEP:
        async with store().begin() as work:
            await intentions.keep_last(work, context.client_id, _session(context), context.message_id)
        say("utter_last_intention_kept")
        nothing = ("intention", "intention_route", "intention_words", "intention_kept")
        return [settle(context, KEEP), *(slot(name, NOT_ASKED) for name in nothing)]
    if wish in (CHANGE, LEAVE):
        say(f"utter_last_intention_{wish}")
        return [settle(context, wish), slot("intention", None)]
    return [settle(context, CHANGE), *await _new_one(context)]


async def on_answer(context: ActionContext, say: Say) -> Events:
    """Slot `intention`: store an intention; a vague one is asked back about. Without one, the routes are offered."""
    if context.intent in ("deny", "dont_know") or short_answers.knows_none(context.text):
        return [
            settle(context, SKIPPED),
            slot("intention_route", None),
            *_not_asked("intention_words", "intention_kept"),
        ]
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    return await _new_one(context)


async def on_route(context: ActionContext, say: Say) -> Events:
    """Slot `intention_route`: which guided route to try; an answer that names none is taken as an intention."""
    pressed = context.values.get("value")
    route = pressed or next((name for name, said in _ROUTES.items() if re.search(said, context.text.casefold())), None)
    short = len(context.text.split()) <= 2 * A_SHORT_ANSWER
    if route == "none" or (pressed is None and context.intent in ("deny", "dont_know")):
        say("utter_intention_later")
        return [settle(context, SKIPPED), *_not_asked("intention_words", "intention_kept")]
    if route in _ROUTES and (pressed or short):
        return [settle(context, str(route)), slot("intention_words", None)]
    if context.intent == "affirm":
        say("utter_choose_route")
        return ask_again(context)
    await _set_out_with(context)
    return [settle(context), slot("intention", "given"), slot("intention_kept", None)]


async def on_words(context: ActionContext, say: Say) -> Events:
    """Slot `intention_words`: the intention found by a route, or in place of a vague one, which otherwise stays."""
    if context.intent in ("deny", "dont_know") or context.values.get("value") == KEEP:
        say("utter_intention_stays" if context.slot("intention_route") == VAGUE else "utter_intention_later")
        return [settle(context, SKIPPED), slot("intention_kept", NOT_ASKED)]
    if context.intent == "affirm":
        say("utter_in_your_words")
        return ask_again(context)
    await _set_out_with(context)
    return [settle(context), slot("intention", "given"), slot("intention_kept", None)]


async def on_kept(context: ActionContext, say: Say) -> Events:
    """Slot `intention_kept`: confirmation of the wording; a new wording is stored and read back again."""
    pressed = context.values.get("value")
    first, rest = short_answers.first_clause(context.text)
    typed = short_answers.choice(first) if len(first.split()) <= A_SHORT_ANSWER else None
    if pressed is None and typed == short_answers.NO and len(rest.split()) >= A_SHORT_ANSWER:
        await _set_out_with(context, rest)  # "no, the kettle one: let it boil"
        return ask_again(context)
    if context.intent == "affirm" or short_answers.YES in (pressed, typed):
        return [settle(context)]
    if context.intent in ("deny", "dont_know") or short_answers.NO in (pressed, typed):
        return [slot("intention", None), *_not_asked("intention_route", "intention_words"), *ask_again(context)]
    if _KEEPS.search(context.text):
        return [settle(context)]
    if _REFUSES.search(context.text):
        return [slot("intention", None), *_not_asked("intention_route", "intention_words"), *ask_again(context)]
    await _set_out_with(context)
    return ask_again(context)


class AskLastIntention(Step):
    """Asks whether to keep the last intention, quoting it."""

    title = "action_ask_last_intention"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            last = await intentions.last_before(work, context.client_id, _session(context))
        say("utter_ask_last_intention", intention=last or "")
        return []


class AskIntentionWords(Step):
    """Asks for the wording of an intention, by the chosen route or in place of a vague one."""

    title = "action_ask_intention_words"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say(f"utter_way_{context.slot('intention_route')}", intention=await _intention(context) or "")
        return []


class AskIntentionKept(Step):
    """Asks for confirmation of the intention by reading it back."""

    title = "action_ask_intention_kept"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_ask_intention_kept", intention=await _intention(context) or "")
        return []


def _wish(context: ActionContext) -> str | None:
    pressed = context.values.get("value")
    if pressed:
        return pressed
    plain = context.text.casefold()
    if len(plain.split()) > 2 * A_SHORT_ANSWER:
        return None
    if re.search(r"\b(change|adapt|adjust|tweak|reword)\b", plain):
        return CHANGE
    if re.search(r"\b(leave|new|another|different|drop|fresh)\b", plain):
        return LEAVE
    if re.search(r"\b(keep|same|again|stay)\b", plain):
        return KEEP
    return {short_answers.YES: KEEP, short_answers.NO: LEAVE, short_answers.UNSURE: LEAVE}.get(chosen(context) or "")


async def _new_one(context: ActionContext) -> Events:
    await _set_out_with(context)
    if _VAGUE.match(context.text.casefold()):
        asked_back = [slot("intention_route", VAGUE), slot("intention_words", None), slot("intention_kept", NOT_ASKED)]
        return [slot("intention", "given"), *asked_back]
    return [slot("intention", "given"), *_not_asked("intention_route", "intention_words"), slot("intention_kept", None)]


# At the confirmation: "*scared. yes keep it. she says i shut down", and "thats not my intention. change it".
_KEEPS = re.compile(
    r"\b(?:yes,? |please )?keep (?:it|that|this)(?: please)?(?=\W|$)(?! (?:short|simple|to|from|going|together))",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b(?:not|isn'?t|wasn'?t) (?:actually |really )?my intention\b|\bchange it\W*$", re.IGNORECASE)
# "just: to be less afraid"
_JUST = re.compile(r"^\W*(?:no\W+(?:\w+\W+)?)?just(?: the words?| this| that)?\s*:\s*", re.IGNORECASE)


def _not_asked(*names: str) -> Events:
    return [slot(name, NOT_ASKED) for name in names]


# "No, that's nonsense. My intention: let me rest": what is worded stands behind it. "Put it to rest" is an intention.
_WORDED = re.compile(
    r"\b(?:(?:my|the) (?:new )?intention(?: is| would be| should be)?|(?:change|set) (?:my|the) intention to"
    r"|(?:make|change|set|put) it(?: to| as)?(?=\s*:)|it should (?:be|say|read)(?=\s*:))"
    r"\s*(?:[:,]|(?<=is)|(?<=be)|(?<=to))\s*[\"“']?(?P<words>\S.+?)[\"”']?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGES = re.compile(
    r"\b(?:chang\w+|instead|back to|another|different|new)\b.*\bintention\b"
    r"|\bintention\b.*\b(?:chang\w+|instead|should be)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_to_be_changed(text: str) -> bool:
    """Whether a text is about changing the intention: "i changed my mind about the intention"."""
    return bool(_CHANGES.search(text))


async def change(context: ActionContext, say: Say) -> Events:
    """Change the intention from any later question: to the wording that was given, or by asking for it again."""
    words = worded(context.whole)
    if words is None:
        return [*reopened(), *ask_again(context)]
    await _set_out_with(context, words)
    say("utter_intention_changed", intention=words)
    return ask_again(context)


def reopened() -> Events:
    """The slots with which the form asks for the intention again."""
    return [slot("intention", None), *_not_asked("intention_route", "intention_words"), slot("intention_kept", None)]


def worded(text: str) -> str | None:
    """The wording in a sentence about the intention: "change my intention to: let me rest"; None without one."""
    found = _WORDED.search(text.strip())
    return found["words"].strip() if found else None


async def _set_out_with(context: ActionContext, words: str | None = None) -> None:
    async with store().begin() as work:
        await intentions.set_out_with(
            work,
            context.client_id,
            _session(context),
            context.message_id,
            _JUST.sub("", words or worded(context.text) or context.text),
        )


async def _intention(context: ActionContext) -> str | None:
    async with store().read() as work:
        return await intentions.current(work, context.client_id, _session(context))


def _session(context: ActionContext) -> UUID:
    return UUID(context.slot(PREPARING))
