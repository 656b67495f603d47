"""Parsers for the answers of the treatment review: sessions, medicines, changes, support, hopelessness.

Each returns the code of the button that means the same, or `TOLD` for free text that matches none.
"""

import re
from collections.abc import Mapping

from actions.parsing import short_answers
from actions.parsing.vocabulary import ORDINALS, numbers

TOLD = "told"
NOTHING, NOBODY, LAST_HOPE, HOPELESS = "nothing", "nobody", "last_hope", "hopeless"
A_SHORT_ANSWER = 5  # words; a longer answer is free text, and no code is guessed

_NUMBERS = {
    **{"none": 0, "once": 1, "twice": 2, "couple": 2, "few": 3, "dozen": 12, "twenty": 20, "sixth": 6},
    **numbers(0, 12),
    **{word: number for word, number in ORDINALS.items() if word.isalpha()},
}
_NUMBER = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})\b")
_A_LOT = re.compile(r"\b(lots|many|loads|tons|countless|dozens)\b")
FEW, SOME = 2, 5  # sessions up to which it is still early, and up to which it may still be under way

_BENZODIAZEPINE = re.compile(
    r"\b(benz\w+|lora\w*pam|ativan|tavor|dia[sz]ep\w*|valium|clona[sz]ep\w*|klonop\w*|clonopin|rivotril|"
    r"alpra[sz]ol\w*|xan(ax|ex|nax|ny|s)|tema[sz]ep\w*|oxa[sz]ep\w*|bromazepam|nitrazepam|mida[sz]olam|librium)\b"
)
_LAMOTRIGINE = re.compile(r"\b(lamot\w*|lamict\w*|lamo)\b")
_BOTH = re.compile(r"\bboth\b")
_NEITHER = re.compile(r"^\W*(no|nope|nah|none|neither|not any|nothing|i don'?t)\b")
_NOT_SURE = re.compile(r"\b(not (really |so )?sure|unsure|don'?t know|no idea|idk|dunno|hard to say|can'?t say)\b")

_NOTHING = re.compile(
    r"^\W*(no\b|nope|nah|nothing|nada|zero|none|zilch|not (a|one|any) ?(bit|thing|single)?|no (change|difference))"
)
_BUT = re.compile(
    r"\b(but|except|maybe|perhaps|only|just|apart|although|though|a (bit|little) (of|more|less|better))\b"
)
_LAST_HOPE = re.compile(r"\b(last|final|only) (hope|chance|resort|try|shot|option|thing left)\b|\bnothing else left\b")

_THERAPIST = re.compile(r"\b(therap\w+|psycholog\w+|psychiatr\w+|counsel\w+|coach|shrink|support group)\b")
_NOBODY = re.compile(r"\b(no ?body|no[- ]?one|noone|none|no)\b|\b(all )?(alone|by myself|on my own)\b")
_HOPELESS = re.compile(r"\b(hopeless\w*|no hope|without (any )?hope|lost (all )?hope|given up|giving up)\b")
_NOT_HOPELESS = re.compile(r"\b(not|n't|isn'?t|don'?t|never|no) (really |so |feel |that |completely |quite )*hopeless")


def sessions(text: str) -> str:
    """Parse how many treatment sessions: few, some or many."""
    plain = _plain(text)
    found = [int(number) if number.isdecimal() else _NUMBERS[number] for number in _NUMBER.findall(plain)]
    if not found:
        return "many" if _A_LOT.search(plain) else TOLD
    number = max(found)
    if number <= FEW:
        return "few"
    return "some" if number <= SOME else "many"


def medicines(text: str) -> str:
    """Parse which medicines: benzodiazepine, lamotrigine, both, neither or unsure; misspelled names match too."""
    plain = _plain(text)
    benzodiazepine, lamotrigine = _BENZODIAZEPINE.search(plain), _LAMOTRIGINE.search(plain)
    if _NEITHER.search(plain) and not _NOT_SURE.search(plain):
        return "neither" if _is_short(plain) or not (benzodiazepine or lamotrigine) else TOLD
    if (benzodiazepine and lamotrigine) or (_BOTH.search(plain) and _is_short(plain)):
        return "both"
    if benzodiazepine:
        return "benzodiazepine"
    if lamotrigine:
        return "lamotrigine"
    return "unsure" if _NOT_SURE.search(plain) else TOLD


def changed(text: str) -> str:
    """Parse whether anything changed: nothing, or free text."""
    plain = _plain(text)
    return NOTHING if _NOTHING.search(plain) and not _BUT.search(plain) and _is_short(plain) else TOLD


def hoped(text: str) -> str:
    """Parse what was hoped for: the last hope, or free text."""
    return LAST_HOPE if _LAST_HOPE.search(_plain(text)) else TOLD


def support(text: str) -> str:
    """Parse who there is to talk to: therapist, people or nobody."""
    plain = _plain(text)
    if _NOT_SURE.search(plain) and _is_short(plain):
        return TOLD
    if _NOBODY.search(plain) and not _BUT.search(plain) and "not alone" not in plain:
        return NOBODY if _is_short(plain) or _NOBODY.match(plain) else TOLD
    if _THERAPIST.search(plain) and not re.search(r"\b(no|not|used to|without)\b", plain):
        return "therapist"
    return "people"


def how_much(every: str, part: str, none: str, text: str) -> str:
    """Parse a short answer as all, part or none, and return the code given for it."""
    plain = _plain(text)
    codes: Mapping[str | None, str] = {
        short_answers.YES: every,
        short_answers.UNSURE: part,
        short_answers.NO: none,
        None: TOLD,
    }
    if not _is_short(plain):
        return TOLD
    if re.search(r"\b(some\w*|part\w*|half|one|a bit|a little|mostly not|more or less|here and there|two)\b", plain):
        return part
    if re.search(r"\b(hardly|barely|neither|rarely|none)\b", plain):
        return none
    if re.search(r"\b(all|both|most\w*|always|usually)\b", plain) and short_answers.choice(plain) != short_answers.NO:
        return every
    return codes[short_answers.choice(text)]


def feels_hopeless(text: str) -> bool:
    """Whether an answer to "Do you feel hopeless about it?" says that they do, a little included."""
    plain = _plain(text)
    if _NOT_SURE.search(plain) or _NOT_HOPELESS.search(plain):
        return False
    return bool(_HOPELESS.search(plain)) or short_answers.choice(text) in (short_answers.YES, short_answers.UNSURE)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _is_short(plain: str) -> bool:
    return len(plain.split()) <= A_SHORT_ANSWER
