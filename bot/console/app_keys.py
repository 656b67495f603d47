"""Typed keys of the console's application and requests, and the names of its cookies."""

import asyncio

from aiohttp import web

from bot.care import Store
from bot.care.accounts.logins import Login
from bot.console.login_throttle import LoginThrottle
from bot.settings import Settings

STORE = web.AppKey("store", Store)
SETTINGS = web.AppKey("settings", Settings)
LOGIN_THROTTLE = web.AppKey("login_throttle", LoginThrottle)
CLOSING = web.AppKey("closing", asyncio.Event)

LOGIN = web.RequestKey("login", Login)
BOOKING_NEWS = web.RequestKey("booking_news", int)

COOKIE = "landfall_coach"  # the login session
LOGIN_CSRF = "landfall_coach_door"  # the CSRF token of the login form, before there is a login
