"""Crisis lines: emergency numbers and helplines by country and by what they are for, from `content/crisis_lines.yml`.

Whoever needs a number always gets one: what is broken in the file is left out, and where nothing can be read, the
words that are built in here are used. `stale` alone is strict, so that a broken file does not pass for a checked one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import PROJECT

FILE = PROJECT / "content" / "crisis_lines.yml"
INTERNATIONAL = "international"
CRISIS = "crisis"
EMERGENCY = "112 or your local emergency number"
CRISIS_LINE = "a crisis line in your country (findahelpline.com)"
DIRECTORY = "https://findahelpline.com"  # run by ThroughLine, kept for more than 130 countries
ALWAYS = "24 hours"
DAYS = 365  # after which an entry has to be verified again
MOST_LINES = 2  # a person in distress should not have to choose among many numbers


class BadCrisisLines(Exception):
    """The file of crisis lines cannot be read, with the reason in words."""


@dataclass(frozen=True)
class Line:
    """A helpline. `kind` is "crisis", or a key of `special` in the file such as "violence".

    `call` and `text` are written as a client reads them ("988 and press 1", "HELLO to 50808"); `hours` is None where
    they are not known for certain; `languages` is empty where they are not known.
    """

    name: str
    kind: str = CRISIS
    call: str | None = None
    text: str | None = None
    chat: str | None = None
    url: str | None = None
    hours: str | None = None
    languages: tuple[str, ...] = ()

    @property
    def as_read(self) -> str:
        """The line in a sentence: "988 Suicide & Crisis Lifeline (call or text 988, 24 hours)"."""
        if self.call and self.call == self.text:
            ways = [f"call or text {self.call}"]
        else:
            ways = [f"{how} {number}" for how, number in (("call", self.call), ("text", self.text)) if number]
        spoken = " or ".join(ways) or self.chat or self.url
        inside = ", ".join(part for part in (spoken, self.hours) if part)
        return f"{self.name} ({inside})" if inside else self.name

    def as_json(self) -> dict[str, str | None]:
        """The line for the client API."""
        ways = {"call": self.call, "text": self.text, "chat": self.chat, "url": self.url}
        return {"name": self.name, **ways, "hours": self.hours, "for": self.kind}


@dataclass(frozen=True)
class Verified:
    """Who verified an entry and when; both are None where nobody ever has."""

    code: str
    name: str
    by: str | None
    on: date | None


class Numbers(dict[str, tuple[str, str]]):
    """Emergency number and crisis lines by strand; a strand without its own has those of "default"."""

    def __missing__(self, strand: str) -> tuple[str, str]:
        return self["default"]


def numbers(country: str | None, language: str | None = "en") -> Mapping[str, tuple[str, str]]:
    """The emergency number and the crisis lines of a country, as a client reads them; never raises.

    Args:
        country: ISO 3166 alpha-2; None, empty or without an entry: the international entry.
        language: ISO 639 of the client, or None; where the country has lines in it, they come instead of the others.

    Returns:
        By strand: "default"; "minor", with the children's line first, or else one that protects children as the
        second; "medical", with the poison line as the second; "abuse", with the number of the police and the lines
        against violence; "someone_else", as the default. Any other strand gives the default. At most two lines each.
    """
    entry = _entry(country)
    language = language or "en"
    emergency = str(entry.get("emergency") or EMERGENCY)
    police = str(entry.get("police") or emergency)
    lines = _lines(entry)
    default = _default(lines, language)
    first, rest = default[:1], default[1:]
    children, protection, poison, violence = (
        _of(lines, kind, language) for kind in ("children", "child_protection", "poison", "violence")
    )
    return Numbers(
        default=(emergency, _read(default)),
        minor=(emergency, _read(children[:1] + first + protection + rest)),
        medical=(emergency, _read(first + poison + rest)),
        abuse=(police, _read(violence or default)),
        veteran=(emergency, _read(_of(lines, "veterans", language)[:1] + default)),
        someone_else=(emergency, _read(default)),
    )


def listed(country: str | None) -> list[Line]:
    """All lines of a country, crisis lines first, for a panel of help; never raises and is never empty."""
    return _lines(_entry(country)) or [Line("Find A Helpline", url=DIRECTORY)]


def with_a_number(country: str | None, kind: str = CRISIS, language: str | None = "en") -> Line | None:
    """The first line of a country for a need that can be called, or else texted; never raises.

    Where a country has none for this need, a crisis line; None where it has none with a number at all.
    """
    lines = _lines(_entry(country))
    fitting = [*(_of(lines, kind, language or "en") if kind != CRISIS else []), *_default(lines, language or "en")]
    return next((line for line in fitting if line.call), next((line for line in fitting if line.text), None))


def emergency(country: str | None) -> str:
    """The emergency numbers of a country for a panel of help, that of the police too: "119 or 110 (police)".

    Never raises.
    """
    entry = _entry(country)
    numbers = str(entry.get("emergency") or EMERGENCY).split(" or ")
    police = [number for number in str(entry.get("police") or "").split(" or ") if number and number not in numbers]
    return " or ".join([*numbers, *(f"{number} (police)" for number in police)])


def codes() -> list[str]:
    """The countries (ISO 3166) that have numbers of their own; never raises."""
    return [code for code, entry in _entries().items() if code != INTERNATIONAL and isinstance(entry, dict) and entry]


def stale(at: date, days: int = DAYS) -> list[Verified]:
    """The entries that nobody has verified in the last `days` days before `at`: first those never verified.

    Raises `BadCrisisLines` when the file, or who reviewed an entry and when, cannot be read.
    """
    found = [entry for entry in verified() if entry.on is None or entry.on < at - timedelta(days=days)]
    return sorted(found, key=lambda entry: (entry.on or date.min, entry.code))


def verified() -> list[Verified]:
    """Every entry with who verified it last and when, in the order of the file. Raises `BadCrisisLines`."""
    try:
        return [_verified(code, entry) for code, entry in _file(FILE).items()]
    except (OSError, yaml.YAMLError, LookupError, TypeError, AttributeError, ValueError) as problem:
        raise BadCrisisLines(f"{FILE.name} cannot be read: {problem!r}") from problem


def _verified(code: str, entry: Mapping[str, Any]) -> Verified:
    by, on = entry["reviewed"]["by"], entry["reviewed"]["on"]
    if on is not None:
        on = date.fromisoformat(str(on)[:10])
    # a date without a name, or a name without a date, is no verification
    return Verified(code, str(entry["name"]), str(by) if by and on else None, on if by and on else None)


def _entry(country: str | None) -> Mapping[str, Any]:
    """The entry of a country, or the international one, or nothing; never raises."""
    entries = _entries()
    code = country.upper() if isinstance(country, str) else ""
    for name in (code, INTERNATIONAL):
        entry = entries.get(name)
        if isinstance(entry, dict) and entry:
            return entry
    return {}


def _entries() -> Mapping[str, Any]:
    try:
        return _file(FILE)
    except Exception:  # content is edited by hand; a mistake in it must not leave a person without a number
        return {}


@lru_cache(maxsize=4)
def _file(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not all(isinstance(code, str) for code in content):
        raise TypeError("it has to be a mapping from countries to entries")
    return content


def _lines(entry: Mapping[str, Any]) -> list[Line]:
    """The lines of an entry that can be read, crisis lines first."""
    special = entry.get("special")
    groups = {CRISIS: entry.get("lines"), **(special if isinstance(special, dict) else {})}
    return [line for kind, group in groups.items() for line in _parsed(str(kind), group)]


def _parsed(kind: str, group: Any) -> Iterator[Line]:
    for line in group if isinstance(group, list) else ():
        if not isinstance(line, dict) or not line.get("name"):
            continue
        ways = {way: str(line[way]) for way in ("call", "text", "chat", "url", "hours") if line.get(way)}
        languages = line.get("languages")
        spoken = tuple(map(str, languages)) if isinstance(languages, list) else ()
        if ways.keys() - {"hours"}:
            yield Line(str(line["name"]), kind, languages=spoken, **ways)


def _default(lines: list[Line], language: str) -> list[Line]:
    """What a country has apart for a language, alone where it is always open; else its crisis lines."""
    apart = [line for line in lines if line.kind == "other_languages" and _speaks(line, language)]
    if any(line.hours == ALWAYS for line in apart):
        return apart
    return apart + _of(lines, CRISIS, language)


def _of(lines: list[Line], kind: str, language: str) -> list[Line]:
    """The lines of a kind: those in the client's language, or else all."""
    group = [line for line in lines if line.kind == kind]
    return [line for line in group if _speaks(line, language)] or group


def _speaks(line: Line, language: str) -> bool:
    return language.partition("-")[0].casefold() in line.languages


def _read(lines: list[Line]) -> str:
    return " or ".join(line.as_read for line in lines[:MOST_LINES]) or CRISIS_LINE
