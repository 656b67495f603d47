"""Client API for help: the numbers of the client's country for the panel "Need help now?", and choosing the country."""

from aiohttp import web

from bot.care.accounts import clients, conversations, countries
from bot.care.safety import crisis_lines
from bot.gateway.app_keys import SETTINGS, STORE
from bot.gateway.errors import ApiError
from bot.gateway.request_parsing import authenticate, json_body

routes = web.RouteTableDef()


@routes.get("/v1/help")
async def numbers(request: web.Request) -> web.Response:
    """The emergency number and the helplines of the client's country; where it is not known, international ones."""
    client = authenticate(request)
    async with request.app[STORE].read() as work:
        profile = await clients.profile(work, client.client_id)
        locale = await conversations.locale(work, client.conversation_id)
    clinic = countries.valid(request.app[SETTINGS].country)
    likely = [*countries.guess(profile.timezone, locale).candidates, *([clinic] if clinic else [])]
    content = {
        "country": profile.country,
        "country_name": countries.name_of(profile.country) if profile.country else "",
        "from": profile.country_from or "",
        "emergency": crisis_lines.emergency(profile.country),
        "lines": [line.as_json() for line in crisis_lines.listed(profile.country)],
        "candidates": [_named(code, countries.name_of(code)) for code in dict.fromkeys(likely)],
        "all": [_named(code, name) for code, name in countries.every()],
    }
    return web.json_response(content)


@routes.post("/v1/help")
async def choose_country(request: web.Request) -> web.Response:
    """Set the country that the client is in: from now on its numbers are given to them."""
    client = authenticate(request)
    code = countries.valid((await json_body(request)).get("country"))
    if code is None:
        raise ApiError("bad_field", "country has to be two letters of ISO 3166, such as IE")
    async with request.app[STORE].begin() as work:
        await clients.profile(work, client.client_id)  # an erased client is refused
        await clients.set_country(work, client.client_id, code, "chosen")
    return web.Response(status=204)


def _named(code: str, name: str) -> dict[str, str]:
    return {"code": code, "name": name}
