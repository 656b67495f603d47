"""What stands in the way of calling or of telling somebody, found by the phrases of `content/safety/barriers.yml`."""

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.triage.answers.answer import CONTENT
from bot.triage.answers.features import plain

FILE = CONTENT / "barriers.yml"

log = logging.getLogger(__name__)


class BadBarriers(ValueError):
    """`barriers.yml` cannot be used. Says which entry and what to do."""


def barrier_in(text: str) -> str | None:
    """The first barrier of the file whose phrases stand in `text`; None without one, or with a file that is broken."""
    said = plain(text)
    try:
        found = phrases()
    except BadBarriers as problem:
        log.error("%s", problem)
        return None
    return next((name for name, pattern in found.items() if pattern.search(said)), None)


@lru_cache(maxsize=1)
def phrases() -> dict[str, re.Pattern[str]]:
    """The phrases of the project's own file, compiled. Raises `BadBarriers`."""
    return read(FILE)


def read(file: Path) -> dict[str, re.Pattern[str]]:
    """The phrases of `file`, one pattern a barrier. Raises `BadBarriers`."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))["barriers"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise BadBarriers(f"{file.name} cannot be read: {problem!r}") from problem
    if not isinstance(content, Mapping) or not content:
        raise BadBarriers(f"{file.name}: `barriers` must have an entry for each barrier, with its phrases.")
    return {str(name): _compiled(str(name), lines, file.name) for name, lines in content.items()}


def _compiled(name: str, lines: object, file: str) -> re.Pattern[str]:
    """`...` stands for up to four words, `a|b` for either word; all else for itself. Apostrophes may be missing."""
    if not isinstance(lines, list) or not lines or not all(isinstance(line, str) and line.strip() for line in lines):
        raise BadBarriers(f"{file}: {name} must be a list of phrases, with quotes around each that has a colon in it.")
    return re.compile("|".join(rf"\b{_phrase(line)}\b" for line in lines))


def _phrase(line: str) -> str:
    pattern = ""
    gap = ""
    for word in plain(line).split():
        if word == "...":
            gap = r"(?:\W+[\w']+){0,4}?\W+"
            continue
        either = "|".join(re.escape(one).replace("'", "'?") for one in word.split("|"))
        pattern += (gap or (r"\W+" if pattern else "")) + f"(?:{either})"
        gap = ""
    return pattern
