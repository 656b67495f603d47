"""A booked time as a file for a calendar (RFC 5545)."""

from datetime import UTC

from bot.care.bookings.bookings import CANCELLED, MOVED, Booked

PRODUCT = "-//Landfall//Bookings//EN"
ALONE = "A time with your coach"  # others may see a calendar: no word about treatment, and no name of a clinic


def calendar(booked: Booked) -> bytes:
    """The file. One that was moved or cancelled says so, and takes the old one off the calendar it was put in."""
    from icalendar import Calendar, Event  # only this needs it

    event = Event()
    event.add("uid", f"{booked.id}@landfall")
    event.add("dtstamp", booked.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", booked.starts_at.astimezone(UTC))
    event.add("dtend", booked.ends_at.astimezone(UTC))
    event.add("summary", booked.title or ALONE)
    event.add("description", f"With {booked.coach_name}")
    over = booked.state in (CANCELLED, MOVED)
    event.add("sequence", int(over))
    event.add("status", "CANCELLED" if over else "CONFIRMED")
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if over else "PUBLISH")
    whole.add_component(event)
    content: bytes = whole.to_ical()
    return content
