"""Safety interruption: the words that raised an alarm are kept, and the active form is paused. The gateway speaks."""

from actions.core.base import Say, Step, remember
from actions.core.context import ActionContext, Events
from actions.navigation.registry import FLOWS
from actions.questionnaires import keep_what_was_answered
from actions.store import sandbox, store
from bot.care.accounts import clients
from bot.care.journal import answers
from bot.care.messages import dialogue_alerts
from bot.care.safety import crisis_lines, safety_words

WORTH_KEEPING = 8  # words; a shorter message that is no answer is a wish or a cry, and stands in the conversation
# Forms whose questions are about the client's inner life. What is said in another one is not meant for the journal.
KEPT_ASIDE = frozenset({"preparation_form", "integration_form", "practice_form", "look_back_form", "not_working_form"})


class Suspend(Step):
    """Pauses the active form after a message that raised an alarm, and keeps its words where they belong."""

    title = "action_suspend"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        await _keep_the_words(context)
        if await sandbox() is not None:  # the plain Rasa commands have no gateway that would speak
            tier = str(context.metadata.get("tier") or "elevated")
            for text in safety_words.safety_words(tier, context.metadata.get("categories") or (), None):
                say.fixed(text, "safety_words")
        # the rule deactivates the form in its next step
        return [*await keep_what_was_answered(context), *remember(context)]


async def _keep_the_words(context: ActionContext) -> None:
    """Store the message as the answer to the open question, or aside where that question has no place for it."""
    flow = FLOWS.get(context.flow or "")
    if flow is None or context.pressed or not context.consented:
        return
    question = flow.questions.get(context.asked or "")
    if question is not None and question.on_alarm is not None:
        await question.on_alarm(context)
    elif context.flow in KEPT_ASIDE and len(context.text.split()) >= WORTH_KEEPING:
        async with store().begin() as work:
            await answers.keep_aside(work, context.client_id, context.message_id, context.text)


class HelpNumbers(Step):
    """Help numbers: the emergency number and the crisis line of the client's country."""

    title = "action_help_numbers"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            country = (await clients.profile(work, context.client_id)).country
        emergency, crisis_line = crisis_lines.numbers(country)["default"]
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
