"""Countries by code and name, and their timezones: codes and zones from tzdata (IANA), names from Babel (CLDR)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

CHAT = "en"  # the chat speaks English
_OTHER_CODES = {"UK": "GB", "EL": "GR"}  # the two that the European Union writes in its own way

_WITH_ARTICLE = re.compile(
    r"^(?:United |U\.S\. |Netherlands$|Philippines$|Bahamas$|Maldives$|Gambia$|Comoros$|Isle of )"
    r"|(?: Islands(?: \(.*\))?| Republic| Territor(?:y|ies))$"
)


def valid(code: object) -> str | None:
    """The ISO 3166 alpha-2 code in capitals, or None where it names no country."""
    if not isinstance(code, str):
        return None
    upper = code.strip().upper()
    upper = _OTHER_CODES.get(upper, upper)
    return upper if upper in _codes() else None


def name_of(code: str) -> str:
    """The English name of a country; the code itself where it is not known."""
    return _names().get(code.upper(), code)


def in_words(code: str) -> str:
    """The English name of a country as it stands in a sentence: "the United Kingdom", "Ireland"."""
    name = name_of(code)
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


def every() -> list[tuple[str, str]]:
    """All countries, as (code, name), in the order of their names as a reader looks for them."""
    return sorted(_names().items(), key=lambda country: plain(country[1]))


def plain(text: str) -> str:
    """A text in small letters, without accents and with straight apostrophes, as names are compared."""
    letters = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u02bc", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def of_timezone(timezone: str | None) -> str | None:
    """The country of an IANA timezone; one that is named after no place ("UTC", "CET") has none."""
    if not timezone or "/" not in timezone:
        return None
    now = get_global("zone_aliases").get(timezone, timezone)  # browsers still say Asia/Calcutta
    return _zones().get(timezone) or _zones().get(now) or valid(get_global("zone_territories").get(now))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(row[0] for row in rows("iso3166.tab"))


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    """The country of each timezone. zone.tab has zones of its own for each country, and devices are set to those.

    Its successor zone1970.tab joins countries whose clocks agree: there Oslo and Berlin are one zone.
    """
    return {zone: code for code, _, zone, *_ in rows("zone.tab")}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    territories = Locale(CHAT).territories
    return {code: re.sub(r" SAR China$", "", territories.get(code, code)) for code in _codes()}


def rows(name: str) -> list[list[str]]:
    """The rows of a table of tzdata, such as zone.tab, without its comments."""
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
