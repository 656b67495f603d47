"""Client API for bookings: the list, and one booking as an iCalendar file (.ics)."""

from uuid import UUID

from aiohttp import web

from bot.care.bookings import bookings, ics
from bot.gateway.app_keys import STORE
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import authenticate

routes = web.RouteTableDef()


@routes.get("/v1/bookings")
async def show(request: web.Request) -> web.Response:
    """All bookings of the client in the order of their times, moved and cancelled ones included."""
    client = authenticate(request)
    async with request.app[STORE].read() as work:
        found = await bookings.every(work, client.client_id)
    return web.json_response({"bookings": [booked.as_json() for booked in found]})


@routes.get("/v1/bookings/{id:[0-9a-f-]{36}}.ics")
async def for_calendar(request: web.Request) -> web.Response:
    """One booking as an iCalendar file."""
    client = authenticate(request)
    async with request.app[STORE].read() as work:
        booked = await bookings.get(work, client.client_id, _id(request))
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
