"""Action context: a typed view of the Rasa tracker (message, intent, metadata, dialogue state, client)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from rasa_sdk.interfaces import Tracker

from bot.listening.parts import SURE_BESIDE

# The intents that can answer a question of a form. `bot/dialogue/listening_gate.py` decides whether a message does.
ANSWERS = frozenset(
    {"answer", "affirm", "deny", "dont_know", "skip_question", "done_writing", "practice_done", "practice_not_done"}
)

# The roles of parts that stand beside an answer.
BESIDE = frozenset({"question", "wish", "complaint", "greeting", "goodbye"})
LEFT_OUT = frozenset({"question", "wish"})  # of the answer; a complaint or a greeting may be part of it

# Words that led on to what was taken out.
_LEADS_ON = re.compile(r"(?:[\s,.;]+(?:and|but|also|oh|plus|btw|ps))+\W*$", re.IGNORECASE)

Event = dict[str, Any]
Events = list[Event]


@dataclass(frozen=True)
class ActionContext:
    """What an action knows about the message that it answers, read from the tracker."""

    tracker: Tracker

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The metadata that the gateway sent with the message; in a sandbox, a substitute."""
        return self.tracker.latest_message.get("metadata") or {}

    @property
    def client_id(self) -> UUID:
        """The client of this conversation. Raises `KeyError` when the message did not come through the gateway."""
        return UUID(self.metadata["client_id"])

    @property
    def message_id(self) -> UUID:
        """The id of the message. Actions store by it, which makes them idempotent when the message is run again."""
        return UUID(self.metadata["message_id"])

    @property
    def consented(self) -> bool:
        """Whether the client is 18 or older and has agreed."""
        return self.metadata.get("consented") is True

    @property
    def intent(self) -> str:
        """The intent that the classifier and the gates gave the message."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def whole(self) -> str:
        """All that the client wrote; for a pressed button, its payload."""
        return str(self.tracker.latest_message.get("text") or "").strip("\u200b \t\r\n")

    @property
    def text(self) -> str:
        """What the client answered: all they wrote but a question or a wish at its beginning or its end.

        What stands in the middle stays: nobody's sentence is cut in two.
        """
        if self.intent not in ANSWERS or not self.beside:
            return self.whole
        kept = list(self.parts)
        while kept and self._is_left_out(kept[-1]):
            kept.pop()
        while kept and self._is_left_out(kept[0]):
            kept.pop(0)
        said = " ".join(self.words_of(part) for part in kept)
        return _LEADS_ON.sub("", " ".join(said.split())) or self.whole

    def _is_left_out(self, part: Mapping[str, Any]) -> bool:
        return part["role"] in LEFT_OUT and part in self.beside

    @property
    def parts(self) -> Sequence[Mapping[str, Any]]:
        """What each stretch of the message does, as the listener heard it (bot/dialogue/part_reader.py)."""
        return self.tracker.latest_message.get("parts") or ()

    @property
    def beside(self) -> Sequence[Mapping[str, Any]]:
        """The parts that surely do something else than answer, and that an intent serves."""
        heard = [
            part for part in self.parts if part["role"] in BESIDE and part["sure"] >= SURE_BESIDE and part.get("intent")
        ]
        return heard if len(heard) < len(self.parts) else ()

    def words_of(self, part: Mapping[str, Any]) -> str:
        """The words of a part."""
        return str(self.tracker.latest_message.get("text") or "")[part["start"] : part["end"]]

    @property
    def says_goodbye(self) -> bool:
        """Whether the message ends with a goodbye, beside an answer."""
        return any(part["role"] == "goodbye" for part in self.beside)

    @property
    def told(self) -> str:
        """What was told: the answer without a greeting or a goodbye around it. Only this is said back."""
        kept = [part for part in self.parts if part["role"] not in ("question", "wish", "greeting", "goodbye")]
        return " ".join(self.words_of(part) for part in kept) if 0 < len(kept) < len(self.parts) else self.text

    @property
    def corrected(self) -> str | None:
        """The last words in which the client corrected what the message had said before: "8. no wait, 7"."""
        heard = [part for part in self.parts[1:] if part["role"] == "correction"]
        return self.words_of(heard[-1]) if heard else None

    @property
    def pressed(self) -> bool:
        """Whether the message is a pressed button."""
        return self.text.startswith("/")

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The entities of the message by name; a pressed button carries its values in them."""
        return {entity["entity"]: str(entity["value"]) for entity in self.tracker.latest_message.get("entities") or []}

    @property
    def flow(self) -> str | None:
        """The name of the active form, if one is active."""
        return (self.tracker.active_loop or {}).get("name")

    @property
    def asked(self) -> str | None:
        """The slot that the active form asked for (`requested_slot`)."""
        return self.slot("requested_slot") if self.flow else None

    def slot(self, name: str) -> Any:
        """A slot's value."""
        return self.tracker.slots.get(name)

    def said_before(self) -> Iterator[Event]:
        """The bot's messages between the client's previous message and this one, newest first."""
        for event in self._before():
            if event.get("event") == "bot":
                yield event

    def responses_before(self) -> Iterator[str]:
        """The names of the responses that the bot gave to the client's previous message."""
        for said in self.said_before():
            yield str((said.get("metadata") or {}).get("utter_action"))

    @property
    def begins_visit(self) -> bool:
        """Whether this message is the first one of a visit (a Rasa session)."""
        return any(event.get("event") == "session_started" for event in self._before())

    @property
    def answered(self) -> bool:
        """Whether this message filled a slot of the active form."""
        for event in reversed(self.tracker.events):
            if event.get("event") == "user":
                return self.intent in ANSWERS
            if event.get("event") == "action" and event.get("name") not in (self.flow, "action_listen"):
                return False
        return False

    def offered(self) -> list[str]:
        """The payloads of the buttons under the bot's last messages."""
        return [
            str(button.get("payload"))
            for said in self.said_before()
            for button in (said.get("data") or {}).get("buttons") or []
        ]

    def _before(self) -> Iterator[Event]:
        users = 0
        for event in reversed(self.tracker.events):
            if event.get("event") == "user":
                users += 1
                if users == 2:
                    return
            elif users == 1:
                yield event
