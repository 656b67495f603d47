"""Library page: every answer with its sources, and which of them a clinician has read."""

from itertools import groupby

from aiohttp import web

from bot.console import pages
from bot.library import BadLibrary, library


async def show(request: web.Request) -> web.Response:
    """All answers by topic; those that no clinician has read are marked."""
    try:
        entries, problem = list(library().values()), None
    except BadLibrary as error:
        entries, problem = [], str(error)
    topics = [(name.replace("_", " "), list(some)) for name, some in groupby(entries, lambda entry: entry.topic)]
    waiting = sum(not entry.is_reviewed for entry in entries)
    context = {"topics": topics, "waiting": waiting, "count": len(entries), "problem": problem}
    return pages.render(request, "library.html", context)
