"""Safety interruption: the active form is paused when triage flags a message; the gateway has sent the safety words."""

from actions.core.base import Say, Step, remember
from actions.core.context import ActionContext, Events
from actions.questionnaires import keep_what_was_answered
from actions.store import store
from bot.care.accounts import clients
from bot.care.safety import dialogue_alerts, safety_words


class Suspend(Step):
    """Pauses the active form after a flagged message. The client can resume it with one button."""

    title = "action_suspend"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        # the rule deactivates the form in its next step
        return [*await keep_what_was_answered(context, say), *remember(context)]


class HelpNumbers(Step):
    """Help numbers: the emergency number and the crisis line of the client's country."""

    title = "action_help_numbers"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            country = (await clients.profile(work, context.client_id)).country
        emergency, crisis_line = safety_words.help_numbers(country)
        say("utter_emergency_help", emergency=emergency, crisis_line=crisis_line)
        return []


class CallPerson(Step):
    """Human handoff: alerts the coaches that a client asks for a person, also when triage did not flag the message."""

    title = "action_call_person"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            await dialogue_alerts.asked_for_person(work, context.client_id, context.message_id)
        say("utter_wants_person")
        return []
