"""NLU component, the first one: cuts a message into parts, and adds each that needs an intent as a message of its own.

The components after it understand such a part as they understand a message. The listening gate, further on, takes the
parts out again and joins what was understood.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gates import Gate, is_button, metadata_of
from bot.listening import Part, listener
from bot.listening.parts import COMPLAINT, GREETING, QUESTION, WISH

PARTS = "parts"  # the message property with the parts; without their words, which stand in the message
PART = "part"  # of a message that is a part: its number
NEED_AN_INTENT = (QUESTION, WISH, COMPLAINT, GREETING)
TYPED_COMMAND = "\u200b"  # the channel puts it before a typed "/": such a text is never a command


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PartReader(Gate):
    """Puts the parts of each message on it, as dicts with `role`, `start`, `end`, `sure` and `kind`."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__(config)
        self._listener = listener()

    def process(
        self,
        messages: list[Message],
        tracker: DialogueStateTracker = None,  # Rasa compares this type, and refuses a union
    ) -> list[Message]:
        """Cut each message of a turn."""
        super().process(messages, tracker)
        return [one for message in messages for one in (message, *_as_messages(message))]

    def judge(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if not text or is_button(message) or text.startswith(TYPED_COMMAND):
            return
        asking = metadata_of(message).get("asking")
        found = self._listener.parts(text, str(asking).partition(".")[2] if asking else None)
        message.set(PARTS, _as_dicts(found), add_to_output=True)


def _as_dicts(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"role": one.role, "start": one.start, "end": one.end, "sure": one.sure, "kind": one.kind} for one in parts]


def _as_messages(message: Message) -> Sequence[Message]:
    """The parts that need an intent of their own, where the message has several."""
    parts: Sequence[Mapping[str, Any]] = message.get(PARTS) or ()
    if len(parts) < 2:
        return ()
    text = message.get(TEXT)
    return [
        Message(data={TEXT: text[one["start"] : one["end"]], "metadata": message.get("metadata"), PART: number})
        for number, one in enumerate(parts)
        if one["role"] in NEED_AN_INTENT
    ]
