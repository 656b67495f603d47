"""The page to take along, again: shown, let coaches see it or no longer, deleted."""

from actions.core.base import Say, Step, leave
from actions.core.context import ActionContext, Events
from actions.store import store
from bot.care.records import prescriber_summary
from bot.care.records.prescriber_summary import Summary


class ShowPage(Step):
    """Shows the page that was last written on, and says who sees it."""

    title = "action_show_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        page = await _newest(context)
        if page is None:
            say("utter_no_page")
            return leave(context)
        say.line(page.text)
        say("utter_page_seen_by_coach" if page.shared else "utter_page_seen_by_nobody")
        return leave(context)


class SharePage(Step):
    """Coaches may see the page, or no longer."""

    title = "action_share_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        page, shared = await _newest(context), context.intent == "share_page"
        if page is None:
            say("utter_no_page")
            return []
        async with store().begin() as work:
            await prescriber_summary.share(work, context.client_id, page.of, shared)
        say("utter_page_is_shared" if shared else "utter_page_is_private")
        return []


class DeletePage(Step):
    """Asks before the page is deleted."""

    title = "action_delete_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_no_page" if await _newest(context) is None else "utter_confirm_delete_page")
        return []


class DeletePageNow(Step):
    """Deletes the page, if that was asked about just now."""

    title = "action_really_delete_page"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        page = await _newest(context)
        if page is None or "/really_delete_page" not in context.offered():
            say("utter_page_not_deleted")
            return []
        async with store().begin() as work:
            await prescriber_summary.delete(work, context.client_id, page.of)
        say("utter_page_deleted")
        return []


async def _newest(context: ActionContext) -> Summary | None:
    async with store().read() as work:
        return await prescriber_summary.newest(work, context.client_id)
