"""What leads a message without answering: a question about the question, a fact worth keeping, an unserved wish."""

from actions.core.base import Say, Step
from actions.core.context import ActionContext, Events
from actions.core.serving import explain, unserved
from actions.store import store
from bot.care.journal import answers


class ExplainQuestion(Step):
    """Says what the open question means, with examples; an active form asks it again."""

    title = "action_explain_question"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        explain(context, say)
        return []


class KeepAside(Step):
    """Keeps what was told beside the open question in the journal, and says so."""

    title = "action_keep_aside"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if context.consented:
            async with store().begin() as work:
                await answers.keep_aside(work, context.client_id, context.message_id, context.whole)
            say("utter_kept_aside")
        return []


class OtherWish(Step):
    """Says what becomes of a wish that nothing here fulfils."""

    title = "action_other_wish"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        unserved(say, context.values.get("meant", ""))
        return []
