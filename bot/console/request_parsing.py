"""Parsing of what a browser sends: ids in the path, numbers in the query or in a form."""

from uuid import UUID

from aiohttp import web


def path_id(request: web.Request) -> UUID:
    """The `{id}` of the path as a UUID. Raises `HTTPNotFound`."""
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise web.HTTPNotFound from None


def number(text: str | None) -> int:
    """A non-negative number of up to nine digits; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
