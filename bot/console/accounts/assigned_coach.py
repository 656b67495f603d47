"""Assigned coach: choosing whose times the chat offers to a client."""

from uuid import UUID

from aiohttp import web

from bot.care.accounts import assigned_coach
from bot.care.records import transcripts
from bot.console import pages
from bot.console.app_keys import LOGIN, STORE


async def choose(request: web.Request) -> web.Response:
    """Assign a coach, or none, to the client of this conversation."""
    form = await request.post()
    try:
        conversation_id, chosen = UUID(request.match_info["id"]), str(form.get("coach", ""))
        coach_id = UUID(chosen) if chosen else None
    except ValueError:
        raise web.HTTPNotFound from None
    async with request.app[STORE].begin() as work:
        thread = await transcripts.thread(work, conversation_id)
        if thread is None or thread.who.erased:
            raise web.HTTPNotFound
        try:
            await assigned_coach.assign(work, thread.who.client_id, coach_id, request[LOGIN].coach_id)
        except LookupError:
            raise web.HTTPNotFound from None
    return pages.redirect(request, "conversation", "own_coach", fragment="own-coach", id=conversation_id)
