"""`landfall shell`: an interactive chat in the terminal, as a client of the running gateway (HTTP, long poll).

It knows no more than the web page does: what is typed goes the whole way through triage, the database and Rasa.
"""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO
from uuid import uuid4

import aiohttp

from bot.operate.errors import OperatorError

WAIT_SECONDS = 25  # of one long poll, the most that the gateway allows
ANSWER_SECONDS = 40.0  # after so long without an answer the next line is taken
SIGN = "#"
AGAIN_SECONDS = 1.0  # before the gateway is asked again when it could not answer
PROMPT = "> "

Button = Mapping[str, Any]


def talk(url: str, lines: TextIO, out: TextIO) -> None:
    """Open a new conversation at the gateway and send line after line, until the lines end (Ctrl-D).

    Raises `OperatorError` when no gateway answers at `url`.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(_talk(url.rstrip("/"), lines, out))
    print(file=out)


async def _talk(url: str, lines: TextIO, out: TextIO) -> None:
    timeout = aiohttp.ClientTimeout(total=WAIT_SECONDS + 10)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        chat = Chat(http, url, out)
        await chat.open()
        showing = asyncio.create_task(chat.show_what_comes())
        try:
            typed = _read_in_thread(lines)
            await chat.answered()
            while (line := await _next(typed, out)) is not None:
                if line:
                    await chat.send(line)
                    await chat.answered()
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing


async def _next(typed: "asyncio.Queue[str | None]", out: TextIO) -> str | None:
    print(PROMPT, end="", file=out, flush=True)
    return await typed.get()


class Chat:
    """One conversation: what was shown last, and which buttons are offered."""

    def __init__(self, http: aiohttp.ClientSession, url: str, out: TextIO) -> None:
        self._http = http
        self._url = url
        self._out = out
        self._headers: dict[str, str] = {}
        self._seen = 0
        self._sent = 0  # the seq of the last message of the client
        self._owner = "bot"
        self._news = asyncio.Condition()
        self.offered: list[Button] = []

    async def open(self) -> None:
        """Start the conversation; the bot speaks first. Raises `OperatorError`."""
        try:
            async with self._http.post(f"{self._url}/v1/conversations", json={}) as response:
                if response.status != 201:
                    raise OperatorError(f"{self._url} answers, but opens no conversation (status {response.status}).")
                token = (await response.json())["token"]
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as problem:
            raise OperatorError(
                f"No Landfall answers at {self._url} ({type(problem).__name__}): "
                "start it with `landfall up`, or give its address with --url."
            ) from None
        self._headers = {"Authorization": f"Bearer {token}"}
        print(f"Talking to {self._url}. Press a button with its sign, as in #1; Ctrl-D leaves.", file=self._out)

    async def send(self, line: str) -> None:
        """Send what was typed, as a text or as the button it means. It is sent again until it is taken (idempotent)."""
        button = pressed(line, self.offered)
        what = {"button": button["id"]} if button else {"text": line}
        body = {"client_message_id": str(uuid4()), **what}
        self.offered = []
        told: list[str] = []
        while True:
            try:
                async with self._http.post(f"{self._url}/v1/messages", json=body, headers=self._headers) as response:
                    content = await response.json()
                    if response.status == 202:
                        self._sent = int(content["seq"])
                        return
                    now = [*content.get("safety", []), content["error"]["message"]]
                    again = response.status in (429, 503)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError):
                now, again = [f"{self._url} does not answer."], True
            for words in now:
                if words not in told:
                    print(f"\n{words}", file=self._out, flush=True)
            if not again:
                return
            told += now
            await asyncio.sleep(AGAIN_SECONDS)

    async def answered(self) -> None:
        """Wait until something was said to the last message. While a coach answers nobody waits."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS), self._news:
                await self._news.wait_for(lambda: self._seen > self._sent or self._owner != "bot")

    async def show_what_comes(self) -> None:
        """Print what is said, as it comes, until cancelled."""
        while True:
            try:
                after = {"after": str(self._seen), "wait": str(WAIT_SECONDS)}
                async with self._http.get(f"{self._url}/v1/messages", params=after, headers=self._headers) as response:
                    if response.status == 401:
                        print("The conversation was deleted.", file=self._out, flush=True)
                        return
                    content = await response.json() if response.status == 200 else None
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
                content = None
            if content is None:
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            async with self._news:
                self._owner = content["owner"]
                for message in content["messages"]:
                    self._show(message)
                self._news.notify_all()

    def _show(self, message: Mapping[str, Any]) -> None:
        self._seen = message["seq"]
        if message["author"] == "client":
            return  # they see it where they typed it
        by = f"{message.get('author_name') or 'Coach'}: " if message["author"] == "coach" else ""
        print(f"\n{by}{message['text']}", file=self._out)
        before = len(self.offered)
        self.offered += message.get("buttons") or []
        for line in listed(self.offered)[before:]:
            print(f"  {line}", file=self._out)
        self._out.flush()


def listed(buttons: Sequence[Button]) -> list[str]:
    """The buttons as lines, each with the sign by which it is pressed."""
    return [f"{SIGN}{number} {button['title']}" for number, button in enumerate(buttons, 1)]


def pressed(line: str, offered: Sequence[Button]) -> Button | None:
    """The button whose sign was typed. A number alone is an answer ("how do you feel, 0 to 10?") and presses none."""
    number = line.removeprefix(SIGN)
    if not line.startswith(SIGN) or not number.isdecimal():
        return None
    return offered[int(number) - 1] if 1 <= int(number) <= len(offered) else None


def _read_in_thread(lines: TextIO) -> "asyncio.Queue[str | None]":
    """A queue of what is typed, closed by None. The thread is a daemon: waiting for a line must not keep us alive."""
    loop = asyncio.get_running_loop()
    typed: asyncio.Queue[str | None] = asyncio.Queue()

    def put(line: str | None) -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(typed.put_nowait, line)

    def read() -> None:
        for line in lines:
            put(line.strip())
        put(None)

    threading.Thread(target=read, daemon=True).start()
    return typed
