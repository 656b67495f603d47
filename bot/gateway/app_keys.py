"""Typed keys of the aiohttp application: the parts of the running gateway that request handlers use."""

import aiohttp
from aiohttp import web

from bot.care import Store
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.intake import Intake
from bot.gateway.metrics import Metrics
from bot.gateway.pubsub import Broadcast
from bot.gateway.rasa import Rasa
from bot.gateway.rate_limit import TokenBucket
from bot.gateway.read_receipts import ReadReceipts
from bot.gateway.triage_pool import TriagePool
from bot.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
STORE = web.AppKey("store", Store)
HTTP = web.AppKey("http", aiohttp.ClientSession)
RASA = web.AppKey("rasa", Rasa)
BROADCAST = web.AppKey("broadcast", Broadcast)
DISPATCHER = web.AppKey("dispatcher", Dispatcher)
INTAKE = web.AppKey("intake", Intake)
READ_RECEIPTS = web.AppKey("read_receipts", ReadReceipts)
METRICS = web.AppKey("metrics", Metrics)
NEW_CONVERSATIONS_LIMIT = web.AppKey("new_conversations_limit", TokenBucket)
TRIAGE = web.AppKey("triage", TriagePool)
MESSAGES_LIMIT = web.AppKey("messages_limit", TokenBucket)
