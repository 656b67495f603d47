"""Parsers for short answers: a score from 0 to 10, yes or no, a date, a number in a list, an age; and dates as text."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from actions.parsing.vocabulary import ORDINALS, WEEKDAYS, numbers
from bot.care import local_times
from bot.care.local_times import zone as zone_at

YES, NO, UNSURE = "yes", "no", "unsure"

_NUMBER_WORDS = {**numbers(0, 12), "nought": 0}
_OUT_OF_TEN = re.compile(r"\s*(/|out of|of|on)\s*(10|ten)\b")
_AND_A_HALF = re.compile(r"\band a half\b|½")
_DIGITS = re.compile(r"(?<![\w.,:])(-|minus )?(\d+(?:[.,]\d+)?)(?![\d:])")
_WORDS = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b")
_NO_NUMBER = re.compile(r"\b(no|any|every|some|this|that|which) one\b|\bone (of|thing|day|sec|moment|minute)\b")

LOWEST, HIGHEST = 0, 10
OUTSIDE, SEVERAL, UNCLEAR = "outside", "several", "unclear"


_OTHER_TIME = re.compile(r"\b(?:yesterday|before|last|was|were|earlier|usually|normally|then)\b")


def score(text: str) -> int | str:
    """Parse a score from 0 to 10; returns what is wrong otherwise: `outside`, `several` or `unclear`.

    A half is rounded up, because the scale has whole steps. Of several numbers the first clause's counts, where it has
    one and no other time is spoken of: "like a 4. up since 2 with the baby".
    """
    found = _score(text)
    if found == SEVERAL and not _OTHER_TIME.search(text.casefold()):
        first, _ = first_clause(text)
        return _score(first) if isinstance(_score(first), int) else SEVERAL
    return found


def first_clause(text: str) -> tuple[str, str]:
    """The words before the first mark, and what follows it."""
    first, _, rest = _MARK.sub("\n", text.strip(), count=1).partition("\n")
    return first.strip(), rest.strip()


_MARK = re.compile(r"[.,;:!?\n]+\s+|\s+[-–—]+\s+|[.!?\n]+$")
_KNOWS_NONE = re.compile(
    r"^\W*(?:(?:um+|uh+|hm+|well|honestly|oh|ok|lol)\W+)*"
    r"(?:i (?:really |honestly |still )?(?:do not|don'?t|dont) (?:really )?know|idk|dunno|no (?:idea|clue)|not sure"
    r"|i have no (?:idea|clue)|i (?:can'?t|cant) (?:think|come up))\b(?! (?:who|how|why|what|where|whether|if) )",
    re.IGNORECASE,
)
MOST_WORDS_OF_NOT_KNOWING = 12


def knows_none(text: str) -> bool:
    """Whether a short text says that they have no answer: "i don't know, i'm rubbish at this"."""
    return len(text.split()) <= MOST_WORDS_OF_NOT_KNOWING and bool(_KNOWS_NONE.search(text.replace("’", "'")))


def _score(text: str) -> int | str:
    plain = _OUT_OF_TEN.sub(" ", _NO_NUMBER.sub(" ", text.casefold()))
    half = 0.5 if _AND_A_HALF.search(plain) else 0.0
    found = [(-1 if sign else 1) * float(digits.replace(",", ".")) for sign, digits in _DIGITS.findall(plain)]
    found = found or [float(_NUMBER_WORDS[word]) for word in _WORDS.findall(plain)]
    if not found:
        # "10 out of 10" loses both to the pattern when it stands alone
        return HIGHEST if re.fullmatch(r"\W*(10|ten)\W*", text.casefold()) else UNCLEAR
    if len(set(found)) > 1:
        return SEVERAL
    number = int(found[0] + half + 0.5) if found[0] >= 0 else -1
    return number if LOWEST <= number <= HIGHEST else OUTSIDE


_SURELY = re.compile(
    r"^(yes|yess+|yep|yeah|yeh|yea|yup|yh|aye|ya|sure|ok|okay|of course|definitely|absolutely|i do|i am|i will|i have|"
    r"there is|there are|i'?m safe|i'?m fine|i'?m ok|safe|fine|all good|completely|totally|fully|please|"
    r"worn off|it has|it'?s worn off|clear now|all clear)\b"
)
_NOT = re.compile(
    r"\b(no|nope|nah|not|never|nobody|none|alone|isn'?t|don'?t|doesn'?t|haven'?t|hasn'?t|won'?t|can'?t|nothing)\b"
)
_PERHAPS = re.compile(
    r"\b(not (really |so |too |quite )?sure|unsure|maybe|perhaps|kind of|kinda|sort of|sorta|i think|i guess|"
    r"dunno|idk|don'?t know|probably|hard to say|depends|mostly|nearly|almost|not quite|not fully|half)\b"
)


MOST_WORDS_OF_A_DOUBT = 3  # "no?" is still a no; a longer question is no answer


def choice(text: str) -> str | None:
    """Parse yes, no or unsure; None when the text says something else or is a question."""
    if text.rstrip().endswith("?") and len(text.split()) > MOST_WORDS_OF_A_DOUBT:
        return None
    plain = text.casefold().replace("’", "'").strip(" .!,")
    if _PERHAPS.search(plain):
        return UNSURE
    if _SURELY.search(plain) and not _NOT.search(plain.split(",")[0]):
        return YES
    return NO if _NOT.search(plain) else None


@dataclass(frozen=True)
class Day:
    """A parsed date; `to_the_hour` says whether the text named an hour, too, and `part` the part of day it named."""

    moment: datetime
    to_the_hour: bool
    part: str = ""

    def __str__(self) -> str:
        said = local_times.day(self.moment)
        if self.to_the_hour:
            return f"{said} at {local_times.clock(self.moment)}"
        return f"{said}, in the {self.part}" if self.part else said


_TIME = re.compile(
    r"\b(?:at |around |about |@ ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*"
    r"(?P<half>am|pm|a\.m\.?|p\.m\.?)(?=\W|$)"
    r"|\b(?:at |around |about |@ ?)(?P<hour2>\d{1,2})(?:[:.](?P<minute2>\d{2}))?(?: ?o'?clock)?\b"
    r"|\b(?P<hour3>\d{1,2}):(?P<minute3>\d{2})\b"
)
_PART_OF_DAY = re.compile(r"\b(at |in the )?(early |late )?(morning|afternoon|evening|night|noon|midday)\b")
_NAMED_PART = re.compile(r"\b(morning|afternoon|evening)\b")
_SHORT_DAYS = {
    r"\btmrw\b|\btmr\b|\btomorow\b|\btommorow\b|\btommorrow\b": "tomorrow",
    r"\btonight\b|\bthis (morning|afternoon|evening)\b": "today",
    r"\bmon\b": "monday",
    r"\btues?\b": "tuesday",
    r"\bweds?\b|\bwendsday\b|\bwednsday\b": "wednesday",
    r"\bthur?s?\b": "thursday",
    r"\bfri\b": "friday",
    r"\bsat\b": "saturday",
    r"\bsun\b": "sunday",
    r"\ba couple( of)?\b": "2",
    r"\ba few\b": "3",
    r"\b(it'?s|its|it is|my|session|treatment|appointment|is|on|this|next|coming|the|will be|i think|probably)\b": " ",
}
_FIRST_HOUR_OF_THE_DAY = 7  # "at 6" for a treatment session means the evening, "at 8" the morning


_DAY_OF_MONTH = re.compile(r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of month)?")


def day(text: str, timezone: str) -> Day | None:
    """Parse a date from today on, such as "Friday at 6", in the client's timezone; None when there is none."""
    found = _day(text, timezone)
    part = _NAMED_PART.search(text.casefold())
    return replace(found, part=part[1]) if found is not None and part and not found.to_the_hour else found


def _day(text: str, timezone: str) -> Day | None:
    import dateparser  # imported late: it takes half a second to load, and only this function needs it

    zone = zone_at(timezone)
    plain = text.casefold().replace("’", "'")
    time = _TIME.search(plain)
    plain = _PART_OF_DAY.sub(" ", _TIME.sub(" ", plain, count=1) if time else plain)
    for pattern, meaning in _SHORT_DAYS.items():
        plain = re.sub(pattern, meaning, plain)
    plain = re.sub(r"\bweek\b", " ", plain) if re.search(r"day\b", plain) else plain
    words = " ".join(plain.split()).strip(" .,!").removesuffix(" at")
    if not words or re.fullmatch(r"\d+|week|month|year|may", words):
        return None
    if of_month := _DAY_OF_MONTH.fullmatch(words):  # dateparser makes the 29th or 30th of "the 12th"
        return _next_of_month(int(of_month[1]), time, datetime.now(zone))
    if words in WEEKDAYS:  # dateparser puts "tuesday", said at the end of a month, into the month before
        return _coming(words, time, datetime.now(zone))
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "future",
            "TIMEZONE": zone.key,
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RELATIVE_BASE": datetime.now(zone).replace(tzinfo=None),
        },
    )
    if found is None:
        return None
    moment = found.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=zone)
    if time is not None:
        moment = _at(moment, time)
    if moment.date() < datetime.now(zone).date():
        return None
    return Day(moment, time is not None)


def _next_of_month(number: int, time: re.Match[str] | None, here: datetime) -> Day | None:
    first = here.replace(day=1, hour=12, minute=0, second=0, microsecond=0)
    for months in range(12):
        year, month = divmod(first.month - 1 + months, 12)
        if not 1 <= number <= monthrange(first.year + year, month + 1)[1]:
            continue
        moment = first.replace(year=first.year + year, month=month + 1, day=number)
        moment = _at(moment, time) if time is not None else moment
        if moment.date() > here.date() or (moment.date() == here.date() and (time is None or moment > here)):
            return Day(moment, time is not None)
    return None


def _coming(weekday: str, time: re.Match[str] | None, here: datetime) -> Day:
    moment = here.replace(hour=12, minute=0, second=0, microsecond=0)
    moment += timedelta(days=(WEEKDAYS.index(weekday) - here.weekday()) % 7)
    moment = _at(moment, time) if time is not None else moment
    if moment.date() == here.date() and (time is None or moment <= here):
        moment += timedelta(days=7)
    return Day(moment, time is not None)


def _at(moment: datetime, time: re.Match[str]) -> datetime:
    hour = int(time["hour"] or time["hour2"] or time["hour3"])
    minute = int(time["minute"] or time["minute2"] or time["minute3"] or 0)
    half = (time["half"] or "")[:1]
    if (half == "p" and hour < 12) or (not half and not time["hour3"] and hour < _FIRST_HOUR_OF_THE_DAY):
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return moment.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else moment


def in_zone(moment: datetime, timezone: str) -> datetime:
    """Convert a moment to a timezone."""
    return moment.astimezone(zone_at(timezone))


def local(moment: datetime, timezone: str) -> str:
    """Format a date in a timezone: "May 12"."""
    here = moment.astimezone(zone_at(timezone)) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{here:%B} {here.day}"


def moment(when: datetime, timezone: str) -> str:
    """Format a planned time in a timezone: "Tuesday, May 12 at 2 pm"; noon stands for a day without a time."""
    here = in_zone(when, timezone)
    return str(Day(here, (here.hour, here.minute) != (12, 0)))


def weekday(moment: datetime, timezone: str) -> str:
    """Format a date with its weekday in a timezone: "Tuesday, May 12"."""
    return str(Day(moment.astimezone(zone_at(timezone)), to_the_hour=False))


MINUTE = 60  # seconds


def lasting(seconds: int) -> str:
    """Format a duration, roughly: "a few breaths" below half a minute, then in half minutes."""
    if seconds < MINUTE / 2:
        return "a few breaths"
    halves = max(1, round(seconds * 2 / MINUTE))
    return {1: "half a minute", 2: "a minute", 3: "a minute and a half"}.get(halves, f"{round(halves / 2)} minutes")


EVERYTHING = re.compile(r"\b(all|everything|whole|entire|every)\b")
_NEWEST = re.compile(r"\b(last|latest|newest|recent|just wrote|just now)\b")


def which(text: str) -> int | None:
    """Parse a number or ordinal that picks an item of a list, 1 for the newest; None when there is none."""
    plain = text.casefold()
    for word, number in ORDINALS.items():
        if re.search(rf"\b{word}\b", plain):
            return number
    if _NEWEST.search(plain):
        return 1
    found = _DIGITS.search(plain)
    if found:
        return int(float(found[2].replace(",", ".")))
    word_found = _WORDS.search(_NO_NUMBER.sub(" ", plain))
    return _NUMBER_WORDS[word_found[1]] if word_found and word_found[1] != "one" else None


_UNDER_AGE = re.compile(
    r"\bunder[- ]?(18|eighteen|age|aged)\b|\bminor\b|\btoo young\b|\bnot (yet )?(18|eighteen|an adult)\b"
    r"|\b(i'?m|i am|only|just)( only| just| still)? (1[0-7]|(thir|four|fif|six|seven)teen)\b"
    r"(?! ?(min|hour|day|week|month|%))"
    r"|\b(turn|be|turning) (18|eighteen)\b"
)


def is_age_of_a_minor(text: str) -> bool:
    """Whether the whole text is a number below 18, as an answer to "how old are you?"."""
    number = text.strip(" .!")
    return number.isdecimal() and 0 < int(number) < 18


def says_under_age(text: str) -> bool:
    """Age check: whether a text plainly says that its writer is younger than 18."""
    return bool(_UNDER_AGE.search(text.casefold().replace("’", "'")))
