"""A message as the encoder reads it: the same for training and at run time."""

import re
import unicodedata

MAX_CHARACTERS = 4_000
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
_LONG = re.compile(r"([^\W\d])\1{3,}")  # "sooooo": three of a letter say as much
_MANY = re.compile(r"([^\w\s])\1{3,}")
_BLANKS = re.compile(r"\s+")
BETWEEN = " ; "  # between the turns of one client


def plain(text: str) -> str:
    """`text` with straight quotes, named emoji and single blanks; no more than `MAX_CHARACTERS`."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_QUOTES)
    text = "".join(_spoken(char) for char in text)
    text = _MANY.sub(r"\1\1\1", _LONG.sub(r"\1\1\1", text))
    return _BLANKS.sub(" ", text).strip()


def _spoken(char: str) -> str:
    """An emoji by its name, which the encoder knows words of; marks that cannot be seen as nothing."""
    if char < "\u2000":
        return char
    kind = unicodedata.category(char)
    if kind == "So":
        return f" {unicodedata.name(char, '').lower()} "
    if kind in {"Cf", "Mn", "Sk", "Co", "Cn"}:
        return ""
    return char
