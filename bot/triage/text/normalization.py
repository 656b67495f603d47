"""Normalization of chat language: slang, typos, missing apostrophes, leetspeak, emoji; each word keeps its offsets.

Rules read `Window.flat`, one sentence of plain lower-case words without filler. `Window.spoken` is the same
sentence with its punctuation, for the parser. Both know which characters of the message they came from. The word tables
are in `spellings.yml`.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from bot.triage.text.spellings import spellings

MAX_WORDS = 45  # a longer run without a full stop is cut, with an overlap, so that no rule looks too far
OVERLAP = 12

_TABLES = spellings()


_PIECES = re.compile(
    r"(?P<spaced>(?<!\w)[^\W\d_](?:[ .\-_*][^\W\d_]){2,}(?!\w))"
    r"|(?P<word>[^\W_](?:[@$!*€]|(?:['`´-])(?=[^\W_])|[^\W_])*(?:(?<=[wW])/o?(?!\w))?)"
    r"|(?P<stop>[.!?…\n;]+)"
    rf"|(?P<emoji>[{re.escape(''.join(_TABLES.emoji))}])"
    r"|(?P<quote>[\"“”„«»])"
    r"|(?P<comma>[,:()–—-])"
)
_CONTRACTED = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))


@dataclass(frozen=True)
class Word:
    """One normalised word, and the characters of the message that it stands for."""

    text: str
    start: int
    end: int
    mark: bool = False  # punctuation


@dataclass
class Window:
    """One sentence (or a part of a very long one)."""

    words: list[Word]
    question: bool = False
    flat: str = ""
    spoken: str = ""
    _flat_at: list[tuple[int, Word]] = field(default_factory=list)
    spoken_at: dict[int, tuple[int, int]] = field(default_factory=dict)  # id(word) -> place in `spoken`

    def __post_init__(self) -> None:
        flat: list[str] = []
        spoken: list[str] = []
        flat_place = spoken_place = 0
        for word in self.words:
            shown = "I" if word.text == "i" else word.text
            spoken.append(shown)
            self.spoken_at[id(word)] = (spoken_place, spoken_place + len(shown))
            spoken_place += len(shown) + 1
            if word.mark or word.text in _TABLES.filler:
                continue
            self._flat_at.append((flat_place, word))
            flat.append(word.text)
            flat_place += len(word.text) + 1
        self.flat = " ".join(flat)
        self.spoken = " ".join(spoken) + ("?" if self.question else "")

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that `flat[start:end]` touches."""
        return [word for at, word in self._flat_at if at < end and at + len(word.text) > start]


def windows(text: str) -> list[Window]:
    """`text` as sentences, in order. Never raises; an empty text gives an empty list."""
    found: list[Window] = []
    words: list[Word] = []

    def close(question: bool) -> None:
        nonlocal words
        words = _merged(words)
        for start in range(0, max(1, len(words) - OVERLAP), MAX_WORDS - OVERLAP):
            part = words[start : start + MAX_WORDS]
            if any(not word.mark for word in part):
                found.append(Window(part, question))
        words = []

    cleaned, places = _plain_text(text)

    def word(part: str, match: re.Match[str], mark: bool = False) -> Word:
        return Word(part, places[match.start()], places[match.end() - 1] + 1, mark)

    for match in _PIECES.finditer(cleaned):
        kind, raw = match.lastgroup, match.group()
        if kind == "stop":
            if raw in {".", ";"} and _inside_number(cleaned, match.start(), match.end()):
                continue
            close("?" in raw)
            continue
        if kind in {"quote", "comma"}:
            words.append(word('"' if kind == "quote" else ",", match, mark=True))
            continue
        regular = _joined(raw) if kind == "spaced" else _TABLES.emoji[raw] if kind == "emoji" else _regular(raw)
        words += [word(part, match) for part in regular.split()]
    close(False)
    return found


def _plain_text(text: str) -> tuple[str, list[int]]:
    """Lower case, plain letters and quotes, invisible marks gone; and the place of each character in `text`."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _plain(char)
        if plain:
            chars.append(plain)
            places.append(place)
    return "".join(chars), places


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char < "\x80":
        return char.lower() if char >= " " or char == "\n" else " "
    if char in "’‘ʼ＇":
        return "'"
    if unicodedata.category(char) in {"Cf", "Cc", "Cs", "Mn", "Co"}:
        return ""
    simple = unicodedata.normalize("NFKD", char).lower()
    return simple[0] if simple and simple[0].isalpha() else char


def _merged(words: list[Word]) -> list[Word]:
    """Words typed apart that belong together."""
    merged: list[Word] = []
    for word in words:
        whole = _TABLES.together.get((merged[-1].text, word.text)) if merged else None
        if whole is None:
            merged.append(word)
        else:
            merged[-1] = Word(whole, merged[-1].start, word.end)
    return merged


def _inside_number(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def _joined(raw: str) -> str:
    """ "k i l l" -> "kill"; letters that spell nothing known stay apart."""
    joined = re.sub(r"[ .\-_*]", "", raw)
    if joined in _TABLES.leet_words or joined in _TABLES.keywords or joined in {"kms", "kys"}:
        return _TABLES.spellings.get(joined, joined)
    for key in ("suicide", "kill", "die", "kms"):  # "i w a n t t o d i e"
        if joined.endswith(key) and len(joined) > len(key):
            return {"kms": "kill myself"}.get(key, key)
    return re.sub(r"[.\-_*]", " ", raw)


@lru_cache(maxsize=8192)
def _regular(raw: str) -> str:
    word = raw.replace("`", "'").replace("´", "'").strip("-'!*")
    known = _TABLES.spellings.get(word)
    if known is not None:
        return known
    if "'" in word:
        return _apart(word)
    if "-" in word:
        return " ".join(_regular(part) for part in word.split("-") if part)
    if not word.isalpha():
        return _unleet(word)
    if len(word) > 3 and re.search(r"(.)\1\1", word):
        return _unstretch(word)
    return _typos().get(word, word)


def _apart(word: str) -> str:
    for ending, full in _CONTRACTED:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return f"{_regular(stem)} {full}"
    stem, _, ending = word.partition("'")
    if ending == "s":
        return f"{stem} is" if stem in _TABLES.takes_is else f"{stem} 's"
    return stem + ending


def _unleet(word: str) -> str:
    if word.isdigit():
        return word
    plain = word.translate(_TABLES.leet_letters)
    if "*" in word and plain in _TABLES.holes:
        return _TABLES.holes[plain]
    if plain in _TABLES.leet_words:
        return _TABLES.spellings.get(plain, plain)
    return _typos().get(plain, re.sub(r"[@$!*€]+", "", word) or word)


def _unstretch(word: str) -> str:
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
    once = re.sub(r"(.)\1{2,}", r"\1", word)
    for candidate in (once, twice):
        if candidate in _TABLES.spellings:
            return _TABLES.spellings[candidate]
    return twice if twice in _TABLES.double_letters else once


@lru_cache(maxsize=1)
def _typos() -> dict[str, str]:
    """Every string one edit away from a keyword, and the keyword."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    table: dict[str, str] = {}
    for key in _TABLES.keywords:
        halves = [(key[:i], key[i:]) for i in range(len(key) + 1)]
        edits = {a + b[1:] for a, b in halves if b}
        edits |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
        edits |= {a + c + b[1:] for a, b in halves if b for c in letters}
        edits |= {a + c + b for a, b in halves for c in letters}
        for edit in edits - {key + "s", key + "d", key + "r"} - _TABLES.not_typos - set(_TABLES.keywords):
            if edit[0] == key[0]:
                table.setdefault(edit, key)
    return table
