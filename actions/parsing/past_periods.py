"""Date parser for the past: "yesterday", "last tuesday", "in may", "two weeks ago", as a period before today."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from actions.parsing.vocabulary import MONTHS, WEEKDAYS, numbers
from bot.care.local_times import zone as zone_at

_SHORT = {
    **{name[:3]: name for name in (*WEEKDAYS, *MONTHS)},
    **{"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday", "sept": "september"},
    **{"wendsday": "wednesday", "wednsday": "wednesday", "teusday": "tuesday", "febuary": "february"},
}
_NUMBERS = {
    "a": 1,
    "an": 1,
    **numbers(1, 6),
    "a couple of": 2,
    "a few": 3,
}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"


def _longest_first(names: tuple[str, ...]) -> str:
    """Regex alternatives: `names` and their short forms, longest first."""
    return "|".join(
        sorted((*names, *(short for short, name in _SHORT.items() if name in names)), key=len, reverse=True)
    )


_DAY_NAME = rf"(?P<day>{_longest_first(WEEKDAYS)})"
_MONTH = rf"(?P<month>{_longest_first(MONTHS)})"
_YEAR = r"(?P<year>20\d\d)"
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)?"
# Names that are also ordinary words: they count only after "in", "on", "last" and the like.
_ONLY_WITH = frozenset({"may", "mar", "march", "sun", "sat", "mon", "wed", "dec", "jan", "jun"})


@dataclass(frozen=True)
class Period:
    """A half-open interval from `since` until `until` (None: until now), with its wording for the reply.

    `said` is the part of the text that named it.
    """

    since: datetime
    until: datetime | None
    name: str
    said: str


def period(text: str, timezone: str, now: datetime) -> Period | None:
    """Parse the period in the past that a text names, in the client's timezone; None when it names none."""
    zone = zone_at(timezone)
    plain = text.casefold().replace("’", "'")
    today = now.astimezone(zone).date()
    for pattern, meaning in _PATTERNS:
        found = re.search(rf"\b(?P<since>since |after )?(?:{pattern})(?!\w)", plain)
        if found is None:
            continue
        meant = meaning(found, today)
        if meant is None:
            continue
        first, last, name = meant
        if first > today:
            continue
        open_ended = found["since"] is not None
        return Period(
            datetime.combine(first, time(), zone),
            None if open_ended else datetime.combine(last + timedelta(days=1), time(), zone),
            f"since {re.sub('^(on|in) ', '', name)}" if open_ended else name,
            found[0],
        )
    return None


Meant = tuple[date, date, str] | None


def _one(day: date, name: str = "") -> Meant:
    return day, day, name or f"on {_written(day)}"


def _written(day: date) -> str:
    return f"{day:%A}, {day:%B} {day.day}" + (f", {day.year}" if day.year != date.today().year else "")


def _today(found: re.Match[str], today: date) -> Meant:
    return _one(today, "today")


def _yesterday(found: re.Match[str], today: date) -> Meant:
    return _one(today - timedelta(days=1), "yesterday")


def _before_yesterday(found: re.Match[str], today: date) -> Meant:
    return _one(today - timedelta(days=2))


def _ago(found: re.Match[str], today: date) -> Meant:
    count = _count(found)
    if found["unit"].startswith("day"):
        return _one(today - timedelta(days=count))
    if found["unit"].startswith("week"):
        monday = today - timedelta(days=today.weekday() + 7 * count)
        return monday, monday + timedelta(days=6), f"in the week of {monday:%B} {monday.day}"
    return _month(_months_back(today, count), today)


def _last_few(found: re.Match[str], today: date) -> Meant:
    unit = found["unit"]
    days = _count(found) * (1 if unit.startswith("day") else 7 if unit.startswith("week") else 30)
    return today - timedelta(days=days), today, f"in the last {days} days"


def _week(found: re.Match[str], today: date) -> Meant:
    monday = today - timedelta(days=today.weekday())
    if found["which"] == "this":
        return monday, today, "this week"
    return monday - timedelta(days=7), monday - timedelta(days=1), "last week"


def _this_month(found: re.Match[str], today: date) -> Meant:
    return _month(today if found["which"] == "this" else _months_back(today, 1), today)


def _year_of(found: re.Match[str], today: date) -> Meant:
    year = int(found["year"]) if found["year"] else today.year - (found["which"] != "this")
    return date(year, 1, 1), date(year, 12, 31), f"in {year}"


def _weekday(found: re.Match[str], today: date) -> Meant:
    if found["day"] in _ONLY_WITH and not found["lead"]:
        return None
    index = WEEKDAYS.index(_SHORT.get(found["day"], found["day"]))
    back = (today.weekday() - index) % 7
    if back == 0 and (found["lead"] or "").startswith("last"):
        back = 7
    return _one(today - timedelta(days=back))


def _day_of_month(found: re.Match[str], today: date) -> Meant:
    month, year = _month_number(found), int(found["year"]) if found["year"] else today.year
    try:
        day = date(year, month, int(found["number"]))
        return _one(day if found["year"] or day <= today else day.replace(year=year - 1))
    except ValueError:  # February 30
        return None


def _iso(found: re.Match[str], today: date) -> Meant:
    try:
        return _one(date.fromisoformat(found[0].split()[-1]))
    except ValueError:
        return None


def _named_month(found: re.Match[str], today: date) -> Meant:
    lead = found["lead"] or found["since"] or found["year"]
    if found["month"] in _ONLY_WITH and not lead:
        return None
    month = _month_number(found)
    if found["year"]:
        return _month(date(int(found["year"]), month, 1), today)
    this_year = date(today.year, month, 1)
    if this_year > today or (month == today.month and (found["lead"] or "").startswith("last")):
        this_year = this_year.replace(year=today.year - 1)
    return _month(this_year, today)


def _month(day: date, today: date) -> Meant:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, last, f"in {first:%B}" + (f" {first.year}" if first.year != today.year else "")


def _month_number(found: re.Match[str]) -> int:
    return MONTHS.index(_SHORT.get(found["month"], found["month"])) + 1


def _months_back(today: date, count: int) -> date:
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _count(found: re.Match[str]) -> int:
    return _NUMBERS.get(found["count"]) or int(found["count"])


_PATTERNS = (
    (r"(?:on )?20\d\d-\d\d-\d\d", _iso),
    (rf"(?:on )?(?:the )?{_NUMBER} (?:of )?{_MONTH}(?:,? {_YEAR})?", _day_of_month),
    (rf"(?:on )?{_MONTH} (?:the )?{_NUMBER}(?!\d)(?:,? {_YEAR})?", _day_of_month),
    (r"(?:the )?day before yesterday", _before_yesterday),
    (r"yesterday|yesturday|yesterdays?|last night", _yesterday),
    (r"today|tonight|this (?:morning|afternoon|evening)|earlier today", _today),
    (rf"(?:about )?{_COUNT} (?P<unit>days?|weeks?|months?) ago", _ago),
    (rf"(?:in |over |during )?(?:the )?(?:last|past) {_COUNT} (?P<unit>days|weeks|months)", _last_few),
    (r"(?:in |during |from )?(?:the )?(?P<which>this|last|past|previous) week(?:'s)?", _week),
    (r"(?:in |during |from )?(?:the )?(?P<which>this|last|past|previous) month(?:'s)?", _this_month),
    (rf"(?:in |during |from )?(?:the )?(?:(?P<which>this|last|past|previous) year|in {_YEAR})", _year_of),
    (rf"(?P<lead>last |on |this |from |past )?{_DAY_NAME}", _weekday),
    (rf"(?P<lead>last |in |during |from |of |this |back in )?{_MONTH}(?: {_YEAR})?", _named_month),
)
