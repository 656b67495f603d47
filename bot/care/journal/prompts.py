"""Journaling prompts: fixed texts by theme, from `content/journal_prompts.yml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import yaml

from bot.settings import PROJECT


@dataclass(frozen=True)
class Prompt:
    """One prompt: its id, such as "body-3", its theme and its text."""

    id: str
    theme: str
    text: str


@lru_cache(maxsize=1)
def prompts() -> Sequence[Prompt]:
    """All prompts, in the order of the file. Raises `OSError`, `yaml.YAMLError`, `KeyError` when it is broken."""
    content = yaml.safe_load((PROJECT / "content" / "journal_prompts.yml").read_text(encoding="utf-8"))
    return [
        Prompt(f"{theme}-{number}", theme, text)
        for theme, texts in content["themes"].items()
        for number, text in enumerate(texts, start=1)
    ]


def choose(message_id: UUID, theme: str | None, last: str | None) -> Prompt:
    """Choose a prompt of this theme, or of any; never the last one. Deterministic: a message always gets the same."""
    of_theme = [prompt for prompt in prompts() if theme in (None, prompt.theme)] or list(prompts())
    fresh = [prompt for prompt in of_theme if prompt.id != last]
    return fresh[message_id.int % len(fresh)]


def get(prompt_id: str) -> Prompt | None:
    """The prompt with this id; None when it no longer exists."""
    return next((prompt for prompt in prompts() if prompt.id == prompt_id), None)
