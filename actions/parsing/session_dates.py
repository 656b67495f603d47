"""Date parser for treatment sessions: several dates, recurrences, session numbers, and "two days ago"."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from actions.parsing.short_answers import Day, day, which
from actions.parsing.vocabulary import WEEKDAYS

_RHYTHM = re.compile(
    r"\b(?:(?P<other>every (?:other|second|2nd)|(?:every|each) (?:2|two) weeks|fortnightly|biweekly)|"
    r"(?P<every>every|each|weekly))\b"
)
_EACH_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?s?\b")
_WEEKDAYS = {name[:3]: name for name in WEEKDAYS}
_BETWEEN = re.compile(r"\s*(?:,|;|\n|\band then\b|\bthen\b|\band\b|&)\s*")
_WISH = re.compile(
    r"^.*?\b(?:move|reschedule|shift|push|postpone|change|delay|bring|switch|put)\b.*?(?:\bto\b|\btill\b|\buntil\b|\bfor\b|\bforward\b)\s+"
)
_AROUND = re.compile(r"\b(instead|rather|please|then|if possible)\b")
_OLD_DATE = re.compile(r"\bfrom [\w ]+? to\b")
_NUMBER_OF_SESSION = re.compile(r"\b(?:session|treatment|infusion|number|no\.?|#)\s*(\d{1,2})\b")
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|[1-9](?:st|nd|rd|th))\b(?= (?:treatment|session|infusion|one))"
)
_ABOVE_FIFTH = {"sixth": 6, "6th": 6, "7th": 7, "8th": 8, "9th": 9}


def several(text: str, timezone: str, count: int) -> Sequence[Day]:
    """Parse the dates of up to `count` sessions: one date, a list, or a recurrence ("every other Tuesday at 6").

    A recurrence gives `count` dates. Empty when no date can be parsed.
    """
    plain = text.casefold().replace("’", "'")
    rhythm = _RHYTHM.search(plain)
    weekdays = list(dict.fromkeys(_WEEKDAYS[found[1][:3]] for found in _EACH_WEEKDAY.finditer(plain)))
    if rhythm is None or not weekdays:
        found = [one for part in _BETWEEN.split(plain) if part and (one := day(part, timezone))]
        whole = day(plain, timezone)
        return found if len(found) > 1 else [whole] if whole else found
    apart = timedelta(weeks=2 if rhythm["other"] else 1)
    rest = _EACH_WEEKDAY.sub(" ", _RHYTHM.sub(" ", plain, count=1))
    first = [one for name in weekdays if (one := day(f"{name} {_time_in(rest)}", timezone))]
    days = [Day(one.moment + week * apart, one.to_the_hour) for week in range(count) for one in first]
    return sorted(days, key=lambda one: one.moment)[:count]


def new_date(text: str, timezone: str) -> Day | None:
    """Parse the date to which a session is to be moved: Friday at 2 in "move it from Monday to Friday at 2"."""
    plain = _OLD_DATE.sub("to", text.casefold().replace("’", "'"))
    rest = _AROUND.sub(" ", _WISH.sub("", plain))
    return day(rest, timezone)


def number_of(text: str) -> int | None:
    """Parse the number of the treatment session that is meant; None when the text names none."""
    plain = text.casefold()
    found = _NUMBER_OF_SESSION.search(plain)
    if found:
        return int(found[1])
    ordinal = _ORDINAL.search(plain)
    if ordinal is None:
        return None
    return _ABOVE_FIFTH.get(ordinal[0]) or which(ordinal[0])


_AGO = (
    (re.compile(r"\b(just|today|this (morning|afternoon)|tonight|an? (hour|minute)|(hours|minutes) ago)\b"), 0),
    (re.compile(r"\b(day before yesterday|two days ago|2 days ago|a couple of days ago)\b"), 2),
    (re.compile(r"\byesterday|last night\b"), 1),
    (re.compile(r"\b(a week ago|last week|one week ago|1 week ago)\b"), 7),
    (re.compile(r"\b(two|2|a couple of|a few) weeks ago\b"), 14),
    (re.compile(r"\b(a few|three|3) days ago\b"), 3),
    (re.compile(r"\b(four|4) days ago\b"), 4),
    (re.compile(r"\b(five|5) days ago\b"), 5),
    (re.compile(r"\b(six|6) days ago\b"), 6),
)


def ago(text: str) -> datetime | None:
    """Parse how long ago something was ("yesterday", "three days ago") to a moment; None when the text does not say."""
    plain = text.casefold()
    for pattern, days in _AGO:
        if pattern.search(plain):
            return datetime.now(UTC) - timedelta(days=days)
    return None


_TIME_PART = re.compile(r"(?:at |around |@ ?)?\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.?|p\.m\.?)?|\bnoon\b")


def _time_in(text: str) -> str:
    found = _TIME_PART.search(text)
    if not found:
        return ""
    time = found[0].strip()
    return time if time.startswith(("at", "around", "@")) or time[-1] in "m." else f"at {time}"
