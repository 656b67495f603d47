"""Frequency parser for questionnaire items: from typed text to a score of 0 (not at all) to 3 (nearly every day)."""

import re

from actions.parsing.vocabulary import numbers

MOST_WORDS = 16  # in a longer text "never" and "every day" may be about anything
SHORT = 5  # words: "more than half the days"
DAYS_ASKED_ABOUT = 14

# Must match the whole answer to mean "not at all": "I never sleep" is the opposite.
_NOT_AT_ALL = re.compile(
    r"(oh |um+ |well )*(no|nope|nah|naw|never|none|nothing|zero|not once|not at all|not a single (day|time)|no days?|"
    r"not even once|n/?a|not (in|over) the (last|past) (two|2) weeks|"
    r"i (don'?t|do not|didn'?t|did not|haven'?t|have not)"
    r"( have| had| felt| at all| that| any)*)"
    r"([ ,.]+(no|nope|never|not|not at all|at all|really|ever|thanks?|thankfully|once|luckily|zero|none|thank god))*"
)
# In this order: a match is removed from the text, so that "not very often" is not read as "very often".
_POINTS = (
    (1, r"\b(not (that |very |so |too )?(often|much)|not a lot|hardly ever|rarely|seldom|not many( days| times)?)"),
    (
        3,
        r"\b(every|each|evry|evrey) ?(single )?(day|dya|night|morning|evening)|\bdaily|\ball the time|\bthe whole time"
        r"|\bconstantly|\balways|\bnon ?-?stop|\b24/7|\ball day|\bday and night|\bthe entire time",
    ),
    (
        2,
        r"\bmore th[ae]n half( (of )?(the )?(days?|time))?|\bover half( the (days?|time))?|\bevery (other|second) day"
        r"|\bmost (of the |of )?(days?|nights?|time)|\bmostly|\bmore often th[ae]n not|\bmajority of (the )?(days|time)"
        r"|\busually|\bfrequently|\boften|\ba lot( of (the )?(days|time))?|\bmany (days|times)",
    ),
    (
        1,
        r"\bseveral( (of the )?(days?|times?))?|\bsome ?(days?|nights?|times?)|\bsome of (the|those) (days|time)"
        r"|\b(a )?few( (days|times))?|\b(a )?couple( of)? ?(days|times)?|\bonce|\btwice|\boccasional(ly)?"
        r"|\bnow and (then|again)|\bhere and there|\bfrom time to time|\bon and off|\ba (little )?bit|\ba little"
        r"|\b(one|1) or (two|2) days|\bhalf (of )?the (days?|time)",
    ),
)
_NUMBERS = numbers(0, 7)
_DAYS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(numbers(1, 7))}) (days?|nights?|times)( (a|per|each|every) week)?")
_BARE = re.compile(
    r"(about|around|maybe|probably|i'?d say|a|an|like|it'?s|option|number| )*\s*([0-3]|zero|one|two|three)"
)
_NOT_EVERY = re.compile(r"(\bnot|n't) (really |quite |nearly |exactly )?(every|each|all|always|daily|most|usually)\b")


def how_often(text: str) -> int | None:
    """Parse how often, as a score from 0 to 3; None when the text names no frequency, or several."""
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!,;:-")
    if not plain or len(plain.split()) > MOST_WORDS or plain.endswith("?"):
        return None
    bare = _BARE.fullmatch(plain)
    if bare:
        return int(_NUMBERS.get(bare[2], bare[2]))
    if _NOT_AT_ALL.fullmatch(plain):
        return 0
    days = _DAYS.search(plain)
    if days:
        return _points(_NUMBERS.get(days[1]) or int(days[1]), weekly=days[3] is not None)
    if _NOT_EVERY.search(plain):
        return None
    found = set()
    for points, pattern in _POINTS:
        plain, hits = re.subn(pattern, " ", plain)
        if hits:
            found.add(points)
    return found.pop() if len(found) == 1 else None


def how_often_first(text: str) -> int | None:
    """Parse a text that begins with how often, whatever follows; None when it does not."""
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!,;:-")
    first = plain.partition(",")[0]
    whole = how_often(first) if len(first.split()) <= SHORT else None
    if whole is not None:
        return whole
    for points, pattern in _POINTS:
        if re.match(rf"(about |nearly |almost |yes,? )?({pattern})", plain):
            return points
    return None


def _points(days: int, weekly: bool) -> int | None:
    """The score for a number of days of the last fourteen.

    2 to 6 days are several, 7 to 11 more than half, 12 to 14 nearly every day: Kroenke K et al. The PHQ-8 as a measure
    of current depression in the general population. J Affect Disord 2009;114:163-173. There a single day counts as
    none; here as several, because item 9 of the PHQ-9 above none has to reach a human.
    """
    of_fourteen = 2 * days if weekly else days
    if of_fourteen > DAYS_ASKED_ABOUT:
        return None
    return next(points for points, least in ((3, 12), (2, 7), (1, 1), (0, 0)) if of_fourteen >= least)
