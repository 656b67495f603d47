"""Language recognition: by script where that says it, else by lingua's n-gram models; plain words of danger in others.

Triage reads English only. Whoever writes in another language is told so in it, and plain words of danger in it raise an
alarm.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.triage.model import Tier

ENGLISH = "en"
FILE = Path(__file__).parents[2] / "content" / "languages.yml"
# A language counts as foreign where it is the likeliest one by this much, and English is nearly out of the question:
# of 44,000 English messages of ours and 2,300 from elsewhere, three are taken for another language.
MIN_PROBABILITY = 0.5
MAX_ENGLISH = 0.05
MIN_WORDS = {"tl": 3, "id": 3, "ro": 3}  # short interjections ("haha ok") look like these
OTHER_MIN_WORDS = 2  # one word is a name or slang more often than another language
LATIN = (  # lingua's names of English and of the languages of content/languages.yml with Latin letters
    *("ENGLISH", "GERMAN", "SPANISH", "FRENCH", "ITALIAN", "PORTUGUESE", "DUTCH", "POLISH", "SWEDISH", "TURKISH"),
    *("VIETNAMESE", "TAGALOG", "ROMANIAN", "INDONESIAN"),
)

# The first character of each script's main block, and its language; "" ends a block. Latin is `ENGLISH`, to be looked
# at closely. Scripts of several languages stand for the one with most speakers, which `_closer` corrects.
_BLOCKS = (
    (0x0000, ENGLISH),
    (0x0370, "el"),
    (0x0400, "ru"),
    (0x0530, "hy"),
    (0x0590, "he"),
    (0x0600, "ar"),
    (0x0780, ""),
    (0x0900, "hi"),
    (0x0980, "bn"),
    (0x0A00, "pa"),
    (0x0A80, "gu"),
    (0x0B00, ""),
    (0x0B80, "ta"),
    (0x0C00, "te"),
    (0x0C80, "kn"),
    (0x0D00, "ml"),
    (0x0D80, "si"),
    (0x0E00, "th"),
    (0x0E80, "lo"),
    (0x0F00, ""),
    (0x1000, "my"),
    (0x10A0, "ka"),
    (0x1100, "ko"),
    (0x1200, "am"),
    (0x13A0, ""),
    (0x1780, "km"),
    (0x1800, ""),
    (0x1D00, ENGLISH),
    (0x1F00, "el"),
    (0x2000, ENGLISH),  # letter-like signs
    (0x2C60, ""),
    (0x3040, "ja"),
    (0x3100, "zh"),
    (0x3130, "ko"),
    (0x3190, "zh"),
    (0x31F0, "ja"),
    (0x3200, ""),
    (0x3400, "zh"),
    (0xA000, ""),
    (0xA720, ENGLISH),
    (0xA800, ""),
    (0xAC00, "ko"),
    (0xD7B0, ""),
    (0xF900, "zh"),
    (0xFB00, ENGLISH),
    (0xFB1D, "he"),
    (0xFB50, "ar"),
    (0xFF00, ENGLISH),
    (0xFF66, "ja"),
    (0xFFA0, "ko"),
    (0xFFE0, ""),
    (0x20000, "zh"),
    (0x40000, ""),
)
_STARTS = [start for start, _ in _BLOCKS]


def by_script(text: str) -> str | None:
    """The ISO 639-1 code of the language whose script most letters have; None for Latin ones, `ENGLISH` without any."""
    letters = [char for char in unicodedata.normalize("NFKC", text) if char.isalpha()]
    if not letters:
        return ENGLISH
    counts = Counter(_BLOCKS[bisect_right(_STARTS, ord(char)) - 1][1] for char in letters)
    latin = counts.pop(ENGLISH, 0)
    counts.pop("", 0)
    if "ja" in counts:  # kana: Japanese, however many Han characters stand between
        counts["ja"] += counts.pop("zh", 0)
    if sum(counts.values()) <= latin:
        return None
    return _closer(counts.most_common(1)[0][0], set("".join(letters).lower()))


def _closer(code: str, letters: set[str]) -> str:
    """The language among those that share a script, by letters that only one of them has."""
    if code == "ru" and letters & set("іїєґ") and not letters & set("ыэъё"):
        return "uk"
    if code == "ar" and letters & set("ٹڈڑے"):
        return "ur"
    if code == "ar" and letters & set("پچژگ"):
        return "fa"
    return code


def language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; `ENGLISH` where that is unclear. Loads lingua on first use."""
    found = by_script(text)
    return found if found is not None else _by_models(text.encode("utf-8", "ignore").decode())


def load() -> None:
    """Load lingua's models now: 400 MB, two seconds. Meant for one process of its own."""
    _detector().detect_language_of("getting ready")


def _by_models(text: str) -> str:
    likely = _detector().compute_language_confidence_values(text)
    probabilities = {one.language.iso_code_639_1.name.lower(): one.value for one in likely}
    best = max(probabilities, key=lambda code: probabilities[code], default=ENGLISH)
    words = len(re.findall(r"[^\W\d_]+", text))
    sure = probabilities.get(best, 0.0) >= MIN_PROBABILITY and probabilities.get(ENGLISH, 0.0) <= MAX_ENGLISH
    return best if sure and words >= MIN_WORDS.get(best, OTHER_MIN_WORDS) else ENGLISH


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in LATIN]
    return LanguageDetectorBuilder.from_languages(*languages).with_preloaded_language_models().build()


def acute(text: str) -> tuple[Tier, str] | None:
    """The worst of the plain words of danger in other languages that `text` holds, and the language; None without any.

    The phrases stand in `content/languages.yml` under `acute`. Never raises; a file that is broken holds none.
    """
    try:
        plain = normalized(text)
        for tier, patterns in _patterns():
            for code, pattern in patterns.items():
                if pattern.search(plain):
                    return tier, code
    except Exception:  # content is edited by hand; a mistake in it must not stop the assessment
        return None
    return None


def normalized(text: str) -> str:
    """`text` in small letters without accents, in words with single blanks; a comma stands for all punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(_PLAIN.get(char, char) for char in plain if not _is_accent(char))
    plain = _PUNCTUATION.sub(" , ", unicodedata.normalize("NFC", plain))
    return re.sub(r"[^\w,]+|_+", " ", plain).strip()


_PLAIN = {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ـ": ""}  # what has no decomposition
_PUNCTUATION = re.compile(r"[.,;:!?…\n。、，！？；：؟،؛।]+")


def _is_accent(char: str) -> bool:
    """Accents, Hebrew and Arabic points, invisible characters; not the vowels of Indic scripts or Japanese marks."""
    accent = unicodedata.combining(char) >= 200 or 10 <= unicodedata.combining(char) <= 35
    return accent or unicodedata.category(char) == "Cf"


def phrases(code: str) -> Mapping[Tier, list[str]]:
    """The phrases of one language as they stand in the file.

    Raises:
        OSError, yaml.YAMLError, KeyError, ValueError: the file is broken, or has no such language.
    """
    tiers = (_content()[code].get("acute") or {}).items()
    return {Tier(tier): [str(one) for one in some] for tier, some in tiers}


def codes() -> list[str]:
    """The ISO 639-1 codes of the languages that have phrases. Raises as `phrases`."""
    return list(_content())


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Tier, dict[str, re.Pattern[str]]]]:
    """For each tier, the worst first, and each language: its phrases."""
    every = {code: phrases(code) for code in codes()}
    return [
        (tier, {code: _pattern(some[tier]) for code, some in every.items() if some.get(tier)})
        for tier in sorted({tier for some in every.values() for tier in some}, reverse=True)
    ]


def _pattern(some: list[str]) -> re.Pattern[str]:
    """Whole words, or anywhere where a script has no blanks between its words; not behind a denial."""
    return re.compile(f"{_NOT_DENIED}(?:{'|'.join(map(_one, some))})")


def _one(phrase: str) -> str:
    words = " (?:, )?".join(map(re.escape, normalized(phrase).replace(",", " ").split()))  # a comma may stand anywhere
    return words if _without_blanks(phrase) else rf"(?<!\w){words}(?!\w)"


# What denies the phrase behind it. Phrases that begin with such a word ("no quiero vivir") have it inside.
_DENIALS = (
    *("no ", "no me ", "non ", "non mi ", "nao ", "nao me ", "nie ", "не ", "لا ", "ما ", "مش ", "khong ", "chang "),
    *("不", "没", "沒", "别", "別"),
)
_NOT_DENIED = "".join(f"(?<!{denial})" for denial in _DENIALS)


def _without_blanks(phrase: str) -> bool:
    return by_script(phrase) in {"zh", "ja", "ko", "th", "lo", "km", "my"}


@lru_cache(maxsize=1)
def _content() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["languages"]
