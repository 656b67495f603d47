"""HTTP client from Rasa to the action server, with a connection pool (keep-alive) and strict error handling."""

from typing import Any

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.dialogue.failure import TurnFailed
from bot.settings import Settings

REJECTED = 400  # `ActionExecutionRejected`: a form cannot go on with this message, which is no error


class StrictActionEndpoint(EndpointConfig):
    """Rasa's endpoint, except that an action that cannot run fails the turn. Rasa would go on without it."""

    _open: aiohttp.ClientSession | None = None

    @classmethod
    def instead_of(cls, endpoint: EndpointConfig, settings: Settings) -> "StrictActionEndpoint":
        """A strict endpoint with the options of the one that Rasa read from `endpoints.yml`.

        Its address and token are those of the settings: the file holds no secret, and names the default address for
        the plain Rasa commands.
        """
        url = f"http://127.0.0.1:{settings.actions_port}/webhook"
        return cls(url=url, params=endpoint.params, token=settings.service_token, **endpoint.kwargs)

    async def request(self, method: str = "post", subpath: str | None = None, **options: Any) -> Any:
        """Post a call to the action server and return its JSON.

        Raises `ClientResponseError` when an action rejected its execution, and `TurnFailed` on any other failure.
        """
        timeout = aiohttp.ClientTimeout(total=options.pop("timeout", None) or DEFAULT_REQUEST_TIMEOUT)
        try:
            async with self._session().request(
                method,
                self.url,
                json=options.get("json"),
                params=self.combine_parameters({}),
                timeout=timeout,
            ) as response:
                if response.status == REJECTED:
                    raise ClientResponseError(response.status, response.reason, await response.read())
                if response.status != 200:
                    raise TurnFailed("actions", by_itself=response.status == 500)
                return await response.json()
        except (TimeoutError, aiohttp.ClientError, OSError) as problem:
            raise TurnFailed("actions") from problem

    def _session(self) -> aiohttp.ClientSession:
        if self._open is None or self._open.closed:
            self._open = aiohttp.ClientSession()
        return self._open
