"""Other languages: their cards, their names, and their plainest words of danger, read from `content/languages.yml`.

Imports nothing of the project; never raises to whoever needs a card.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "content" / "languages.yml"
ENGLISH = "en"


def card(code: str, emergency: str, crisis_line: str, calm: bool = False) -> str | None:
    """The card in a language, with the numbers in it; None where there is none. `calm`: nothing sounded distressed."""
    entry = _languages().get(code, {})
    text = entry.get("calm_card" if calm else "card")
    if not isinstance(text, str):
        return None
    return text.replace("{emergency}", emergency).replace("{crisis_line}", crisis_line).strip()


def name(code: str) -> str | None:
    """The English name of a language; None for an unknown one."""
    found = _languages().get(code, {}).get("name")
    return str(found) if found else None


def asked_for(text: str) -> str | None:
    """The language that somebody asks for, in English or in their own: "can we do this in French?"."""
    found = _asking().search(" ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?|\?", text.casefold())))
    return _called()[found["language"] or found["bare"]] if found else None


def phrases() -> Mapping[str, Mapping[str, list[str]]]:
    """The plainest words of danger: by language, then by tier."""
    return {code: entry.get("acute") or {} for code, entry in _languages().items()}


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, dict[str, Any]]:
    try:
        content = yaml.safe_load(FILE.read_text(encoding="utf-8"))["languages"]
        return {str(code): entry for code, entry in content.items() if isinstance(entry, dict)}
    except Exception:  # content is edited by hand; a mistake in it must not stop a message
        return {}


@lru_cache(maxsize=1)
def _called() -> Mapping[str, str]:
    """How each language is called, to its code."""
    return {
        str(called).casefold(): code
        for code, entry in _languages().items()
        for called in (entry.get("called") or [entry.get("name")])
        if called
    }


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _called()), key=len, reverse=True)) or "$^"
    return re.compile(
        r"\b(?:(?:do|can|could|will) (?:you|u|we|i|this|it|anyone|somebody)\b(?: \w+){0,6}? (?:in |speak |talk |use )+|"
        r"(?:^speak|^talk|^write|switch to|do this|have this|is there an?(?: \w+)?)(?: \w+){0,2}? (?:in |to )?)"
        rf"(?P<language>{names})\b|^(?:in )?(?P<bare>{names}) (?:please|pls|plz|\?)"
    )
