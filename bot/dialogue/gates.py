"""Base class of the gates: NLU components that may override the classifier's intent; the last one wins."""

import sys
from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gateway_metadata import default_metadata, serves_clients

LIBRARY_QUESTION = "ask_library"
COMMAND = "/"  # a pressed button reaches Rasa as "/intent{...}"


class Gate(GraphComponent):
    """NLU component that may override the intent of a message. It is stateless."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Gate":
        """A gate with the settings that `config.yml` gives it."""
        if "rasa.model_testing" in sys.modules:  # `rasa test`
            from bot.dialogue.story_tests import patch_rasa_test

            patch_rasa_test()
        return cls(config)

    def process(
        self,
        messages: list[Message],
        tracker: DialogueStateTracker = None,  # Rasa compares this type, and refuses a union
    ) -> list[Message]:
        """Judge each message of a turn.

        Rasa passes the tracker because it is named here. It is only used where no gateway sent metadata.
        """
        for message in messages:
            if message.get("metadata") is None and not serves_clients():
                message.set("metadata", default_metadata(message.get(TEXT) or "", tracker))
            self.judge(message)
        return messages

    def judge(self, message: Message) -> None:
        """Override the intent of one message, or leave it."""
        raise NotImplementedError


def metadata_of(message: Message) -> Mapping[str, Any]:
    """The metadata that the gateway sent with the message, or the defaults; empty when there are neither."""
    return message.get("metadata") or {}


def intent_of(message: Message) -> tuple[str, float]:
    """The intent that a message has so far, and its confidence. A pressed button names its own."""
    text = message.get(TEXT) or ""
    if text.startswith(COMMAND):
        return text[len(COMMAND) :].split("{")[0].strip(), 1.0
    intent = message.get("intent") or {}
    return intent.get("name") or "", float(intent.get("confidence") or 0.0)


def is_button(message: Message) -> bool:
    """Whether the message is a pressed button. Free text never starts with "/": the channel escapes it."""
    return bool((message.get(TEXT) or "").startswith(COMMAND))


def overrule(message: Message, intent: str) -> None:
    """Override the intent, with confidence 1.0 and no entities, whatever was typed or pressed."""
    if is_button(message):
        # Rasa would read the button's intent again after the last gate
        message.set(TEXT, (message.get(TEXT) or "").lstrip(COMMAND))
    message.set("entities", [], add_to_output=True)
    message.set("intent", {"name": intent, "confidence": 1.0}, add_to_output=True)
