"""Which items of a short list are said to be arranged, and which are still open: "all but a ride home", "3 and 5"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern

_CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:and|but|though|although|however)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:no|not|nope|never|nobody|none|alone|isn'?t|don'?t|doesn'?t|didn'?t|haven'?t|havent|hasn'?t|won'?t|wont|can'?t"
    r"|cant|still|yet|missing|except|apart|only|just|need|needs|unsure|maybe|perhaps|lack|without|forgot|only one|hard"
    r"|difficult|supposed|if|whether)\b"
)
_ALL = re.compile(r"\b(?:all|everything|every one|each|both|sorted|done|ready|set|arranged|fine|good)\b")
_YES = re.compile(r"^\W*(?:yes+|yep|yeah|yeh|yea|yup|yh|ya|aye|sure|of course|definitely|absolutely|ok|okay)\b")
_ALL_BUT = re.compile(r"\b(?:all|everything|every one)\b.*\b(?:but|except|apart from|bar)\b")
_NONE = re.compile(r"\b(?:none|nothing|not any|no one of (?:them|those))\b")


@dataclass(frozen=True)
class Arranged:
    """The items that are said to be open, and those that are said to be settled; the others are not known."""

    open: frozenset[str]
    settled: frozenset[str]


def arranged(text: str, items: Mapping[str, Pattern[str]], *, asked_for_open: bool) -> Arranged:
    """What an answer says of `items`, in the order in which they were numbered, each with the words that name it.

    Who names what is open has settled the rest, and who says that all is arranged has settled all. With
    `asked_for_open` the question was which are open: an item that is only named is open then.
    """
    plain = text.casefold().replace("\u2019", "'")
    every = frozenset(items)
    if asked_for_open and _NONE.search(plain):
        return Arranged(frozenset(), every)
    all_but = _ALL_BUT.search(plain)
    is_open: set[str] = set()
    settled: set[str] = set()
    for clause in [plain] if all_but else _CLAUSE.split(plain):
        named = {name for name, words in items.items() if words.search(clause)}
        named |= {
            name for number, name in enumerate(items, start=1) if re.search(rf"(?<![\d:]){number}(?![\d:])", clause)
        }
        (is_open if asked_for_open or all_but or _OPEN.search(clause) else settled).update(named)
    if is_open:
        return Arranged(frozenset(is_open), every - is_open)
    said_all = (_YES.search(plain) or _ALL.search(plain)) and not _OPEN.search(plain)
    if said_all and not asked_for_open:
        return Arranged(frozenset(), every)
    return Arranged(frozenset(), frozenset(settled))
