"""Bookings: a time with a coach: booking one, moving it, cancelling it. What it is for is in the slot `booking`.

`begin` finds out what there is to do, `find` offers times, `change` names which booked one is meant, `confirm` does it,
`show` lists them. Imports `actions.plan` (a treatment session may be meant), `actions.core`, `actions.parsing`.
"""

from actions.bookings.form import Booking

__all__ = ["Booking"]
