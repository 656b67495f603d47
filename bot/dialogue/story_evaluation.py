"""Test stories: `rasa test core` reads each message where it stands in its story, with the question that is open there.

Rasa's evaluator parses the text of a test story without a tracker, as though it were the first message of a
conversation. The answer gate needs to know whether a question is open, so a test story could hold no answer.
"""

from types import SimpleNamespace
from typing import Any

import rasa.core.test
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

_evaluate = rasa.core.test._predict_tracker_actions


class _Processor:
    """Rasa's processor, which parses a message together with the tracker of the last prediction."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._tracker: DialogueStateTracker | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._processor, name)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> Any:
        """Predict, and remember the tracker: the evaluator updates this one object as the story goes on."""
        self._tracker = tracker
        return self._processor.predict_next_with_tracker_if_should(tracker)

    async def parse_message(self, message: UserMessage) -> Any:
        """Parse the message where the story has come to, and keep the entities that a test story can write down.

        Those without a place in the text were set by a component, such as which entry of the library is meant.
        """
        parsed = await self._processor.parse_message(message, self._tracker)
        return {**parsed, "entities": [entity for entity in parsed.get("entities") or [] if "start" in entity]}


def apply() -> None:
    """Let `rasa test core` in this process parse with the tracker. A second call changes nothing (idempotent)."""
    rasa.core.test._predict_tracker_actions = _evaluate_with_tracker


async def _evaluate_with_tracker(tracker: Any, agent: Any, *settings: Any, **more: Any) -> Any:
    listening = SimpleNamespace(processor=_Processor(agent.processor), domain=agent.domain)
    return await _evaluate(tracker, listening, *settings, **more)
