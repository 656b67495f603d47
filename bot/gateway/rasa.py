"""HTTP client of Rasa: sends it one turn and returns what the bot says."""

import base64
from collections.abc import Sequence
from typing import Any

import aiohttp
import numpy

from bot.care.messages.replies import Reply
from bot.care.messages.turns import Turn
from bot.gateway.triage_pool import TriagePool
from bot.settings import Settings

TURN_SECONDS = 30.0  # well inside the lease of a turn, so that a slow answer is not taken over while it runs


class RasaUnavailable(Exception):
    """Rasa, the action server or the database behind them cannot be reached: the turn is to be retried."""


class TurnBroken(Exception):
    """Everything can be reached, but this turn itself fails, so that retrying it without a limit would not help."""


class Rasa:
    """Rasa on the loopback address, through our own input channel."""

    def __init__(self, http: aiohttp.ClientSession, settings: Settings, pool: TriagePool) -> None:
        self._http = http
        self._pool = pool
        self._url = f"http://127.0.0.1:{settings.rasa_port}/webhooks/gateway"
        self._headers = {"Authorization": f"Bearer {settings.service_token}"}

    async def answer(self, turn: Turn) -> list[Reply]:
        """The bot's replies to a turn. Raises `RasaUnavailable` or `TurnBroken`."""
        body = {
            "conversation_id": str(turn.conversation_id),
            "message_id": str(turn.message_id),
            "text": turn.text,
            "payload": turn.payload,
            "metadata": dict(turn.metadata),
            "vector": None if turn.payload or not turn.text else _encoded(await self._pool.vector(turn.text)),
        }
        try:
            async with self._http.post(
                f"{self._url}/turn",
                json=body,
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=TURN_SECONDS),
            ) as response:
                if response.status == 200:
                    return [_reply(reply) for reply in (await response.json())["replies"]]
                if response.status == 500:
                    raise TurnBroken
                raise RasaUnavailable(f"status {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise RasaUnavailable(type(error).__name__) from None

    async def ready(self) -> bool:
        """Readiness: whether Rasa answers and has its model loaded."""
        try:
            async with self._http.get(f"{self._url}/ready", timeout=aiohttp.ClientTimeout(total=2)) as response:
                return response.status == 200 and bool((await response.json()).get("ready"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False


def _encoded(vector: Sequence[float] | None) -> str | None:
    """A sentence embedding for the intent classifier: base64 of 16-bit floats.

    It came with the message's triage, so that the encoder runs once for each message.
    """
    return None if vector is None else base64.b64encode(numpy.array(vector, numpy.float16).tobytes()).decode()


def _reply(content: dict[str, Any]) -> Reply:
    return Reply(
        text=content["text"],
        buttons=tuple(content.get("buttons") or ()),
        image=content.get("image"),
        response=content.get("response"),
    )
