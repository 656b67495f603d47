"""The way to Rasa: one turn out, what the bot says back."""

import asyncio
import base64
from typing import Any

import aiohttp
import numpy

from bot import triage
from bot.care.messages.turns import Reply, Turn
from bot.settings import Settings

TURN_SECONDS = 30.0  # well inside the lease of a turn, so that a slow answer is not taken over while it runs


class RasaUnavailable(Exception):
    """Rasa, the action server or the store behind them cannot be reached: try again until they can."""


class TurnBroken(Exception):
    """Everything is there, but this turn fails by itself: trying for ever would not help."""


class Rasa:
    """Rasa on loopback, spoken to through our own channel."""

    def __init__(self, http: aiohttp.ClientSession, settings: Settings) -> None:
        self._http = http
        self._url = f"http://127.0.0.1:{settings.rasa_port}/webhooks/gateway"
        self._headers = {"Authorization": f"Bearer {settings.service_token}"}

    async def answer(self, turn: Turn) -> list[Reply]:
        """What the dialogue says to a turn. Raises `RasaUnavailable` or `TurnBroken`."""
        body = {
            "conversation_id": str(turn.conversation_id),
            "message_id": str(turn.message_id),
            "text": turn.text,
            "payload": turn.payload,
            "metadata": dict(turn.metadata),
            "vector": None if turn.payload else await asyncio.to_thread(_vector, turn.text),
        }
        try:
            async with self._http.post(
                f"{self._url}/turn",
                json=body,
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=TURN_SECONDS),
            ) as response:
                if response.status == 200:
                    return [_reply(said) for said in (await response.json())["replies"]]
                if response.status == 500:
                    raise TurnBroken
                raise RasaUnavailable(f"status {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            raise RasaUnavailable(type(problem).__name__) from None

    async def ready(self) -> bool:
        """Whether Rasa answers and has its model loaded."""
        try:
            async with self._http.get(f"{self._url}/ready", timeout=aiohttp.ClientTimeout(total=2)) as response:
                return response.status == 200 and bool((await response.json()).get("ready"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False


def _vector(text: str | None) -> str | None:
    """What triage read in the message, for the intent classifier: remembered from when the message came in."""
    found = triage.vector(text) if text else None
    return None if found is None else base64.b64encode(numpy.array(found, numpy.float16).tobytes()).decode()


def _reply(said: dict[str, Any]) -> Reply:
    return Reply(
        text=said["text"],
        buttons=tuple(said.get("buttons") or ()),
        image=said.get("image"),
        response=said.get("response"),
    )
