"""Rendering of the console's pages (Jinja2), redirects with a flash message, and error responses."""

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
    """Set up Jinja2 with autoescape, and the filters and functions that templates use."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = moment
    environment.globals["tier_label"] = labels.tier
    environment.globals["category_label"] = labels.category
    environment.globals["action_label"] = labels.action
    environment.globals["state_label"] = labels.state
    environment.globals["question_label"] = labels.question
    environment.globals["kind_label"] = labels.kind
    environment.globals["practice_label"] = labels.practice
    environment.globals["outcome_label"] = labels.outcome
    environment.globals["booking_label"] = labels.booking
    environment.globals["verdict_label"] = labels.verdict
    environment.globals["risk_step_label"] = labels.risk_step
    environment.globals["strand_label"] = labels.strand
    environment.globals["episode_state_label"] = labels.episode_state
    environment.globals["answer_label"] = labels.answer
    environment.globals["leads_label"] = labels.leads
    environment.globals["offer_label"] = labels.offer
    environment.globals["told_label"] = labels.told
    environment.globals["worrying_tiers"] = TIERS[1:]
    environment.globals["risk_line"] = risk_chart.draw
    environment.globals["measure_line"] = questionnaire_chart.draw
    environment.globals["measures_since"] = questionnaire_chart.since


def render(request: web.Request, template: str, context: Mapping[str, Any], status: int = 200) -> web.Response:
    """Render a template with what every page needs: the login, the CSRF token and the flash message."""
    login = request.get(LOGIN)
    common = {
        "login": login,
        "csrf": login.csrf if login else "",
        "booking_news": request.get(BOOKING_NEWS, 0),
        "flash": labels.flash(request.query.get("said", "")),
        "clinic": request.app[SETTINGS].clinic_name,
        "now": datetime.now(UTC),
        "static": lambda name: str(_static(request).url_for(filename=name, append_version=True)),
        "url": lambda route, **parts: str(
            request.app.router[route].url_for(**{key: str(value) for key, value in parts.items()})
        ),
    }
    return aiohttp_jinja2.render_template(template, request, {**common, **context}, status=status)


def _static(request: web.Request) -> web.StaticResource:
    resource = request.app.router["static"]
    assert isinstance(resource, web.StaticResource)
    return resource


def error(request: web.Request, status: int, sentence: str) -> web.Response:
    """An error as a page, or as `{"error": {"code", "message"}}` for scripts."""
    if wants_page(request):
        return render(request, "error.html", {"sentence": sentence, "status": status}, status)
    code = {401: "not_logged_in", 403: "forbidden", 404: "not_found", 503: "unavailable"}.get(status, "refused")
    return web.json_response({"error": {"code": code, "message": sentence}}, status=status)


def wants_page(request: web.Request) -> bool:
    """Whether a browser navigates to a page, as opposed to a script that fetches a part of it."""
    return "text/html" in request.headers.get("Accept", "") and "X-Landfall-Page" not in request.headers


def redirect(request: web.Request, route: str, flash: str = "", fragment: str = "", **parts: object) -> web.Response:
    """Redirect (303 See Other) to a route after a form was posted; `flash` is a key of `labels.FLASHES`."""
    address = request.app.router[route].url_for(**{key: str(value) for key, value in parts.items()})
    if flash:
        address = address.with_query(said=flash)
    if fragment:
        address = address.with_fragment(fragment)
    return web.Response(status=303, headers={"Location": str(address)})


def local_time(at: datetime, timezone: str) -> str:
    """A booked time in a timezone, like "Monday, November 30, 18:00"."""
    here = at.astimezone(local_times.zone(timezone))
    return f"{local_times.day(here)}, {here:%H:%M}"


def moment(at: datetime | None, show: str = "moment") -> Markup:
    """A `<time>` element in UTC, which the page's script turns into the browser's timezone. Empty for None."""
    if at is None:
        return Markup("")
    at = at.astimezone(UTC)
    return Markup('<time datetime="{}" data-show="{}">{} UTC</time>').format(
        at.isoformat(timespec="seconds").replace("+00:00", "Z"), show, at.strftime("%d %b %Y, %H:%M")
    )
