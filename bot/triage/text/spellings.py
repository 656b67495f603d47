"""The word tables of the normalization, read once from `spellings.yml` and validated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("spellings.yml")
# The same loader in C, ten times as fast, where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_PAIRS = ("spellings", "leet_letters", "holes", "together", "emoji")  # the other tables are texts of words


class BadSpellings(ValueError):
    """A table in `spellings.yml` that cannot be used; says which one and what to do."""


@dataclass(frozen=True)
class Spellings:
    """The tables, by the names that they have in the file."""

    spellings: Mapping[str, str]
    filler: frozenset[str]
    takes_is: frozenset[str]
    laughter: frozenset[str]
    keywords: tuple[str, ...]
    not_typos: frozenset[str]
    double_letters: frozenset[str]
    leet_words: frozenset[str]
    leet_letters: Mapping[int, str]  # as `str.translate` wants it
    holes: Mapping[str, str]
    together: Mapping[tuple[str, str], str]
    emoji: Mapping[str, str]


def load(file: Path = FILE) -> Spellings:
    """The tables of `file`.

    Raises:
        BadSpellings: the file is no YAML, a table is missing, unknown or malformed.
    """
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506  (a safe loader)
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise BadSpellings(f"{file.name}: {problem}") from problem
    names = [field.name for field in fields(Spellings)]
    if not isinstance(content, dict) or set(content) != set(names):
        odd = sorted(map(str, set(content) ^ set(names))) if isinstance(content, dict) else names
        raise BadSpellings(f"{file.name}: {', '.join(odd)} is missing or unknown. The tables are: {', '.join(names)}.")
    words = {name: _words(file, content, name) for name in names if name not in _PAIRS}
    pairs = {name: _pairs(file, content, name) for name in _PAIRS}
    for name in ("leet_letters", "emoji"):
        _require_key(file, name, pairs[name], r".", "is more than one character", re.DOTALL)
    _require_key(file, "together", pairs["together"], r"\S+ \S+", "is not two words with one blank between them")
    return Spellings(
        spellings=pairs["spellings"],
        filler=frozenset(words["filler"]),
        takes_is=frozenset(words["takes_is"]),
        laughter=frozenset(words["laughter"]),
        keywords=words["keywords"],
        not_typos=frozenset(words["not_typos"]),
        double_letters=frozenset(words["double_letters"]),
        leet_words=frozenset(words["leet_words"]),
        leet_letters=str.maketrans(pairs["leet_letters"]),
        holes=pairs["holes"],
        together={(key.split()[0], key.split()[1]): whole for key, whole in pairs["together"].items()},
        emoji=pairs["emoji"],
    )


@cache
def spellings() -> Spellings:
    """The tables of `spellings.yml`, read on first use."""
    return load()


def _words(file: Path, content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A table of words with blanks between them."""
    text = content[name]
    if not isinstance(text, str) or not text.strip() or text != text.lower():
        raise BadSpellings(f"{file.name}, {name}: not a text of words in lower case with blanks between them.")
    return tuple(dict.fromkeys(text.split()))


def _pairs(file: Path, content: Mapping[str, Any], name: str) -> dict[str, str]:
    """A table from one text to another."""
    rows = content[name]
    if not isinstance(rows, dict) or not rows:
        raise BadSpellings(f'{file.name}, {name}: not a table of lines like "typed": "meant".')
    for typed, meant in rows.items():
        if not isinstance(typed, str) or not isinstance(meant, str):
            raise BadSpellings(
                f"{file.name}, {name}: put quotes around {typed!r} and {meant!r}, YAML reads no text there."
            )
        if typed != typed.lower() or meant != meant.lower():
            raise BadSpellings(f"{file.name}, {name}: {typed!r}: {meant!r} is not in lower case.")
    return rows


def _require_key(file: Path, name: str, rows: Mapping[str, str], pattern: str, why: str, flags: int = 0) -> None:
    wrong = next((key for key in rows if not re.fullmatch(pattern, key, flags)), None)
    if wrong is not None:
        raise BadSpellings(f"{file.name}, {name}: {wrong!r} {why}.")
