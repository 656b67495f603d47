"""Safety words: the fixed texts a client gets when triage flags a message, by tier, category and country.

They come from `content/safety_words.yml` and `content/crisis_lines.yml`. If those files are broken, the texts that are
built in here are sent instead (fail-safe).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import PROJECT

CONTENT = PROJECT / "content"
MOST_TEXTS = 3
MOST_LINES = 2  # a person in distress should not have to choose among many numbers

TIERS = ("imminent", "high", "elevated")
EMERGENCY = "112 or your local emergency number"
CRISIS_LINE = "a crisis line in your country (findahelpline.com)"
COACH_NOW = {
    True: "I have alerted a coach, and a coach is online now.",
    False: "I have alerted a coach. I can't say when they will see it, so please don't wait for them.",
}
BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "imminent": (
        "I take this very seriously. Please call {emergency} right now. You can also reach {crisis_line}.",
        "Please don't be alone with this: go to someone you trust, and put distance between you and anything "
        "that could hurt you.",
        "I am software, so I can't come to you. {coach_now}",
    ),
    "high": (
        "Thank you for telling me. Please reach {crisis_line}. If you are in danger now, call {emergency}.",
        "Are you safe right now?",
        "I am software, and this needs a person. {coach_now}",
    ),
    "elevated": (
        "Thank you for telling me. I'm software, and I'd like a person to know about this. {coach_now}",
        "You can talk to someone now: {crisis_line}. In an emergency, call {emergency}.",
        "Are you safe right now?",
    ),
}


def safety_words(tier: str, categories: Sequence[str], country: str | None, coach_online: bool) -> list[str]:
    """The texts for `tier`, in the order in which they are sent; never raises.

    Args:
        tier: "imminent", "high" or "elevated"; "none" gives no texts, an unknown tier counts as elevated.
        categories: what triage found; the most pressing of them chooses the wording.
        country: ISO 3166 alpha-2, or None; a country without an entry gets the international one.
        coach_online: whether a coach is online now; only then do the words say so.

    Returns:
        One to three texts; an empty list only for "none".
    """
    if tier == "none":
        return []
    tier = tier if tier in TIERS else "elevated"
    try:
        words = _words(tier, categories)
        emergency, crisis_line = _numbers(country)
        coach_now = str(_content("safety_words.yml")["coach_now"]["online" if coach_online else "offline"])
        return [_filled(text, emergency, crisis_line, coach_now) for text in words]
    except Exception:  # content is edited by hand; a mistake in it must not leave a person without words
        return _built_in(tier, country, coach_online)


def help_numbers(country: str | None) -> tuple[str, str]:
    """The emergency number and the crisis line of a country as a client reads them; never raises."""
    try:
        return _numbers(country)
    except Exception:  # as above: a mistake in the content must not leave a person without a number
        return EMERGENCY, CRISIS_LINE


def all_fixed_texts() -> list[str]:
    """Every text a client may read from here, with its placeholders, for the lint of texts.

    Raises:
        OSError, yaml.YAMLError, KeyError, TypeError: when the content is broken, so that the lint fails.
    """
    content = _content("safety_words.yml")
    texts = [str(text) for text in content["coach_now"].values()]
    for tier in TIERS:
        for name, group in content[tier].items():
            texts += [str(text) for text in group] if name != "first" else []
    texts += [text for group in BUILT_IN.values() for text in group]
    return [*texts, *COACH_NOW.values()]


def countries() -> list[str]:
    """The countries that have an entry of their own."""
    return sorted(str(name) for name in _content("crisis_lines.yml") if name != "international")


def _words(tier: str, categories: Sequence[str]) -> list[str]:
    groups = _content("safety_words.yml")[tier]
    pressing = next((name for name in groups["first"] if name in categories), "default")
    words = [str(text) for text in groups.get(pressing, groups["default"])][:MOST_TEXTS]
    if not words or not all(words):
        raise ValueError("no words")
    return words


def _numbers(country: str | None) -> tuple[str, str]:
    """The emergency number and the crisis line as a client reads them."""
    entries = _content("crisis_lines.yml")
    entry = entries.get((country or "").upper()) or entries["international"]
    lines = " or ".join(_line(line) for line in entry["lines"][:MOST_LINES])
    return str(entry["emergency"]), lines or CRISIS_LINE


def _line(line: Mapping[str, Any]) -> str:
    call, text, url = line.get("call"), line.get("text"), line.get("url")
    if call and call == text:
        how = f"call or text {call}"
    else:
        ways = (f"call {call}" if call else "", f"text {text}" if text else "", str(url) if url else "")
        how = ", ".join(way for way in ways if way)
    hours = f", {line['hours']}" if line.get("hours") else ""
    return f"{line['name']} ({how}{hours})"


def _filled(text: str, emergency: str, crisis_line: str, coach_now: str) -> str:
    return text.format(emergency=emergency, crisis_line=crisis_line, coach_now=coach_now)


def _built_in(tier: str, country: str | None, coach_online: bool) -> list[str]:
    emergency, crisis_line = help_numbers(country)
    return [_filled(text, emergency, crisis_line, COACH_NOW[coach_online]) for text in BUILT_IN[tier]]


@lru_cache(maxsize=8)
def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _content(name: str) -> Any:
    return _read(CONTENT / name)
