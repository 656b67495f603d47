"""All flows by the name of their form."""

from actions.changing import Changing
from actions.flow import Flow
from actions.integration import Integration
from actions.opening import Welcome
from actions.preparation import Preparation
from actions.writing import Writing

FLOWS: dict[str, type[Flow]] = {flow.form: flow for flow in (Welcome, Preparation, Integration, Writing, Changing)}
WHERE = {
    Welcome.form: "getting to know each other",
    Preparation.form: "preparing for your treatment session",
    Integration.form: "looking back at your treatment session",
    Writing.form: "your journal",
    Changing.form: "changing an entry",
}
