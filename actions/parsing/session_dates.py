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


_CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:because|but|cause|cos|so|i am|i'm|im|i have been|i've been)\b")
_CLOCK = (
    r"(?:(?:at|around|about|@) ?)?\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.?|p\.m\.?)"
    r"|(?:at|around|@) ?\d{1,2}(?:[:.]\d{2})?|noon"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ANY_DAY = (
    r"(?:tomorrow|tomorow|tmrw|tmr|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues?|weds|thurs?|fri"
    r"|(?<=\bon )(?:mon|wed|sat|sun)|(?<=\bfor )(?:mon|wed|sat|sun)|(?<=\bnext )(?:mon|wed|sat|sun)"
    r"|(?:mon|wed|sat|sun)(?= (?:at )?\d)|in a week|a week (?:today|tomorrow)"
    r"|in (?:\d{1,2}|a couple of|a few|two|three|four|five|six|ten) (?:days|weeks)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?{_MONTH})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH})"
)
_DAY_MENTIONED = re.compile(
    rf"(?:(?P<before>{_CLOCK})(?: on| this| next)* )?(?P<day>(?:(?:this|next|coming) )?{_ANY_DAY}\b"
    rf"|(?:today|tonight|this (?:morning|afternoon|evening))(?=.*?(?:{_CLOCK})))"
    rf"(?: (?:morning|afternoon|evening|night))?(?:,? (?P<after>{_CLOCK}))?\b"
)
_BARE_HOUR = re.compile(r"\b(tomorrow|tmrw|[a-z]+day),? (\d{1,2})(?=\s*(?:$|[.,!;]))")  # "tomorrow, 9."
_NOT_AHEAD = re.compile(
    r"\b(?:since|last|ago|every|each|until|till|was|were|felt|had|did|went|got|started|yesterday|used to|been|by)\b"
)


def day_mentioned(text: str, timezone: str) -> Day | None:
    """Parse the one day ahead that is mentioned in a message about something else: "prep for friday at 2, im scared".

    None where there is none, where there are several, or where it may be a day that has passed.
    """
    plain = _BARE_HOUR.sub(r"\1 at \2", text.casefold().replace("’", "'"))
    found: list[str] = []
    for clause in _CLAUSE.split(plain):
        for mentioned in () if _NOT_AHEAD.search(clause) else _DAY_MENTIONED.finditer(clause):
            time = mentioned["after"] or mentioned["before"] or _part(clause)
            found.append(f"{mentioned['day']} {time}".strip())
    days = {one for words in found if (one := day(words, timezone)) is not None}
    return days.pop() if len(days) == 1 else None


def _part(clause: str) -> str:
    part = re.search(r"\b(?:morning|afternoon|evening)\b", clause)
    return f"in the {part[0]}" if part else ""


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
