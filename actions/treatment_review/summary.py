"""Summary for the prescriber: shown again, shared with the coaches or made private, deleted after confirmation."""

from actions.core.base import Say, Step, leave
from actions.core.context import ActionContext, Events
from actions.store import store
from bot.care.records import prescriber_summary
from bot.care.records.prescriber_summary import Summary


class ShowSummary(Step):
    """Shows the newest summary, and says whether coaches can read it."""

    title = "action_show_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        summary = await _newest(context)
        if summary is None:
            say("utter_no_page")
            return leave(context)
        say.line(summary.text)
        say("utter_page_seen_by_coach" if summary.shared else "utter_page_seen_by_nobody")
        return leave(context)


class ShareSummary(Step):
    """Access control: shares the summary with the coaches, or makes it private, by intent."""

    title = "action_share_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        summary, shared = await _newest(context), context.intent == "share_page"
        if summary is None:
            say("utter_no_page")
            return []
        async with store().begin() as work:
            await prescriber_summary.share(work, context.client_id, summary.of, shared)
        say("utter_page_is_shared" if shared else "utter_page_is_private")
        return []


class DeleteSummary(Step):
    """Asks for confirmation before the summary is deleted."""

    title = "action_delete_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_no_page" if await _newest(context) is None else "utter_confirm_delete_page")
        return []


class DeleteSummaryNow(Step):
    """Deletes the summary, if the bot's last messages asked for confirmation."""

    title = "action_really_delete_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        summary = await _newest(context)
        if summary is None or "/really_delete_page" not in context.offered():
            say("utter_page_not_deleted")
            return []
        async with store().begin() as work:
            await prescriber_summary.delete(work, context.client_id, summary.of)
        say("utter_page_deleted")
        return []


async def _newest(context: ActionContext) -> Summary | None:
    async with store().read() as work:
        return await prescriber_summary.newest(work, context.client_id)
