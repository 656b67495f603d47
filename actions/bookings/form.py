"""The form: its questions in order, each with what is done with its answer."""

from actions.bookings.change import on_which
from actions.bookings.confirm import on_sure
from actions.bookings.find import on_kind, on_time
from actions.bookings.state import FORM, KIND, SURE, TIME, WHICH
from actions.core.flow import SKIPPED, Flow, Question


class Booking(Flow):
    """The form `booking_form`: what is to be booked, moved or cancelled."""

    form = FORM
    questions = {
        WHICH: Question(on_which, {KIND: SKIPPED, TIME: SKIPPED, SURE: SKIPPED}),
        KIND: Question(on_kind),
        TIME: Question(on_time, {SURE: SKIPPED}),
        SURE: Question(on_sure),
    }
