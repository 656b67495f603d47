"""The country a client is in: by what they say, by what the host page says, or by what their device is set to.

A wrong country means numbers that do not connect, so whatever is not clear counts as not known.
"""

import re
from dataclasses import dataclass

from bot.care.accounts.country_names import every, in_words, name_of, of_timezone, valid
from bot.care.accounts.country_nearby import nearby
from bot.care.accounts.country_said import only, said

__all__ = [
    "HOW",
    "Guess",
    "Known",
    "at_opening",
    "every",
    "guess",
    "in_words",
    "is_stated",
    "name_of",
    "nearby",
    "only",
    "said",
    "valid",
]

# how a country is known, and how well: `clients.set_country` does not replace what is known better
HOW = {"clinic": 0, "guessed": 1, "host": 2, "identity": 3, "chosen": 4, "said": 4}
_STATED = 2  # from here on somebody says so: the client, or the website that knows them


@dataclass(frozen=True)
class Guess:
    """The country that a device's settings speak for, or None; `candidates` are those that they name."""

    country: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A country and how it is known, one of `HOW`; empty and None where it is not."""

    code: str = ""
    how: str | None = None


def is_stated(how: str | None) -> bool:
    """Whether a country that is known so was said by somebody, and not only guessed or assumed."""
    return HOW.get(how or "", -1) >= _STATED


def guess(timezone: str | None, locale: str | None) -> Guess:
    """The country that timezone (IANA) and locale (BCP 47) agree on, or the only one where the locale names none."""
    zone, region = of_timezone(timezone), _of_locale(locale)
    candidates = tuple(dict.fromkeys(code for code in (zone, region) if code))
    return Guess(zone if zone and region in (zone, None) else None, candidates)


def at_opening(
    *, identity: object, host: object, timezone: str | None, locale: str | None, clinic: str | None
) -> Known:
    """The country of a client who opens a conversation: the first of these that is there and is a country.

    Args:
        identity: what the host website signed.
        host: what the host page sent.
        timezone: IANA name of the device, None where it is not known.
        locale: of the device.
        clinic: where the operator says that clients are; it does not count where the device names other countries.
    """
    for how, code in (("identity", valid(identity)), ("host", valid(host))):
        if code:
            return Known(code, how)
    guessed = guess(timezone, locale)
    if guessed.country:
        return Known(guessed.country, "guessed")
    code = valid(clinic)
    if code and (not guessed.candidates or code in guessed.candidates):
        return Known(code, "clinic")
    return Known()


def _of_locale(locale: str | None) -> str | None:
    """The region of a locale: "en-IE", "en_IE.UTF-8", "zh-Hant-TW"; "es-419" has none that is a country."""
    found = re.match(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z0-9])", locale or "", re.IGNORECASE)
    return valid(found[1]) if found else None
