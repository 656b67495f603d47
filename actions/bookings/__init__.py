"""Bookings: book, move, cancel and list times with a coach; may import `actions.plan`, `actions.core` and below.

`begin` finds out what is wanted, `find` offers free times, `change` finds which booking is meant, `confirm` asks and
does it, `show` lists bookings. The slot `booking` holds the state of the dialogue. The plan is needed because "cancel
it" may mean a treatment session.
"""

from actions.bookings.form import Booking

__all__ = ["Booking"]
