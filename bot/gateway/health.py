"""Liveness and readiness probes, and Prometheus metrics: for supervisors, load balancers and operators."""

import asyncio
import hmac

import aiohttp
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import triage
from bot.care import StoreError
from bot.gateway.app_keys import HTTP, METRICS, RASA, SETTINGS, STORE
from bot.gateway.errors import ApiError

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(request: web.Request) -> web.Response:
    """Liveness probe: answers 200 as long as the process runs."""
    return web.json_response({"alive": True})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """Readiness probe: whether the database, Rasa and the action server answer, each by name; 503 unless all do.

    `triage` says whether the encoder is loaded. Without it triage runs on rules alone, so the answer stays 200.
    """
    database, rasa, actions = await asyncio.gather(
        _database(request.app), request.app[RASA].ready(), _actions(request.app)
    )
    parts = {"database": database, "rasa": rasa, "actions": actions}
    all_ready = all(parts.values())
    assessed_by = {"encoder": triage.problem() is None, "rules": True}
    content = {"ready": all_ready, "parts": parts, "triage": assessed_by}
    return web.json_response(content, status=200 if all_ready else 503)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Prometheus metrics, only with the bearer token of the operator."""
    expected = request.app[SETTINGS].metrics_token
    given = request.headers.get("Authorization", "")
    if not expected or not hmac.compare_digest(given.encode(), f"Bearer {expected}".encode()):
        raise ApiError("forbidden")
    content = generate_latest(request.app[METRICS].registry)
    return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _database(app: web.Application) -> bool:
    try:
        await app[STORE].ping()
    except StoreError:
        return False
    return True


async def _actions(app: web.Application) -> bool:
    url = f"http://127.0.0.1:{app[SETTINGS].actions_port}/health"
    try:
        async with app[HTTP].get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
