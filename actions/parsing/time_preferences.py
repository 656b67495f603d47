"""Parser for time preferences and for picking an offered time: "thursday afternoon", "after 5", "the second one"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from actions.parsing.short_answers import which
from actions.parsing.vocabulary import MONTHS, numbers

NOON, EVENING, MIDNIGHT = 12 * 60, 17 * 60, 24 * 60
LUNCH = (11 * 60 + 30, 14 * 60)
FIRST_MORNING_HOUR = 7  # "after 5" means the afternoon, "after 8" the morning
MOST_ORDINAL = 5  # "the 3rd" may be one of the list, "the 14th" is a day

_MONTHS = [name[:3] for name in MONTHS]
_SPELLINGS_OF_WEEKDAYS = (  # from Monday on
    r"mon(day)?s?",
    r"tue(s|sday)?s?",
    r"wed(s|nesday)?s?|wendsday|wednsday",
    r"th(u|ur|urs|ursday)s?|thrusday|thurday",
    r"fri(day)?s?",
    r"sat(urday)?s?",
    r"sun(day)?s?",
)
_NOT = r"(?:not|except|besides|without|no|can'?t(?: do)?) (?:on |this |next )?"
_PARTS = {
    r"mornings?|before noon|before lunch": (0, NOON),
    r"noon|midday|lunch(time)?": LUNCH,
    r"afternoons?|after lunch": (NOON, EVENING),
    r"evenings?|nights?|tonight|after work": (EVENING, MIDNIGHT),
}
_NUMBERS = numbers(1, 12)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)?(?:\s?o'?clock)?(?![\d:])"
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{_CLOCK}\s*(?:and|to|till?|until|-)\s*{_CLOCK}")
_AFTER = re.compile(rf"(?<!not )\b(?:after|from|past|later than|not before|starting at)\s+{_CLOCK}|{_CLOCK}\s+or later")
_BEFORE = re.compile(rf"(?<!not )\b(?:before|until|till|by|earlier than|not after)\s+{_CLOCK}|{_CLOCK}\s+or earlier")
_AT = re.compile(
    rf"\b(?:at|around|about|@)\s*{_CLOCK}"
    r"|\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)(?=\W|$)"
    r"|\b(\d{1,2})[:.](\d{2})()(?!\d)"
    r"|\b(\d{1,2})()() ?o'?clock\b"
)
_MONTH = "|".join(f"{name}[a-z]*" for name in _MONTHS)
_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b|\b({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_DAY_OF_MONTH = re.compile(r"\b(on )?the (\d{1,2})(?:st|nd|rd|th)\b(?! one)")
_IN = re.compile(r"\bin (?:about )?(\d{1,2}|a couple of|a few) (day|week)s?\b")
MORE = re.compile(
    r"\b(more|others?|another|else|different|further|none|neither|next ones?|later ones?"
    r"|don'?t (suit|work|fit)|doesn'?t)\b"
)
_ANY = re.compile(
    r"\b(any|whatever|whichever|all good|soonest|earliest|asap|first available|as soon as possible"
    r"|you (choose|pick|decide)|don'?t (mind|care)|next available)\b"
)
_LAST = re.compile(r"\b(the )?(last|latest|bottom)( one| of (them|these|those))?\b")


@dataclass(frozen=True)
class Wish:
    """Time preferences, as a filter of free times. Minutes count from midnight, in the client's timezone."""

    weekdays: frozenset[int] = frozenset()
    first: date | None = None
    last: date | None = None
    earliest: int = 0
    latest: int = MIDNIGHT  # it begins before this
    at: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self != Wish()

    @property
    def any_hour(self) -> "Wish":
        """The same days at any time of day."""
        return replace(self, earliest=0, latest=MIDNIGHT, at=frozenset())

    def fits(self, local: datetime) -> bool:
        """Whether a time in the client's timezone matches."""
        minute, day = local.hour * 60 + local.minute, local.date()
        return (
            (not self.weekdays or local.weekday() in self.weekdays)
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
            and self.earliest <= minute < self.latest
            and (not self.at or minute in self.at)
        )


def wish(text: str, today: date) -> Wish:
    """Parse time preferences; an empty (false) wish when the text names none."""
    plain = _plain(text)
    first, last = _days(plain, today)
    earliest, latest, at = _hours(plain)
    return Wish(_weekdays(plain), first, last, earliest, latest, at)


def number(text: str, count: int) -> int | None:
    """Parse which of `count` listed times is picked, 1 for the first; None when the text picks none."""
    plain = _plain(text)
    if _ANY.search(plain):
        return 1
    if _LAST.search(plain):
        return count
    found = 1 if plain in ("1", "one", "the top one") else which(plain)
    return found if found and 1 <= found <= count else None


def bare_hour(text: str) -> Wish:
    """Parse a bare number such as 11 as an hour; to be tried after it was no number in the list."""
    found = re.fullmatch(r"(\d{1,2})", _plain(text))
    return Wish(at=_either(int(found[1]), 0)) if found and int(found[1]) < 24 else Wish()


def _plain(text: str) -> str:
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!,?")
    clock = r"\b(at|after|before|around|about|from|until|till|by|past|and|to)"
    return re.sub(rf"{clock} ({'|'.join(_NUMBERS)})\b", lambda found: f"{found[1]} {_NUMBERS[found[2]]}", plain)


def _weekdays(plain: str) -> frozenset[int]:
    wanted, unwanted = set(), set()
    for number, pattern in enumerate(_SPELLINGS_OF_WEEKDAYS):
        if re.search(rf"\b{_NOT}(?:{pattern})\b", plain):
            unwanted.add(number)
        elif re.search(rf"\b(?:{pattern})\b", plain):
            wanted.add(number)
    if re.search(r"\bweekends?\b", plain):
        wanted |= {5, 6}
    if re.search(r"\bweek ?days?\b", plain):
        wanted |= {0, 1, 2, 3, 4}
    if unwanted and not wanted:
        wanted = set(range(7)) - unwanted
    return frozenset(wanted)


def _days(plain: str, today: date) -> tuple[date | None, date | None]:
    """Parse the first and the last day of the preferred dates."""
    monday = today - timedelta(days=today.weekday())
    if re.search(r"\bday after tomorrow\b", plain):
        return _only(today + timedelta(days=2))
    if re.search(r"\btom+or+ow\b|\btmrw\b|\btmr\b", plain):
        return _only(today + timedelta(days=1))
    if re.search(r"\btoday\b|\btonight\b|\bthis (morning|afternoon|evening)\b", plain):
        return _only(today)
    if re.search(r"\bweek after next\b", plain):
        return monday + timedelta(days=14), monday + timedelta(days=20)
    if re.search(r"\bnext week\b", plain):
        return monday + timedelta(days=7), monday + timedelta(days=13)
    if re.search(r"\bthis week\b", plain):
        return today, monday + timedelta(days=6)
    ahead = _IN.search(plain)
    if ahead:
        count = {"a couple of": 2, "a few": 3}.get(ahead[1]) or int(ahead[1])
        start = today + timedelta(days=count * (7 if ahead[2] == "week" else 1))
        return (start, start + timedelta(days=6)) if ahead[2] == "week" else _only(start)
    return _calendar_day(plain, today)


def _calendar_day(plain: str, today: date) -> tuple[date | None, date | None]:
    named = _DATE.search(plain)
    if named:
        day, month = int(named[1] or named[4]), _MONTHS.index((named[2] or named[3])[:3]) + 1
        return _only(_next(today, lambda moment: moment.month == month and moment.day == day))
    numbered = _DAY_OF_MONTH.search(plain)
    if numbered and (numbered[1] or int(numbered[2]) > MOST_ORDINAL):
        return _only(_next(today, lambda moment: moment.day == int(numbered[2])))
    return None, None


def _next(today: date, fits: Callable[[date], bool]) -> date | None:
    ahead = (today + timedelta(days=days) for days in range(366))
    return next((day for day in ahead if fits(day)), None)


def _only(day: date | None) -> tuple[date | None, date | None]:
    return day, day


def _hours(plain: str) -> tuple[int, int, frozenset[int]]:
    """Parse the earliest and the latest minute of the day, and exact minutes."""
    between = _BETWEEN.search(plain)
    if between:
        begins, ends = _minutes(*between.groups()[:3]), _minutes(*between.groups()[3:])
        return (begins, ends, frozenset()) if begins < ends else (0, MIDNIGHT, frozenset())
    earliest, latest = 0, MIDNIGHT
    for pattern, (begins, ends) in _PARTS.items():
        if re.search(rf"\b(?:{pattern})\b", plain):
            earliest, latest = begins, ends
    after, before = _AFTER.search(plain), _BEFORE.search(plain)
    if after:
        earliest, latest = _minutes(*_given(after)), MIDNIGHT
    if before:
        latest = _minutes(*_given(before))
    at = _AT.search(plain)
    if at and not after and not before:
        hour, minute, half = _given(at)
        exactly = frozenset({_minutes(hour, minute, half)}) if half else _either(int(hour or 0), int(minute or 0))
        return earliest, latest, exactly
    return earliest, latest, frozenset()


def _given(found: re.Match[str]) -> tuple[str | None, str | None, str | None]:
    """The groups for hour, minute and am/pm of the alternative that matched."""
    groups = found.groups()
    start = next(place for place in range(0, len(groups), 3) if groups[place] is not None)
    return groups[start], groups[start + 1], groups[start + 2] or None


def _minutes(hour: str | None, minute: str | None, half: str | None) -> int:
    value = int(hour or 0)
    if half and half[0] == "p" and value < 12:
        value += 12
    elif half and half[0] == "a" and value == 12:
        value = 0
    elif not half and not minute and value < FIRST_MORNING_HOUR:
        value += 12
    return value * 60 + int(minute or 0)


def _either(hour: int, minute: int) -> frozenset[int]:
    """An hour without "am" or "pm" may be in either half of the day."""
    return frozenset({hour * 60 + minute, (hour + 12) % 24 * 60 + minute} if hour <= 12 else {hour * 60 + minute})
