"""Registry of all flows by the name of their form, and what each is called when it is resumed."""

from actions.bookings import Booking
from actions.core.flow import Flow
from actions.integration.integration import Integration
from actions.journal.edit import Changing
from actions.journal.write import Writing
from actions.onboarding import Welcome
from actions.plan import Moving, Planning
from actions.practices.calming import Calming
from actions.practices.practices import Practising
from actions.practices.review import Review
from actions.preparation.preparation import Preparation
from actions.questionnaires import Gad7, Phq9
from actions.treatment_review.review import NotWorking
from bot.flows import flows

FLOWS: dict[str, type[Flow]] = {
    flow.form: flow
    for flow in (
        Welcome,
        Preparation,
        Integration,
        Planning,
        Moving,
        Writing,
        Changing,
        Booking,
        NotWorking,
        Phq9,
        Gad7,
        Calming,
        Practising,
        Review,
    )
}
WHERE = {form: flow.where for form, flow in flows().items()}
