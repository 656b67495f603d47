"""Preprocessing: a message as the encoder's tokenizer gets it, the same in training and at run time."""

import re
import unicodedata

MAX_CHARACTERS = 4_000
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
_REPEATED_LETTER = re.compile(r"([^\W\d])\1{3,}")  # "sooooo": three of a letter say as much
_REPEATED_MARK = re.compile(r"([^\w\s])\1{3,}")
_BLANKS = re.compile(r"\s+")
TURN_SEPARATOR = " ; "  # between the turns of one client
MAX_ASKED_WORDS = 24  # of what the bot asked, the last ones: the question is at the end


def preprocess(text: str) -> str:
    """`text` with straight quotes, emoji by their names and single blanks; no more than `MAX_CHARACTERS`."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_QUOTES)
    text = "".join(_spell_out(char) for char in text)
    text = _REPEATED_MARK.sub(r"\1\1\1", _REPEATED_LETTER.sub(r"\1\1\1", text))
    return _BLANKS.sub(" ", text).strip()


def preprocess_asked(asked: str) -> str:
    """What the bot said last as the tokenizer gets it, before the message; empty where it said nothing."""
    return " ".join(preprocess(asked[-600:]).split()[-MAX_ASKED_WORDS:])


def _spell_out(char: str) -> str:
    """An emoji by its name, whose words the encoder knows; invisible characters are left out."""
    if char < "\u2000":
        return char
    category = unicodedata.category(char)
    if category == "So":
        return f" {unicodedata.name(char, '').lower()} "
    if category in {"Cf", "Mn", "Sk", "Co", "Cn", "Cs"}:
        return ""
    return char
