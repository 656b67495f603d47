"""What differs from one run of a conversation to the next, made the same: days, variations of a response, prompts.

A transcript that is kept in the repository may only change when the words do.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter

from bot.care.journal.prompts import prompts
from tests.support.responses import responses

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CLOCK = r"\d{1,2}(?::\d\d)? [ap]m"
_DATED = [
    (re.compile(rf"\b(?:{_WEEKDAY}, )?(?:{_MONTH}) \d{{1,2}}\b(?:, \d{{4}}\b)?,? at {_CLOCK}\b"), "(day and time)"),
    (re.compile(rf"\b(?:{_WEEKDAY}, )?(?:{_MONTH}) \d{{1,2}}\b(?:, \d{{4}}\b)?"), "(day)"),
]


def steady(text: str, response: str | None) -> str:
    """A text of the bot as it is written into a transcript; `response` is the name of what was said, if it has one."""
    text = _first_prompt(first_variation(text, _variations().get(response or "", ())))
    return without_days(text)


def without_days(text: str) -> str:
    """The text with "(day)" where it names one, and "(day and time)" where it names both."""
    for dated, instead in _DATED:
        text = dated.sub(instead, text)
    return text


def first_variation(text: str, variations: Sequence[str]) -> str:
    """What was said as one of several variations, said as the first of them; with the same words filled in."""
    if len(variations) < 2:
        return text
    for variation in variations:
        found = _pattern(variation).fullmatch(text)
        if found:
            return variations[0].format_map(found.groupdict())
    raise AssertionError(f"This is none of its variations: {text!r}")


@cache
def _pattern(variation: str) -> re.Pattern[str]:
    """What a variation looks like when its {placeholders} are filled in; the same one twice has to be the same text."""
    parts, known = [], set()
    for literal, name, _, _ in Formatter().parse(variation):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in known else f"(?P<{name}>.*?)")
            known.add(name)
    return re.compile("".join(parts), re.DOTALL)


@cache
def _variations() -> Mapping[str, Sequence[str]]:
    return {name: [str(each.get("text", "")) for each in of] for name, of in responses().items()}


def _first_prompt(text: str) -> str:
    """Of the prompts for the journal, the first of the same theme."""
    first: dict[str, str] = {}
    for prompt in prompts():
        first.setdefault(prompt.theme, prompt.text)
        text = text.replace(prompt.text, first[prompt.theme])
    return text
