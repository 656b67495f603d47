"""How the console's pages are made: the templates, what every page knows, and answers that are not pages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.care import local_times
from bot.care.safety.escalations import TIERS
from bot.console import labels
from bot.console.app_keys import BOOKING_NEWS, LOGIN, SETTINGS
from bot.console.charts import questionnaires as questionnaire_chart
from bot.console.charts import risk as risk_chart

TEMPLATES = Path(__file__).parent / "templates"


def setup(app: web.Application) -> None:
    """Prepare the templates."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = moment
    environment.globals["tier_word"] = labels.tier
    environment.globals["category_word"] = labels.category
    environment.globals["act_word"] = labels.act
    environment.globals["state_word"] = labels.state
    environment.globals["question_word"] = labels.question
    environment.globals["kind_word"] = labels.kind
    environment.globals["practice_word"] = labels.practice
    environment.globals["outcome_word"] = labels.outcome
    environment.globals["booking_word"] = labels.booking
    environment.globals["verdict_word"] = labels.verdict
    environment.globals["step_word"] = labels.step
    environment.globals["worrying_tiers"] = TIERS[1:]
    environment.globals["risk_line"] = risk_chart.draw
    environment.globals["measure_line"] = questionnaire_chart.draw
    environment.globals["measures_since"] = questionnaire_chart.since


def render(request: web.Request, template: str, context: Mapping[str, Any], status: int = 200) -> web.Response:
    """A page, with what every page knows: who is logged in, the form token, and what to say after the last step."""
    login = request.get(LOGIN)
    everywhere = {
        "login": login,
        "csrf": login.csrf if login else "",
        "booking_news": request.get(BOOKING_NEWS, 0),
        "said": labels.said(request.query.get("said", "")),
        "clinic": request.app[SETTINGS].clinic_name,
        "now": datetime.now(UTC),
        "static": lambda name: str(_static(request).url_for(filename=name, append_version=True)),
        "url": lambda route, **parts: str(
            request.app.router[route].url_for(**{key: str(value) for key, value in parts.items()})
        ),
    }
    return aiohttp_jinja2.render_template(template, request, {**everywhere, **context}, status=status)


def _static(request: web.Request) -> web.StaticResource:
    resource = request.app.router["static"]
    assert isinstance(resource, web.StaticResource)
    return resource


def problem(request: web.Request, status: int, sentence: str) -> web.Response:
    """An error as a page, or as JSON for scripts."""
    if wants_page(request):
        return render(request, "problem.html", {"sentence": sentence, "status": status}, status)
    code = {401: "not_logged_in", 403: "forbidden", 404: "not_found", 503: "unavailable"}.get(status, "refused")
    return web.json_response({"error": {"code": code, "message": sentence}}, status=status)


def wants_page(request: web.Request) -> bool:
    """Whether a person's browser is asking for a page, rather than a script for something on it."""
    return "text/html" in request.headers.get("Accept", "") and "X-Landfall-Page" not in request.headers


def elsewhere(request: web.Request, route: str, said: str = "", fragment: str = "", **parts: object) -> web.Response:
    """Go on to another page, where one of the fixed sentences in `words` is said."""
    address = request.app.router[route].url_for(**{key: str(value) for key, value in parts.items()})
    if said:
        address = address.with_query(said=said)
    if fragment:
        address = address.with_fragment(fragment)
    return web.Response(status=303, headers={"Location": str(address)})


def by_the_clock(at: datetime, timezone: str) -> str:
    """A booked time as coaches read it everywhere: by their own clock, like "Monday, November 30, 18:00"."""
    here = at.astimezone(local_times.zone(timezone))
    return f"{local_times.day(here)}, {here:%H:%M}"


def moment(at: datetime | None, show: str = "moment") -> Markup:
    """A time: in UTC as it stands, and in the coach's own time once the page's script has run."""
    if at is None:
        return Markup("")
    at = at.astimezone(UTC)
    return Markup('<time datetime="{}" data-show="{}">{} UTC</time>').format(
        at.isoformat(timespec="seconds").replace("+00:00", "Z"), show, at.strftime("%d %b %Y, %H:%M")
    )
