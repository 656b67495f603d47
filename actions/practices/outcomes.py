"""Parser for the review of a practice: how it went, and whether to keep it, change it or let it go."""

import re

from actions.core.context import ActionContext
from bot.care.practices.practices import CHANGED, DONE, NOT, PARTLY

LATER = "later"
KEEP, CHANGE, LET_GO = "keep", "change", "let go"

_LATER = re.compile(
    r"\W*(please |maybe )?(not (right )?now|later|another (time|day)|some other time|ask me (again|tomorrow|later))"
    r"( please| thanks)?\W*"
)
_PARTLY = re.compile(
    r"\b(part(ly|ially|s)?|half(way)?|a (little|bit)|some(what| of it|times| days)?|most of it|once|twice|kind ?of|"
    r"kinda|sort ?of|sorta|almost|nearly|mostly|more or less|so[- ]?so|tried|one day|(two|three|a few) (days|times)|"
    r"not (every|all|always))\b"
)
_CHANGED = re.compile(
    r"\b(something (else|different)|instead|differently|another thing|(i|i've|i have) changed (it|that|the plan))\b"
)
_NOT = re.compile(
    r"\b(no|nope|nah|not|never|didn'?t|did ?nt|couldn'?t|haven'?t|hasn'?t|forgot(ten)?|failed|nothing|wasn'?t|"
    r"too (tired|busy|much|hard)|no time|slipped my mind)\b"
)
_DONE = re.compile(
    r"\b(yes|yep|yeah|yup|did|done|managed|made it|went|good|well|great|fine|ok|okay|all of it|"
    r"every (day|night|morning|evening)|worked|finished|completed|kept (it|to it))\b"
)


def outcome(context: ActionContext) -> str | None:
    """Parse how it went: done, partly, not or changed; "later" when they do not want to say now; None when unclear."""
    if context.pressed:
        return context.values.get("value")
    plain = context.text.casefold().replace("’", "'")
    if _LATER.fullmatch(plain):
        return LATER
    for pattern, meaning in ((_CHANGED, CHANGED), (_PARTLY, PARTLY), (_NOT, NOT), (_DONE, DONE)):
        if pattern.search(plain):
            return meaning
    understood = {"practice_done": DONE, "affirm": DONE, "practice_not_done": NOT, "deny": NOT}
    return understood.get(context.intent)


_CHANGE = re.compile(
    r"(?<!don't )(?<!dont )(?<!not )"
    r"\b(change|changing|different|smaller|bigger|easier|adjust|adapt|something else|new one|another one)\b"
)
_LET_GO = re.compile(
    r"\b(let (it |this |that )?go|letting (it )?go|drop|enough|end it|stop|no more|(don'?t|not) keep|leave it)\b"
)
_KEEP = re.compile(
    r"\b(keep|same|again|continue|carry on|go on|going|stay|stick|another week|once more|yes|yep|ok|okay|"
    r"(don'?t|not) change)\b"
)
_NO = re.compile(r"\W*(no|nope|nah)\b")


def what_next(context: ActionContext) -> str | None:
    """Parse what is next for the practice: keep, change or let go; None when unclear."""
    if context.pressed:
        return context.values.get("value")
    plain = context.text.casefold().replace("’", "'")
    for pattern, meaning in ((_CHANGE, CHANGE), (_LET_GO, LET_GO), (_KEEP, KEEP)):
        if pattern.search(plain):
            return meaning
    if _NO.match(plain):
        return LET_GO
    return {"affirm": KEEP, "deny": LET_GO}.get(context.intent)
