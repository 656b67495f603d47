"""What the console keeps on its application and on a request, with types."""

import asyncio

from aiohttp import web

from bot.care import Store
from bot.care.accounts.logins import Login
from bot.console.login_throttle import LoginThrottle
from bot.settings import Settings

STORE = web.AppKey("store", Store)
SETTINGS = web.AppKey("settings", Settings)
LOGIN_THROTTLE = web.AppKey("tries", LoginThrottle)
CLOSING = web.AppKey("closing", asyncio.Event)

LOGIN = web.RequestKey("login", Login)
BOOKING_NEWS = web.RequestKey("booking_news", int)

COOKIE = "landfall_coach"  # the login
LOGIN_CSRF = "landfall_coach_door"  # proves that the login form was ours, before there is a login
