"""The texts of the reflections, as clinicians own them: `content/reflections.yml`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import validator

from bot.flows import Strict
from bot.listening.reflections.classes import CLASSES, QUIET

FILE = Path(__file__).parents[3] / "content" / "reflections.yml"
# The texts for an answer of several heavy things, or several bright ones, of which none leads; and for one of which
# nobody can say what it is about.
HEAVILY, BRIGHTLY, UNSURE = "heavily", "brightly", "unsure"
SLOT = "{words}"
PAIR = ("{first}", "{second}")  # the places of two phrases in a summary
MOST_WORDS = 25
Form = Literal["quoted", "plain", "short"]


class Frames(Strict):
    """The texts of one class, by their form."""

    quoted: Sequence[str]
    plain: Sequence[str]
    short: Sequence[str]

    @validator("quoted", "plain", "short")
    def _receives(cls, value: Sequence[str], field: Any) -> Sequence[str]:
        for text in value:
            if (SLOT in text) is not (field.name == "quoted"):
                raise ValueError(f"{text!r} has {SLOT} where it must not be, or lacks it")
            if "?" in text:
                raise ValueError(f"{text!r} asks something; a reflection does not")
            if len(text.split()) > MOST_WORDS:
                raise ValueError(f"{text!r} is longer than {MOST_WORDS} words")
        return value


class Texts(Strict):
    """The whole file."""

    source: str
    reviewed: Mapping[str, Any]
    classes: Mapping[str, Frames]
    summaries: Sequence[str]

    @validator("summaries")
    def _sums_up(cls, value: Sequence[str]) -> Sequence[str]:
        for text in value:
            if any(text.count(place) != 1 for place in PAIR) or "?" in text or len(text.split()) > MOST_WORDS:
                raise ValueError(f"{text!r} lacks a phrase, asks something or is longer than {MOST_WORDS} words")
        return value

    @validator("classes")
    def _all(cls, value: Mapping[str, Frames]) -> Mapping[str, Frames]:
        wanted = {*CLASSES, HEAVILY, BRIGHTLY, UNSURE} - set(QUIET)
        if set(value) != wanted:
            raise ValueError(f"has texts for {sorted(set(value) ^ wanted)} too many or too few")
        return value


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The texts in use. Raises pydantic's ValidationError where the file breaks a rule."""
    return Texts(**yaml.safe_load(FILE.read_text(encoding="utf-8")))
