"""The booking form: its slots in order, each with its validation."""

from actions.bookings.change import on_which
from actions.bookings.confirm import on_sure
from actions.bookings.find import on_kind, on_time
from actions.bookings.state import FORM, KIND, SURE, TIME, WHICH
from actions.core.flow import SKIPPED, Flow, Question


class Booking(Flow):
    """Form validation of `booking_form`: which booking, kind, time, confirmation."""

    form = FORM
    questions = {
        WHICH: Question(on_which, {KIND: SKIPPED, TIME: SKIPPED, SURE: SKIPPED}),
        KIND: Question(on_kind),
        TIME: Question(on_time, {SURE: SKIPPED}),
        SURE: Question(on_sure),
    }
