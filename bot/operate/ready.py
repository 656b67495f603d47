"""Readiness: polls the gateway's readiness probe until every part answers, and says which ones do so far."""

import asyncio
from collections.abc import Collection
from time import monotonic

import aiohttp

from bot.operate.errors import OperatorError
from bot.operate.output import Output
from bot.operate.process_runner import ProcessRunner
from bot.settings import Settings

ASK_AGAIN_SECONDS = 0.25
# Importing Rasa took 8 to 38 s on a busy two-core machine; eight times the longest is a failure.
TOO_LONG_SECONDS = 300.0
DEATHS_AT_START = 3
EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to


def local_address(settings: Settings) -> str:
    """Where the gateway is, as seen from this machine."""
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def readiness_address(settings: Settings) -> str:
    """The URL of the gateway's readiness probe, as seen from this machine."""
    return f"{local_address(settings)}/readyz"


async def wait_until_ready(
    address: str, runners: Collection[ProcessRunner], output: Output, too_long: float = TOO_LONG_SECONDS
) -> None:
    """Return when the readiness probe says that all parts are ready.

    Raises `OperatorError` when a process dies three times at its start, or after `too_long` seconds.
    """
    begun = monotonic()
    parts: dict[str, bool] = {}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as client:
        while True:
            ready, now = await _ask(client, address)
            for name in now:
                if now[name] and not parts.get(name):
                    output.say(f"Ready after {monotonic() - begun:.1f} s: {name}")
            parts = parts | now
            if ready:
                return
            _give_up_if_dying(runners)
            if monotonic() - begun > too_long:
                missing = ", ".join(name for name in parts if not parts[name]) or "the gateway"
                raise OperatorError(f"Not ready after {too_long:.0f} s: {missing}. Its lines above may say why.")
            await asyncio.sleep(ASK_AGAIN_SECONDS)


async def _ask(client: aiohttp.ClientSession, address: str) -> tuple[bool, dict[str, bool]]:
    try:
        async with client.get(address) as response:
            answer = await response.json()
            return answer["ready"] is True, {name: state is True for name, state in answer["parts"].items()}
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, AttributeError):
        return False, {}


def _give_up_if_dying(runners: Collection[ProcessRunner]) -> None:
    for runner in runners:
        if runner.deaths >= DEATHS_AT_START:
            raise OperatorError(
                f"The process {runner.process.name} ended {runner.deaths} times while starting; "
                "its lines above say why. `landfall doctor` checks the usual reasons."
            )
