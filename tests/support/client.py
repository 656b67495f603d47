"""A person at the chat: talks through the client API alone, as text somebody would type, or by pressing buttons."""

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import aiohttp

if TYPE_CHECKING:
    from tests.support.live import Live

ANSWER_SECONDS = 90.0  # long enough for Rasa to start anew in between


class Client:
    """One person in one conversation. Keeps every message the API has shown, in order."""

    def __init__(self, live: "Live", **opening: Any) -> None:
        self.live = live
        self.opening = {"locale": "en", "timezone": "Europe/Berlin", "country": "US", **opening}
        self.token = ""
        self.conversation_id = UUID(int=0)
        self.shown: list[dict[str, Any]] = []
        self._http: aiohttp.ClientSession | None = None

    @property
    def http(self) -> aiohttp.ClientSession:
        """The person's own connection."""
        if self._http is None:
            self._http = aiohttp.ClientSession(self.live.url)
        return self._http

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Leave."""
        if self._http is not None:
            await self._http.close()

    async def open(self) -> list[str]:
        """Open the chat, again where the gateway went away, as the page does; returns what the bot says first."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                async with self.http.post("/v1/conversations", json=self.opening) as response:
                    assert response.status == 201, await response.text()
                    content = await response.json()
                break
            except (aiohttp.ClientError, OSError):
                assert time.monotonic() < deadline, "the conversation was never opened"
                await asyncio.sleep(0.1)
        self.token, self.conversation_id = content["token"], UUID(content["conversation_id"])
        return await self.answers()

    async def agree(self) -> list[str]:
        """Be 18 or older, and agree; skips what is asked right after, if anything is."""
        return await self.press("agree")

    async def say(self, text: str) -> list[str]:
        """Type a text; returns everything that is shown in answer, safety words included."""
        await self.send(text=text)
        return await self.answers()

    async def talk(self, *texts: str) -> list[str]:
        """Type one text after the other; returns the answers to the last."""
        said: list[str] = []
        for text in texts:
            said = await self.say(text)
        return said

    async def press(self, part_of_title: str) -> list[str]:
        """Press the newest button whose title has this in it."""
        button = self.button(part_of_title)
        assert button, f"no button with {part_of_title!r} among {self.titles()}; last: {self.last_texts()}"
        await self.send(button=button["id"])
        return await self.answers()

    def button(self, part_of_title: str) -> dict[str, Any] | None:
        """The newest offered button whose title has this in it."""
        for message in reversed(self.shown):
            for button in message.get("buttons", []):
                if part_of_title.casefold() in button["title"].casefold():
                    return dict(button)
        return None

    def titles(self) -> list[str]:
        """The buttons offered since the person last said something."""
        titles: list[str] = []
        for message in reversed(self.shown):
            if message["author"] == "client":
                break
            titles += [button["title"] for button in message.get("buttons", [])]
        return titles

    def last_texts(self) -> list[str]:
        """What was shown since the person last said something."""
        texts: list[str] = []
        for message in reversed(self.shown):
            if message["author"] == "client":
                break
            texts.insert(0, message["text"])
        return texts

    async def post(self, **body: Any) -> tuple[int, dict[str, Any]]:
        """Send a message once; returns the status and the JSON."""
        async with self.http.post("/v1/messages", json=body, headers=self.headers) as response:
            return response.status, await response.json()

    async def send(self, **body: Any) -> int:
        """Send a message, again and again with the same id until it is taken, as the chat page does."""
        body = {"client_message_id": str(uuid4()), **body}
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                status, content = await self.post(**body)
                if status == 202:
                    return int(content["seq"])
                assert status in (429, 503), (status, content)
            except (aiohttp.ClientError, OSError):
                pass
            assert time.monotonic() < deadline, "the message was never taken"
            await asyncio.sleep(0.1)

    async def answers(self) -> list[str]:
        """Wait until nothing of this person waits for an answer any more; returns what is new since they spoke."""
        deadline = time.monotonic() + ANSWER_SECONDS
        pause = 0.03
        while await self.live.unanswered(self.conversation_id):
            assert time.monotonic() < deadline, "no answer came"
            await asyncio.sleep(pause)
            pause = min(pause * 1.4, 0.2)  # looking all the time would slow down what is looked at
        await self.live.note(self.conversation_id)
        await self.refresh()
        return self.last_texts()

    async def refresh(self) -> Sequence[dict[str, Any]]:
        """Get what is new from the API, coming back when the gateway is away."""
        deadline = time.monotonic() + ANSWER_SECONDS
        after = self.shown[-1]["seq"] if self.shown else 0
        while True:
            try:
                async with self.http.get(
                    "/v1/messages", params={"after": str(after)}, headers=self.headers
                ) as response:
                    if response.status == 200:
                        fresh = (await response.json())["messages"]
                        self.shown += fresh
                        return list(fresh)
                    assert response.status == 503, await response.text()
            except (aiohttp.ClientError, OSError):
                pass
            assert time.monotonic() < deadline, "the conversation cannot be read"
            await asyncio.sleep(0.1)

    async def get(self, path: str) -> tuple[int, Any]:
        """Any GET of the client API."""
        async with self.http.get(path, headers=self.headers) as response:
            return response.status, await response.json()

    @property
    def headers(self) -> dict[str, str]:
        """The person's token, as a header."""
        return {"Authorization": f"Bearer {self.token}"}
