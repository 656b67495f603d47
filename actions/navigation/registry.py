"""All flows by the name of their form."""

from actions.bookings import Booking
from actions.core.flow import Flow
from actions.integration.integration import Integration
from actions.journal.edit import Changing
from actions.journal.write import Writing
from actions.onboarding import Welcome
from actions.plan import Moving, Planning
from actions.practices.calming import Calming
from actions.practices.practices import Practising
from actions.practices.review import LookingBack
from actions.preparation.preparation import Preparation
from actions.questionnaires import Mood, Worry
from actions.treatment_review.review import NotWorking

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
        Mood,
        Worry,
        Calming,
        Practising,
        LookingBack,
    )
}
WHERE = {
    Welcome.form: "getting to know each other",
    Preparation.form: "preparing for your treatment session",
    Integration.form: "looking back at your treatment session",
    Writing.form: "your journal",
    Planning.form: "planning your treatment sessions",
    Moving.form: "changing your plan",
    Changing.form: "changing an entry",
    Booking.form: "finding a time with a coach",
    NotWorking.form: "looking at why it may not be working",
    Mood.form: "the questions about your mood",
    Worry.form: "the questions about worry and tension",
    Calming.form: "a calming practice",
    Practising.form: "finding one small thing for yourself",
    LookingBack.form: "looking back at the small thing you chose",
}
