"""A scripted conversation as a client sees it, written for clinicians to read."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.store.models import Message
from tests.support.people import Person
from tests.support.steady import steady

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MARKUP_AT_THE_BEGINNING = re.compile(r"^(\d*)([#>.)])")


class Recording:
    """Takes down a conversation while it goes on, beginning with what it begins from: the welcome, or the menu."""

    def __init__(self, person: Person) -> None:
        self._person = person
        shown = person.client.shown
        self._known = len(shown) - 1 if any(each["author"] == "client" for each in shown) else 0
        self._parts: list[tuple[Mapping[str, Any] | str, bool]] = []
        self._take()

    def note(self, step: Mapping[str, Any]) -> None:
        """Take down what a step of the script brought."""
        if "wait" in step:
            self._parts.append((f"*{later(step['wait'])}*", False))
        self._take(pressed="press" in step or "press old" in step, alert=step.get("alert"))

    async def text(self) -> str:
        """The conversation as Markdown."""
        async with self._person.live.store.read() as work:
            mine = Message.conversation_id == self._person.client.conversation_id
            rows = await work.session.execute(select(Message.seq, Message.response).where(mine))
            responses = dict(rows.tuples().all())
        parts = (
            part if isinstance(part, str) else bubble(part, responses.get(part["seq"]), pressed)
            for part, pressed in self._parts
        )
        return "\n\n".join(parts) + "\n"

    def _take(self, pressed: bool = False, alert: str | None = None) -> None:
        for message in self._person.client.shown[self._known :]:
            self._parts.append((message, pressed))
            if alert and message["author"] == "client":
                self._parts.append((f"*The coaches are alerted ({alert}).*", False))
        self._known = len(self._person.client.shown)


def later(hours: float) -> str:
    """How a transcript says that time went by: "Two days later."."""
    if hours >= 24:
        return _counted(round(hours / 24), "day")
    return _counted(round(hours), "hour")


def _counted(count: int, unit: str) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number.capitalize()} {unit}{'' if count == 1 else 's'} later."


def bubble(message: Mapping[str, Any], response: str | None, pressed: bool) -> str:
    """One message as Markdown: Landfall's quoted with its buttons, the client's not."""
    titles = [button["title"] for button in message.get("buttons", [])]
    match message["author"]:
        case "client" if pressed:
            return f"**Client** presses {_buttons([message['text']])}"
        case "client":
            return "\n\n".join(_paragraphs(f"**Client:** {message['text']}"))
        case author:
            who = "Landfall" if author == "bot" else str(author).capitalize()
            paragraphs = _paragraphs(f"**{who}:** {steady(message['text'], response)}")
            if titles:
                paragraphs.append(_buttons(titles))
            return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _buttons(titles: Sequence[str]) -> str:
    return " ".join(f"[ {steady(title, None)} ]" for title in titles)


def _paragraphs(text: str) -> list[str]:
    """The lines of a text, none of which Markdown takes for anything but words."""
    lines = (line.strip() for line in text.splitlines())
    return [_MARKUP_AT_THE_BEGINNING.sub(r"\1\\\2", line.replace("<", "&lt;")) for line in lines if line]
