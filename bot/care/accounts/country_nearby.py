"""Countries near a timezone, for a short list of likely ones; places from zone.tab of tzdata (IANA)."""

import math
import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from babel.core import get_global

from bot.care.accounts import country_names

_Place = tuple[float, float]  # latitude and longitude in radians


def nearby(timezone: str | None, among: Collection[str], most: int) -> list[str]:
    """The countries of `among` (ISO 3166) that have a town nearest to that of a timezone (IANA), at most `most`.

    None of them where the timezone is named after no place.
    """
    places = _places()
    name = timezone or ""
    known = places.get(name) or places.get(get_global("zone_aliases").get(name, name))
    if known is None:
        return []
    far: dict[str, float] = {}
    for code, place in places.values():
        if code in among:
            far[code] = min(_angle(known[1], place), far.get(code, math.inf))
    return sorted(far, key=lambda code: far[code])[:most]


def _angle(one: _Place, other: _Place) -> float:
    """How far apart two places are, as an angle seen from the middle of the earth."""
    (north, east), (other_north, other_east) = one, other
    inner = math.sin(north) * math.sin(other_north)
    outer = math.cos(north) * math.cos(other_north) * math.cos(east - other_east)
    return math.acos(max(-1.0, min(1.0, inner + outer)))


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[str, _Place]]:
    """The country of each timezone, and the place it is named after."""
    return {zone: (code, _read(written)) for code, written, zone, *_ in country_names.rows("zone.tab")}


def _read(written: str) -> _Place:
    """A place as ISO 6709 writes it: "+513030-0000731" are degrees, minutes and perhaps seconds."""
    north, east = re.findall(r"[+-]\d+", written)
    return _radians(north, 2), _radians(east, 3)


def _radians(written: str, digits: int) -> float:
    sign, degrees, rest = written[0], written[1 : 1 + digits], written[1 + digits :]
    value = int(degrees) + int(rest[:2]) / 60 + int(rest[2:] or 0) / 3600
    return math.radians(-value if sign == "-" else value)
