"""The client API for booked times: the list, and one as a file for a calendar."""

from uuid import UUID

from aiohttp import web

from bot.care.bookings import bookings, ics
from bot.gateway.app_keys import STORE
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import client_session

routes = web.RouteTableDef()


@routes.get("/v1/bookings")
async def show(request: web.Request) -> web.Response:
    """All that the client booked, what was moved and cancelled included, in the order of its times."""
    who = client_session(request)
    async with request.app[STORE].read() as work:
        found = await bookings.every(work, who.client_id)
    return web.json_response({"bookings": [booked.as_json() for booked in found]})


@routes.get("/v1/bookings/{id:[0-9a-f-]{36}}.ics")
async def for_calendar(request: web.Request) -> web.Response:
    """One booked time, to be put in a calendar."""
    who = client_session(request)
    async with request.app[STORE].read() as work:
        booked = await bookings.get(work, who.client_id, _id(request))
    if booked is None:
        raise ApiError("not_found")
    return web.Response(
        body=ics.calendar(booked),
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="your-time.ics"'},
    )


def _id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise ApiError("not_found") from None
