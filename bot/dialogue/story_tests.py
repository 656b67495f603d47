"""Monkey patch for `rasa test core --e2e`: messages are parsed together with the tracker, as in a live conversation.

Rasa's evaluation parses the text of a test story without a tracker, so no gate could know that a question is open,
and every reply would be read as a command. Here the tracker of the story's last prediction is passed.

Entities that our own components set (which entry of the library, which intent was meant) stand for no words of the
message. A test story can only name entities by their words, so the others are left out of the evaluation.

Messages of test stories are triaged. Those of `rasa test nlu` are not: it measures intents, and triage is measured by
itself (`landfall eval triage`).
"""

from typing import Any

import rasa.core.test
from rasa.core.processor import MessageProcessor

from bot.dialogue.gateway_metadata import triage_messages

_parse = MessageProcessor.parse_message
_predict = MessageProcessor.predict_next_with_tracker_if_should
_test_story = rasa.core.test._predict_tracker_actions


def patch_rasa_test() -> None:
    """Patch this process, which must be one of `rasa test`."""
    triage_messages(False)
    MessageProcessor.parse_message = _parse_with_tracker
    MessageProcessor.predict_next_with_tracker_if_should = _predict_and_note_tracker
    rasa.core.test._predict_tracker_actions = _test_story_from_the_start


async def _test_story_from_the_start(tracker: Any, agent: Any, *options: Any, **more: Any) -> Any:
    agent.processor.tracker_of_story = None
    triage_messages(True)
    try:
        return await _test_story(tracker, agent, *options, **more)
    finally:
        triage_messages(False)


def _predict_and_note_tracker(self: Any, tracker: Any, *options: Any, **more: Any) -> Any:
    self.tracker_of_story = tracker
    return _predict(self, tracker, *options, **more)


async def _parse_with_tracker(self: Any, message: Any, tracker: Any = None, *options: Any, **more: Any) -> Any:
    if tracker is None:
        tracker = getattr(self, "tracker_of_story", None)
    parsed = await _parse(self, message, tracker, *options, **more)
    return parsed | {"entities": [entity for entity in parsed["entities"] if "start" in entity]}
