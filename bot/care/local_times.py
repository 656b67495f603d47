"""Timezones, and dates and times formatted in English as people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(name: str) -> ZoneInfo:
    """The timezone with this IANA name; UTC if the name is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def day(moment: datetime) -> str:
    """ "Thursday, December 3", in the timezone of `moment`."""
    return f"{moment:%A}, {moment:%B} {moment.day}"


def clock(moment: datetime) -> str:
    """ "2 pm" or "2:30 pm", in the timezone of `moment`."""
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"


def spoken(moment: datetime, timezone: str) -> str:
    """ "Thursday, December 3 at 2 pm", in `timezone`."""
    here = moment.astimezone(zone(timezone))
    return f"{day(here)} at {clock(here)}"


def place(timezone: str) -> str:
    """A timezone as a person names it: "Berlin time", "New York time", or "UTC"."""
    city = zone(timezone).key.rpartition("/")[2].replace("_", " ")
    return city if city in ("UTC", "GMT") else f"{city} time"
