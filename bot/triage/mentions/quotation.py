"""Which of the client's own words may be said back: spans of 2 to 9 words, letter for letter, that stay true alone.

Refused is whatever could hurt, shame or betray somebody once it stands in quotation marks by itself: means and methods,
wishes to die, violence, insults of oneself, names and numbers, a secret of another person, a question, an order, and
every span that a "not", an "if" or "almost" outside of it belongs to.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import yaml

from bot.triage.answers.answer import CONTENT
from bot.triage.answers.features import plain

FILE = CONTENT / "not_said_back.yml"

FEWEST, MOST = 2, 9  # words
MOST_SPANS = 24  # of one message, the last ones
_CUTS = re.compile(r"[.!?;:,\n()–—“”\"…]+|\s-+\s|\.{2,}")
_JOINED = re.compile(
    r"\s+(?:and then|and|then|but|so|cos|cuz|coz|because|though|tho|or|plus|anyway|also|even though"
    r"|since|which)\s+",
    re.IGNORECASE,
)
# What may stand at the beginning of a clause and says nothing.
_FILLER = re.compile(
    r"^(?:(?:ok(?:ay)?|k|fine|alright|right|yes|yeah|yep|ye|yea|yh|sure|well|um+|uh+|so|and|but|then"
    r"|honestly|actually|just|i mean|tbh|oh|hm+|please|lol|haha|anyway|anyways|also"
    r"|because|cos|cuz|coz|that|it'?s just|its just|the thing is|thing is|look|listen|sorry|thanks|thank you"
    r"|omg|god|ugh|tonight|today|yesterday|now|again|mate|pal|love|man|bro)\s+)+(?=\S+\s)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:lol|haha|tbh|though|tho|honestly|ngl|mate|pal|man|bro"
    r"|and|but|so|because|or|if|when|that|to|the|a|my|is|was|with|of|in|on|at|for|anyway|too|just))+$",
    re.IGNORECASE,
)
# Where a long clause may be begun, so that what is left is a phrase of its own.
_SUBJECT = re.compile(
    r"\b(?:i|i'?m|i'?ve|i'?d|i'?ll|im|ive|he|he'?s|hes|she|she'?s|shes|it'?s|its|we|we'?re|they|my)\b"
)
# Words after which no phrase of its own begins: "am | i having", "the thing | i said".
_BOUND = re.compile(
    r"\b(?:am|is|are|was|were|be|do|does|did|can|could|will|would|should|have|has|had|what|something|anything|everything"
    r"|nothing|thing|things|way|one|all|moment|time|where|how|why|who|whom|than|as|to|of|for|with|at|in|on|about|like|the"
    r"|a|an|my|your|his|her|feel|feels|felt|think|know|mean|bet|swear|guess)\s*$"
)
# A word in front that changes what follows it.
_CHANGES = re.compile(
    r"\b(?:not|never|no|nobody|none|don'?t|dont|doesn'?t|doesnt|didn'?t|didnt|can'?t|cant|cannot|won'?t|wont|wouldn'?t"
    r"|wouldnt|couldn'?t|couldnt|isn'?t|isnt|ain'?t|aint|wasn'?t|wasnt|haven'?t|havent|without|nor|hardly|barely|if"
    r"|unless|whether|almost|nearly|wish|wished|hope|hoped|pretend\w*|imagine|suppose|think|thinks|thought|feels? like"
    r"|felt like|as though|said|says|saying|told|tells|asked|asks|heard|dream\w*|what|how|why|who|where|until|till)\b"
)
_CONDITION = re.compile(r"^(?:if|unless|whether|until|till|when|once|in case)\b|\b(?:if|unless|whether)\b")
_QUESTION = re.compile(
    r"^(?:what|how|why|when|where|who|whose|which|can|could|should|would|do|does|did|will|is|are|am|was|were|have|has)"
    r" (?:i|you|u|ya|they|it|this|that|he|she|the|my|your|we|there|much|many|long|do|to|if|about|so|on|one|some"
    r"|any\w*|some\w*|nobody|every\w*)\b"
    r"|^(?:how|what|why|who) "
)
_ORDER = re.compile(
    r"^(?:stop|dont|don'?t|do not|please|tell|give|help|let|leave|go|shut|forget|never ?mind|say|answer|read|look|wait"
    r"|hang on|hold on|keep|stay|get|try|call|text|ring|ask|come|take|quit|explain|show)\b"
)
# To the program, and about it.
_TO_US = re.compile(
    r"\b(?:you|u|ur|your|you'?re|youre|ya|yous|robot|bot|chatbot|machine|software|computer|program|app|ai|siri|script)\b"
)
_QUOTED = re.compile(r"[\"“”]")
_UNDOES = re.compile(r"[\s,]*(?:if|unless|until|till|when|whenever|except|before|after|only|not|but not|or not)\b")
_DENIES_NEXT = re.compile(r"\b(?:no|not|never|don'?t|can'?t|won'?t|without|nearly|almost|maybe|perhaps)\s*$")
_FIGURES = re.compile(r"\d{3,}|\d+\s*(?:mg|ml|g)\b|[@#/\\]|https?")
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b(?!I\b|I'|English|Christmas|Easter|Mum|Mom|Dad|Nan|Gran)[A-Z][a-z]+\b")
_SAY_LITTLE = """ok okay yes no yeah nah thanks thank sure fine maybe idk dunno hello hi hey right done next skip what
    sorry lol i dont know don't not really it is that this and the a of to in on"""
_WEAK = frozenset(_SAY_LITTLE.split())
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


def spans(text: str) -> Sequence[str]:
    """The spans of `text` that may be said back, in the client's letters; those at the end of a long message."""
    found: dict[str, None] = {}
    for span in _candidates(text):
        if _is_safe(span, text):
            found[span] = None
    return list(found)[-MOST_SPANS:]


def _candidates(text: str) -> Iterator[str]:
    """Clauses without what says nothing at their ends, two neighbours that are short, and the parts of a long one."""
    pieces = list(_pieces(text))
    bounds = [(start, end) for start, end, _ in pieces]
    for place, (start, end, asks) in enumerate(pieces):
        if asks:
            continue
        yield from _phrases(text[start:end])
        following = place + 1
        if following < len(bounds) and not pieces[following][2]:
            both = text[start : bounds[following][1]]
            if "\n" not in both and not re.search(r"[.!?;:()]", both):
                yield from _trimmed(both)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Begin and end of each clause, and whether a question mark ends it."""
    at = 0
    for cut in [*_CUTS.finditer(text), None]:
        end = len(text) if cut is None else cut.start()
        asks = cut is not None and "?" in cut.group()
        start = at
        for joint in _JOINED.finditer(text, at, end):
            yield start, joint.start(), asks
            start = joint.end()
        yield start, end, asks
        at = len(text) if cut is None else cut.end()


def _phrases(clause: str) -> Iterator[str]:
    yield from _trimmed(clause)
    said = clause.translate(_APOSTROPHES).lower()
    starts = [0, *(one.start() for one in _SUBJECT.finditer(said) if one.start() > 0)]
    for start in starts[1:]:
        if not _CHANGES.search(said[:start]) and not _BOUND.search(said[:start]):
            yield from _trimmed(clause[start:])


def _trimmed(clause: str) -> Iterator[str]:
    span = _TAIL.sub("", _FILLER.sub("", clause.strip(" \t\n,'*~^"))).strip(" \t\n,*~^")
    if FEWEST <= len(span.split()) <= MOST:
        yield span


def _is_safe(span: str, text: str) -> bool:
    said = plain(span.translate(_APOSTROPHES))
    words = said.split()
    if all(word.strip("'") in _WEAK for word in words) or span not in text:
        return False
    before, after = text[: text.index(span)], text[text.index(span) + len(span) :]
    if _QUOTED.search(before[-3:]) or _QUOTED.search(after[:3]) or _QUOTED.search(span):
        return False  # somebody else's words, or the program's own
    if _UNDOES.match(after.lower()) or _DENIES_NEXT.search(before.lower()):
        return False
    return not (
        _refused().search(said)
        or _TO_US.search(said)
        or _QUESTION.search(said)
        or _ORDER.search(said)
        or _CONDITION.search(said)
        or _FIGURES.search(span)
        or _NAME.search(span)
        or not re.search(r"[a-z]", said)
    )


@lru_cache(maxsize=1)
def _refused() -> re.Pattern[str]:
    """The words of `not_said_back.yml`, `*` for any ending. Raises OSError and YAMLError where it cannot be read."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    words = [str(word) for reason, words in content.items() if reason != "reviewed" for word in words]
    ways = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{ways})\b")
