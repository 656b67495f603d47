"""iCalendar files (RFC 5545, .ics) of booked times."""

from datetime import UTC

from bot.care.bookings.bookings import CANCELLED, MOVED, Booked

PRODUCT = "-//Landfall//Bookings//EN"
ALONE = "A time with your coach"  # other people may see a calendar, so it names neither treatment nor clinic


def calendar(booked: Booked) -> bytes:
    """The .ics file of a booking. For a moved or cancelled one it is a CANCEL, which removes the event again."""
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
