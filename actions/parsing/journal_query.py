"""Query parser of the journal search: "my low days in may", "after my second session", "where i wrote about dad"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from actions.parsing.past_periods import period
from actions.parsing.vocabulary import ORDINALS, numbers
from bot.care.journal.search import AFTER, BEFORE, LAST, Wanted

# Low and high moods in a search: our choice of the lowest and the highest steps of the scale. They are no clinical
# cut-off; they only decide which entries are listed.
LOW, HIGH = 3, 7

_NUMBERS = numbers(0, 10)
_NUM = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_OF_DAYS = r"(?: or \w+)? (?:days?|moods?|entries|times?|moments?|ones|weeks?|evenings?|mornings?)"
_LOW = re.compile(
    rf"\b(?:low(?:est)?|bad|hard(?:est)?|dark(?:est)?|difficult|worst|sad|tough|rough|down|awful){_OF_DAYS}\b"
    r"|\b(?:i|i've|i was|was) (?:felt|feeling|feel) (?:really |so |very )?(?:low|bad|down|awful|terrible|sad)\b"
    r"|\blow mood\b"
)
_HIGH = re.compile(
    rf"\b(?:good|better|best|high(?:est)?|happy|happiest|bright(?:er)?|great){_OF_DAYS}\b"
    r"|\b(?:i|i've|i was|was) (?:felt|feeling|feel) (?:really |so |very )?(?:good|well|great|happy|better)\b"
    r"|\bgood mood\b"
)
_BETWEEN = re.compile(rf"\bbetween {_NUM} and {_NUM}\b")
_BELOW = re.compile(rf"\b(?:under|below|less than|lower than|beneath|<) ?{_NUM}\b")
_ABOVE = re.compile(rf"\b(?:over|above|more than|higher than|better than|>) ?{_NUM}\b")
_AT_LEAST = re.compile(rf"\b(?:at least {_NUM}|{_NUM} (?:or|and) (?:more|up|above|over|higher|better))\b")
_AT_MOST = re.compile(rf"\b(?:at most {_NUM}|{_NUM} (?:or|and) (?:less|under|below|lower|worse))\b")
_EXACTLY = re.compile(
    rf"\b(?:mood|feeling|felt|days?|rated|scored?)(?: was| is| of| at| a| an| like)* {_NUM}\b(?! (?:days?|weeks?))"
)

_ORDINAL = rf"(?P<ordinal>{'|'.join(ORDINALS)}|last|latest|most recent|previous|\d{{1,2}}(?:st|nd|rd|th))"
_SESSION = re.compile(
    r"\b(?:(?P<side>before|after|following|since|from|about|around|preparing for|for|in|during|of)\s+)?"
    r"(?:my |the |that )?"
    rf"(?:{_ORDINAL} (?:ketamine |treatment |ket )?(?:sessions?|sesion|treatment|infusion|appointment)"
    r"|(?:treatment )?(?:session|treatment|infusion) (?:number |no\.? ?|#)?(?P<number>\d{1,2})\b)"
    r"|\b(?P<last>before|after|following|since) (?:my |the |that )?(?:ketamine |treatment )?"
    r"(?:session|treatment|infusion)\b"
)
_TAG = re.compile(
    r"(?<![\w&/#])#(?P<hash>[^\W_][\w-]*)"
    r"|\b(?:tagged|taged)(?: with| as)? (?P<tagged>[\w' -]+)|\bwith (?:the )?tag (?P<with>[\w' -]+)"
    r"|\b(?:the |my )?tag (?P<tag>[\w' -]+)"
)
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]|(?<!\w)'([^']+)'(?!\w)")
_ABOUT = re.compile(
    r"\b(?:about|regarding|mention(?:ed|ing|s)?|containing|contains?|saying|says?|includ(?:es|ing)|"
    r"with the words?|the words?|talk(?:ed|ing)? of|spoke of|named?)\b(?P<rest>.*)$"
)
_FRAME = frozenset(
    re.findall(
        r"\S+",
        """
        a about again all an and any anything are at can could day days did do does entries entry everything
        find for from get give go had has have how i i'd i'm i've id in into is it its journal let look looking
        me mention mentioned most my need note notes now of ok on one ones or page please put read remember said
        say search see show some something stuff tell text that the them then there these they thing things this
        those time times to today told up wanna want was were what whats when where which while with word words
        would write writing written wrote you your feel felt feeling mood moods before after during since
        session last first latest newest older oldest next more
        """,
    )
)


@dataclass(frozen=True)
class JournalQuery:
    """A parsed query: its filters, and its wording for the reply ("in May, with “sister” in it")."""

    wanted: Wanted
    name: str


def parse_query(text: str, timezone: str, now: datetime, *, loosely: bool) -> JournalQuery | None:
    """Parse a query; None when the text names nothing to search for.

    With `loosely`, the words that remain after "find", "where did i write" and the like are search terms, too.
    """
    plain = " ".join(text.casefold().replace("’", "'").split())
    wanted, names = Wanted(), list[str]()
    plain, wanted = _tag(plain, wanted, names)
    plain, wanted = _quoted(plain, wanted, names)
    plain, wanted = _session(plain, wanted, names)
    found = period(plain, timezone, now)
    if found is not None:
        wanted = replace(wanted, since=found.since, until=found.until)
        names.insert(0, found.name)
        plain = plain.replace(found.said, " ", 1)
    plain, wanted = _mood(plain, wanted, names)
    plain, wanted = _words(plain, wanted, names, loosely=loosely and not names)
    return JournalQuery(wanted, ", ".join(names)) if names else None


def _tag(plain: str, wanted: Wanted, names: list[str]) -> tuple[str, Wanted]:
    found = _TAG.search(plain)
    named = next((value for value in found.groupdict().values() if value), "") if found else ""
    tag = re.sub(r"\b(?:please|entries|again)\b", "", named).strip(" '-")
    if found is None or not tag:
        return plain, wanted
    names.append(f"tagged #{tag}")
    return plain.replace(found[0], " "), replace(wanted, tag=tag)


def _quoted(plain: str, wanted: Wanted, names: list[str]) -> tuple[str, Wanted]:
    found = _QUOTED.search(plain)
    if found is None:
        return plain, wanted
    said = (found[1] or found[2]).strip()
    names.append(_with([said]))
    return plain.replace(found[0], " "), replace(wanted, words=(said,))


def _session(plain: str, wanted: Wanted, names: list[str]) -> tuple[str, Wanted]:
    found = _SESSION.search(plain)
    if found is None:
        return plain, wanted
    said = found["number"] or found["ordinal"] or "last"
    digits = re.match(r"\d+", said)
    number = ORDINALS.get(said) or (int(digits[0]) if digits else LAST)
    side = BEFORE if (found["side"] or found["last"] or "") in ("before", "preparing for") else AFTER
    names.append(f"{side} your {'last treatment session' if number == LAST else f'treatment session {number}'}")
    return plain.replace(found[0], " "), replace(wanted, session=number, side=side)


def _mood(plain: str, wanted: Wanted, names: list[str]) -> tuple[str, Wanted]:
    for pattern, make in (
        (_BETWEEN, lambda a, b: (min(a, b), max(a, b))),
        (_AT_LEAST, lambda a: (a, None)),
        (_AT_MOST, lambda a: (None, a)),
        (_BELOW, lambda a: (None, a - 1)),
        (_ABOVE, lambda a: (a + 1, None)),
        (_EXACTLY, lambda a: (a, a)),
        (_LOW, lambda: (None, LOW)),
        (_HIGH, lambda: (HIGH, None)),
    ):
        found = pattern.search(plain)
        if found is None:
            continue
        lowest, highest = make(*(_number(each) for each in found.groups() if each is not None))
        names.append(_mood_name(lowest, highest))
        return plain.replace(found[0], " ", 1), replace(wanted, lowest=lowest, highest=highest)
    return plain, wanted


def _words(plain: str, wanted: Wanted, names: list[str], *, loosely: bool) -> tuple[str, Wanted]:
    found = _ABOUT.search(plain)
    if found is not None:
        rest = found["rest"]
    elif loosely and not wanted.words:
        rest = plain
    else:
        return plain, wanted
    said = [word for word in re.findall(r"[^\W_](?:[\w'-]*\w)?", rest) if word not in _FRAME]
    if not said:
        return plain, wanted
    names.append(_with(said))
    return "", replace(wanted, words=(*wanted.words, *said))


def _with(said: Sequence[str]) -> str:
    return " and ".join(f"“{word}”" for word in said).join(("with ", " in it"))


def _mood_name(lowest: int | None, highest: int | None) -> str:
    if lowest is None:
        return f"when you felt {highest} or lower"
    if highest is None:
        return f"when you felt {lowest} or higher"
    return f"when you felt {lowest}" if lowest == highest else f"when you felt {lowest} to {highest}"


def _number(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text)
