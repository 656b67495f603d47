"""The parts of the running gateway, by typed keys of the aiohttp application."""

from aiohttp import ClientSession, web

from bot.care import Store
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.intake import Intake
from bot.gateway.metrics import Metrics
from bot.gateway.pubsub import Bell
from bot.gateway.rasa import Rasa
from bot.gateway.rate_limit import Pace
from bot.gateway.read_receipts import Seen
from bot.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
STORE = web.AppKey("store", Store)
HTTP = web.AppKey("http", ClientSession)
RASA = web.AppKey("rasa", Rasa)
BELL = web.AppKey("bell", Bell)
DISPATCHER = web.AppKey("dispatcher", Dispatcher)
INTAKE = web.AppKey("intake", Intake)
SEEN = web.AppKey("seen", Seen)
METRICS = web.AppKey("metrics", Metrics)
ARRIVALS = web.AppKey("arrivals", Pace)
SENDING = web.AppKey("sending", Pace)
