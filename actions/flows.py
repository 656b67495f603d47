"""All flows by the name of their form."""

from actions.booking import Booking
from actions.calming import Calming
from actions.changing import Changing
from actions.flow import Flow
from actions.integration import Integration
from actions.looking_back import LookingBack
from actions.measuring import Mood, Worry
from actions.not_working import NotWorking
from actions.opening import Welcome
from actions.plan import Moving, Planning
from actions.practices import Practising
from actions.preparation import Preparation
from actions.writing import Writing

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
