"""The country a client says they are in: "I'm in Japan", "i moved to Germany last month", "here in Ireland".

Only what somebody says of themselves and of now counts. A past, a dream, a plan, somebody else, a nationality and a
name that may mean two places ("Georgia", "Jersey") do not: a wrong country means numbers that do not connect, and a
client whose country is not known still gets help that works everywhere.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.care.accounts import country_names

LONGEST = 2_000  # characters; who says where they are says it briefly

# How places are called apart from their names in CLDR. Nothing: more than one country, or none.
_ALSO: Mapping[str, str | None] = {
    **dict.fromkeys(("uk", "britain", "great britain", "england", "scotland", "wales", "northern ireland"), "GB"),
    **dict.fromkeys(("usa", "united states of america", "america", "the states", "new england", "new mexico"), "US"),
    **dict.fromkeys(("south america", "central america", "north america", "latin america", "jersey", "georgia"), None),
    **dict.fromkeys(("republic of ireland", "eire"), "IE"),
    **dict.fromkeys(("aus", "oz", "new south wales"), "AU"),
    **dict.fromkeys(("nz", "aotearoa"), "NZ"),
    **dict.fromkeys(("uae", "the emirates"), "AE"),
    **dict.fromkeys(("korea", "republic of korea"), "KR"),
    **dict.fromkeys(("drc", "dr congo"), "CD"),
    **dict.fromkeys(("trinidad", "tobago"), "TT"),
    **dict.fromkeys(("burma", "myanmar"), "MM"),
    "holland": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "ivory coast": "CI",
    "swaziland": "SZ",
    "bosnia": "BA",
    "macedonia": "MK",
    "macau": "MO",
    "palestine": "PS",
    "saudi": "SA",
    "deutschland": "DE",
    "espana": "ES",
    "italia": "IT",
    "brasil": "BR",
    "reunion": None,
}

_I_AM = r"\b(?:i'?m|i am|iam|we'?re|we are)"
_HOW = (
    r"(?: (?:currently|presently|right now|now|still|just|actually|also|already|only|here|over|back|out|down|up|"
    r"at home|home|at the moment|atm|rn|temporarily|really|alone|away|stuck|safe|on holiday|on vacation|"
    r"on a (?:work )?trip|travell?ing|living|based|staying|working|studying|located|somewhere))*"
)
_COUNTRYSIDE = (
    r"(?:the (?:north|south|east|west|middle|heart|centre|center|countryside|highlands|midlands)(?:[- ](?:east|west))? "
    r"(?:of|in) |an? (?:\w+ ){0,3}(?:town|village|city|suburb|flat|apartment|house|hotel|hostel|hospital|clinic|farm|"
    r"island|cabin|retreat) in |(?:\w+ )?(?:north|south|east|west|northern|southern|eastern|western|central|rural) )??"
)
_CITY = r"(?P<city>[\w'.-]+(?: [\w'.-]+)?(?:,| in) )??"
_WITH = (
    r"(?: (?:alone|here|over|abroad|out|up|down|back|by myself|on my own|with my \w+(?: and (?:my )?\w+)?|near \w+),?)*"
)
_OFTEN = r"(?: (?:currently|now|still|do|also|actually|mostly|just|already|been|have))*"
_NOT_OTHERS = (
    r"(?:(?!(?:my|our|his|her|their|your|about|for|with|not|no|never|from|in|missing|worried)\b)[\w'-]+,? ){1,3}"
)

# where somebody is now, then where they live, then where they moved to; {x} is the name of a place
_PATTERNS: tuple[tuple[int, str], ...] = (
    (3, _I_AM + _HOW + _WITH + r" (?:in|visiting|near) {x}"),
    (3, _I_AM + r" " + _NOT_OTHERS + r"(?:currently |now )?(?:living|based|working|staying|studying) in {x}"),
    (3, r"\bhere in {x}"),
    (3, r"(?:^|\b(?:i'?m|i am) )(?:calling|texting|writing|messaging|chatting|typing)(?: \w+){0,2} (?:from|in) {x}"),
    (3, r"^(?:(?:hi|hello|ok|okay|yes|yeah|no|well|um),? )?(?:am|currently|living|live|based|staying|stuck) in {x}"),
    (3, r"^(?:(?:hi|hello|ok|okay|yes|yeah|no|well|um),? )?in {x}(?: now| right now| atm| rn| at the moment)?[\s!.]*$"),
    (2, r"\b(?:i|we)(?:'ve)?" + _OFTEN + r" (?:live|living|reside|stay|staying)" + _WITH + r" in {x}"),
    (2, r"\b(?:i|we)(?:'ve| have)? been(?: back| over)? in {x} (?:now )?(?:for|since)\b"),
    (2, r"\b(?:i|we)(?:'ve| have) lived in {x} (?:for|since|all my life|my whole life)\b"),
    (
        1,
        r"\b(?:i|we)(?:'ve| have)?(?: just| recently| finally| only)? (?:moved|relocated|emigrated|arrived)"
        r"(?: back| over| out| here)?(?: from [\w ]{2,30})? (?:to|in) {x}",
    ),
)

# said before it, in the same sentence: not how things are
_UNREAL = re.compile(
    r"\b(?:dream\w*|nightmare\w*|imagin\w*|pretend\w*|picturing|fantas\w*|visions?|visuali[sz]\w*|hallucinat\w*|wish\w*|song|"
    r"lyrics?|film|movie|book|novel|game|stor(?:y|ies)|as if|as though|(?:feel|feels|felt|feeling) like|"
    r"(?:in|during) (?:\w+ )?sessions?)\b"
    r"|\b(?!(?:i|ve|already|just)\b)[\w']+ (?:said|says?|thinks?|thought|texted|wrote|writes|messaged|told me|tells me|"
    r"claims?|jok(?:es|ed)|reckons?|believe[sd]?)\b"
)
# said before it, in the same clause: a condition, a plan, a doubt, a denial
_UNSURE = re.compile(
    r"\b(?:if|unless|when|whenever|until|before|think|thought|believed?|convinced|seems?|would|could|might|maybe|perhaps|"
    r"some ?day|one day|plan\w*|going to|gonna|wanna|want|hop(?:e|ing)|used to|not that|not because|isn't that|"
    r"tomorrow|next \w+|in my (?:heart|mind|head|thoughts))\b"
)
_CLAUSE = re.compile(r"[,;:]|\b(?:but|and|because|cos|since|so)\b")
# said after it: another time, only in the mind, or part of another name
_LATER = re.compile(
    r",? (?:next (?:week|weekend|month|year|spring|summer|autumn|fall|winter|time)|tomorrow|soon|later|anymore|"
    r"any more|no more|in (?:a|an|one|two|three|four|\d+) \w+|(?:from|on|by) (?:\w+day|tomorrow|next|then)|"
    r"in (?:my|the|this|that) (?:head|mind|dreams?|imagination|book|film|movie|game|heart|thoughts|sessions?|visions?|"
    r"song))\b"
)
_PART = re.compile(
    r"'|-?\w| (?:army|navy|military|marines|embassy|consulate|mode|class|team|street|road|avenue|town|time|timezone|"
    r"vibes?|lessons?|squad|fans?|shirt|restaurant|section|chapter|group|chat|channel|office|was|were|is|are|had)\b"
)
_NOT_THERE_NOW = re.compile(
    r"\b(?:back|left|returned|before|until|as a (?:kid|child|baby|teen|teenager|student)|in (?:19|20)\d\d)\b"
)
_AT_THE_END = re.compile(r"(?: (?:now|right now|atm|rn|at the moment|currently|today|tonight))?\s*(?:$|[,;:])")


def said(text: str, *, asked: bool = False) -> str | None:
    """The country (ISO 3166) that the client says they are in now, or None.

    Args:
        text: what the client wrote.
        asked: whether they were asked for their country just before; then the bare name of one is an answer.
    """
    whole = _normal(text[:LONGEST], asked)
    if asked and (answer := _bare().fullmatch(whole)):
        return _names()[answer["place"]]
    found = [match for sentence in re.split(r"[.!?\n]+", whole) for match in _in_sentence(sentence.strip())]
    strongest = max((strength for strength, _ in found), default=0)
    named = {code for strength, code in found if strength == strongest}
    return named.pop() if len(named) == 1 else None  # two countries: not clear which one counts


def only(text: str) -> str | None:
    """The country (ISO 3166) whose name is all that a text says ("Japan", "ok, in the UK"), or None."""
    answer = _bare().fullmatch(_normal(text[:LONGEST], asked=True))
    return _names()[answer["place"]] if answer else None


def _in_sentence(sentence: str) -> Iterator[tuple[int, str]]:
    """What a sentence says, as (strength, country)."""
    for strength, pattern in _patterns():
        for match in pattern.finditer(sentence):
            code, before, after = _names()[match["place"]], sentence[: match.start()], sentence[match.end("place") :]
            clause = _CLAUSE.split(before)[-1]
            if code is None or _UNREAL.search(before) or _UNSURE.search(clause):
                continue
            if _LATER.match(after) or _PART.match(after):
                continue
            if match["city"] and not _AT_THE_END.match(after):  # "in pain, Ireland is far away"
                continue
            if strength == 1 and _NOT_THERE_NOW.search(after):
                continue
            yield strength, code


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str | None]:
    names: dict[str, str | None] = {}
    for code, name in country_names.every():
        plain = country_names.plain(name).replace("&", "and")
        for variant in (plain, plain.replace("st. ", "st "), plain.replace("st. ", "saint ")):
            names[re.sub(r"\s*\(.*\)", "", variant)] = code
    return {**names, **_ALSO}


def _place() -> str:
    longest_first = sorted(_names(), key=len, reverse=True)
    return rf"(?:the )??(?P<place>{'|'.join(map(re.escape, longest_first))})"


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[int, re.Pattern[str]]]:
    place = _COUNTRYSIDE + _CITY + _COUNTRYSIDE + _place()
    return [(strength, re.compile(pattern.replace("{x}", place + r"(?![\w])"))) for strength, pattern in _PATTERNS]


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:hi|ok|okay|yes|yeah|well|um|it's|its|i'm in|im in|in),? )*{_place()}[\s.!,]*")


def _normal(text: str, asked: bool) -> str:
    """The text in plain letters, with single spaces, and the United States and the United Kingdom as one word."""
    text = re.sub(r"\bU\.? ?K\.(?=\W|$)", "UK", text, flags=re.IGNORECASE)
    text = re.sub(r"\bU\.S\.(?:A\.?)?", "USA", text, flags=re.IGNORECASE)
    if asked or not text.isupper():  # where all is in capitals, "US" may be the pronoun
        text = re.sub(r"\bUS\b", "USA", text)
    small = re.sub(r"[^\S\n]+", " ", country_names.plain(text).replace("&", "and")).strip()
    return re.sub(r"\bthe us\b", "the usa", small)
