"""URL routes of the console, all in one place."""

from pathlib import Path

from aiohttp import web

from bot.console import library, long_poll
from bot.console.accounts import assigned_coach, login
from bot.console.bookings import bookings, working_hours
from bot.console.records import audit, conversations
from bot.console.safety import alerts, protocol, verdicts

STATIC = Path(__file__).parent / "static"


def setup(app: web.Application) -> None:
    """Add the routes. Those named in `middleware.OPEN` need no login; all others do."""
    uuid = "{id:[0-9a-f-]{36}}"
    app.add_routes(
        [
            web.get("/", alerts.show, name="alerts"),
            web.get("/alerts/list", alerts.fragment, name="alerts-list"),
            web.get(f"/alerts/{uuid}", alerts.open_one, name="alert"),
            web.post(f"/alerts/{uuid}/acknowledge", alerts.acknowledge, name="acknowledge"),
            web.post(f"/alerts/{uuid}/hand-back", alerts.hand_back, name="hand-back"),
            web.post(f"/alerts/{uuid}/resolve", conversations.resolve, name="resolve"),
            web.get("/conversations", conversations.show, name="conversations"),
            # a search is posted: a client's name must not be in a URL, which logs and histories keep
            web.post("/conversations", conversations.search, name="search"),
            web.get(f"/conversations/{uuid}", conversations.read, name="conversation"),
            web.get(f"/conversations/{uuid}/messages", conversations.newer, name="messages"),
            web.get(f"/conversations/{uuid}/alerts", conversations.alerts_of, name="conversation-alerts"),
            web.post(f"/conversations/{uuid}/notes", conversations.add_note, name="add-note"),
            web.post(f"/conversations/{uuid}/coach", assigned_coach.choose, name="choose-coach"),
            web.get("/bookings", bookings.show, name="bookings"),
            web.post("/bookings/noted", bookings.take_note, name="note-bookings"),
            web.post(f"/bookings/{uuid}/cancel", bookings.cancel, name="cancel-booking"),
            web.get("/bookings/hours", working_hours.show, name="hours"),
            web.post("/bookings/hours", working_hours.save, name="save-hours"),
            web.post("/bookings/days-off", working_hours.take_off, name="take-off"),
            web.post("/bookings/days-off/take-back", working_hours.work_after_all, name="work-after-all"),
            web.post("/bookings/groups", working_hours.add_group, name="add-group"),
            web.post(f"/bookings/groups/{uuid}/cancel", working_hours.cancel_group, name="cancel-group"),
            web.post(f"/messages/{uuid}/verdict", verdicts.say, name="say-verdict"),
            web.post(f"/messages/{uuid}/verdict/take-back", verdicts.take_back, name="take-back-verdict"),
            web.get("/protocol", protocol.show, name="protocol"),
            web.get("/library", library.show, name="library"),
            web.get("/audit", audit.show, name="audit"),
            web.post("/audit", audit.check, name="check-audit"),
            web.get("/pulse", long_poll.wait, name="pulse"),
            web.get("/login", login.ask, name="login"),
            web.post("/login", login.log_in, name="enter"),
            web.post("/logout", login.log_out, name="logout"),
            web.get("/password", login.ask_password, name="password"),
            web.post("/password", login.change_password, name="change-password"),
            web.static("/static", STATIC, name="static", append_version=True),
        ]
    )
