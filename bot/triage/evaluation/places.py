"""The questions of the dialogue by their place in the flow, so that a message is measured as it is met in life."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.triage.asked import questions_of

RESPONSES = Path(__file__).parents[3] / "data" / "responses"
FIRST = "first message"
# The first that is in the name of a response; anything else that is asked is a free question.
_BY_NAME = (
    ("name", ("ask_called",)),
    ("menu", ("utter_menu", "utter_greet", "utter_lost", "loose_end")),
    ("journal", ("journal_first", "journal_more")),
    ("intention", ("ask_intention", "ask_hope", "ask_kindness", "way_")),
    ("closed question", (
        "when", "dates", "_time", "count", "so_far", "feeling_before", "feeling_after", "mood", "space_", "right",
        "kept", "safe_now", "worn_off", "someone_there", "settled_in", "sure", "consent", "confirm", "calming",
        "prepared_before", "someone_to_talk_to", "which", "measure", "share",
    )),
)  # fmt: skip
FREE = "free question"
PLACES = (FIRST, *(place for place, _ in _BY_NAME), FREE)


def place_of(asked: str | None) -> str:
    """The place of a question, as it is worded in `data/responses`; of an empty one the first message."""
    if not asked:
        return FIRST
    return _places().get(" ".join(asked.split()), FREE)


def asked_before(text: str) -> str:
    """A question that may well have stood before `text`: always the same one for the same text."""
    some = sorted(_places())
    return some[int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % len(some)]


@lru_cache(maxsize=1)
def _places() -> Mapping[str, str]:
    return {text: _place(name) for text, name in questions_of(RESPONSES).items()}


def _place(name: str) -> str:
    return next((place for place, parts in _BY_NAME if any(part in name for part in parts)), FREE)
