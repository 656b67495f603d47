"""When a message worries triage: what is going on is set aside. The words for it were said before, by the gateway."""

from actions.core.base import Say, Step, remember
from actions.core.context import ActionContext, Events
from actions.questionnaires import keep_what_was_answered
from actions.store import store
from bot.care.accounts import clients
from bot.care.safety import dialogue_alerts, safety_words


class Suspend(Step):
    """Sets the active form aside, so that one tap goes on at the same question, whenever they want."""

    title = "action_suspend"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        # ending the form is the next step of the rule
        return [*await keep_what_was_answered(context, say), *remember(context)]


class HelpNumbers(Step):
    """They ask whom to call: the numbers of their country."""

    title = "action_help_numbers"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            country = (await clients.profile(work, context.client_id)).country
        emergency, crisis_line = safety_words.help_numbers(country)
        say("utter_emergency_help", emergency=emergency, crisis_line=crisis_line)
        return []


class CallPerson(Step):
    """They want to talk to a person: the coaches hear of it, also where triage took the words for something else."""

    title = "action_call_person"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().begin() as work:
            await dialogue_alerts.asked_for_person(work, context.client_id, context.message_id)
        say("utter_wants_person")
        return []
