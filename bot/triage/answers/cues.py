"""Plain cues in a message that the safety conversation needs besides its class: patterns, each with a name.

They choose words, strands and questions. None of them lowers a tier. What somebody doubts, hopes or asks is no cue.
"""

import re

_ANY_CASE = re.IGNORECASE


def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), _ANY_CASE)


# What somebody under 18 says of their age; only used to choose words, never to refuse any.
_NO_AGE = r"(?! ?(?:weeks|months|days|hours|min|mg|%|/|out of|years (?:in|sober|clean)))"
_MINOR = _pattern(
    rf"\b(?:i'?m|i am|me,?) (?:only |just |still )?(?:a )?(?:1[0-7]|[89])\b{_NO_AGE}",
    r"\b(?:i'?m|i am) (?:a minor|underage|under 18|in middle school)\b",
    r"\b(?:i'?m|i am) in (?:(?:[6-9]|1[0-2])th grade|year (?:[7-9]|1[01]))\b",
)
_VETERAN = _pattern(r"\b(?:veteran|i served|army|marines?|navy|infantry|deployed|my tours?|the va|iraq|afghanistan)\b")
# The other person is there, said by somebody who is being harmed.
_WATCHED = _pattern(
    r"\b(?:he|she|they|his car)(?:'?s| is| are|re)? (?:just |right )?(?:here|home|back)\b(?! (?:at|to) work)",
    r"\b(?:he|she|they)(?:'?s| is| are|re)? coming (?:in|up|back|home)\b",
    r"\b(?:he|she|they)(?:'?s| is| are|re)? (?:in the (?:next )?(?:room|kitchen|hall)|watching|behind me)\b",
    r"\blooking at (?:my|the) (?:phone|screen)\b|\bcan see (?:my|the) screen\b",
)
_WORSE = _pattern(r"(?<!no )(?<!not )(?<!any )\b(?:worse|worst|rougher|harder)\b")
# At the beginning of an answer, and not "they'd be better off": that is the opposite.
_BETTER = re.compile(
    r"\W*(?:(?:yes|yeah|yep|yea|well|honestly|ok|okay|a (?:little|bit|lot)|bit|slightly|somewhat|much|kinda|kind of|i|"
    r"it|i'?m|it'?s|feel|feels|feeling|am|is|definitely|so much)\b\W*)*"
    r"(?:better|lighter|easier|calmer|less (?:bad|heavy|dark|loud))\b(?! off| if| when| without)",
    _ANY_CASE,
)
_THEY_ARE_SAFE = _pattern(
    r"\b(?:s?he|they)(?:'s| is| are|'re|s)? (?:all )?(?:ok|okay|safe|fine|alive)\b",
    r"\b(?:s?he|they) (?:picked up|answered|called (?:me )?back|texted back)\b",
    r"\bthey(?:'ve| have)? (?:found|got) (?:him|her|them)\b",
    r"\b(?:s?he|they)(?:'s| is| are|'ve| has| have)? been found\b|\b(?:s?he|they)(?:'s| is| are) found\b",
    r"\b(?:ambulance|paramedics|police|doctor|friend|mum|mom|dad|nurse) (?:is |are )?with (?:him|her|them)\b",
)
_DOUBT = _pattern(
    r"\?|\b(?:if|whether|hope|wish|pray|maybe|perhaps|think|dunno|know|unless|until|but|not|never|no)\b",
    r"n'?t\b|\b(?:says?|said|pretend\w*|claims?)\b",
)
_GREETING = _pattern(
    r"\W*(?:hi|hey|hello|heya|yo|good (?:morning|evening|afternoon))(?: (?:again|there))?\W*",
    r"\W*(?:i'?m back|back again|it'?s me(?: again)?)\W*",
)
_NOT = r"\b(?:don'?t|do not|never|didn'?t|did not|not|no) (?:really |actually |even )?"
_DENIES = _pattern(
    rf"{_NOT}(?:want(?:ed)? to (?:die|kill|end)|suicidal|mean (?:it|that)|meant (?:it|that)|in (?:any )?danger)\b",
    rf"{_NOT}(?:going|planning|trying|thinking of|thinking about) (?:to )?(?:die|kill|end|suicide|dying|ending)\b",
    r"\b(?:worded|said|put|came out) (?:it |that )?(?:badly|wrong|weird)\b",
)
_UNSAFE = _pattern(r"\b(?:not safe|unsafe|can'?t|cannot|won'?t|but|yet|already|unless|until|anymore)\b")
_DRUGS = (
    r"(?:pills?|tablets?|meds|medication|overdose|bottle|pack(?:et)?|lot|whole|all|everything|to+ many|to+ much|bleach)"
)
_TAKEN = _pattern(
    rf"\b(?:took|taken|swallowed|drank|injected|downed) (?:\w+ ){{0,3}}{_DRUGS}\b",
    r"\bi(?:'ve)? (?:just |already )?(?:took|taken|swallowed) (?:them|it)\b|\boverdos(?:e|ed|ing)\b",
    r"\b(?:already|just) (?:did|done|took|taken) (?:it|them)\b|^\W*too late\b|\bit'?s done\b|\balready did\b",
)
_NOT_TAKEN = _pattern(
    r"\b(?:haven'?t|have not|didn'?t|did not|never) (?:taken|take|took|swallowed?|had|done)"
    r" (?:anything|any|a thing|pills)",
    r"\bnot (?:taken|had|done) (?:anything|any)|\b(?:took|taken|swallowed) nothing\b",
    r"\bwhat (?:pills|overdose)\b|\bno (?:pills|overdose|poison)\b",
)
_WOUND = _pattern(
    r"\b(?:cut(?:ting)?|burn(?:ed|t)?|scratched|hurt) (?:my ?self|my (?:arm|leg|wrist|thigh|skin|hand)|again)\b"
)
_NOT_ABUSED = _pattern(
    r"\bno ?(?:body|one)(?:'s| is| has| ever)* (?:hurt|abus|hit|harm|threaten)\w*\b",
    r"\b(?:i'?m|i am) not (?:being )?(?:abused|hit|hurt|a victim)\b|\bnot (?:domestic )?(?:violence|abuse)\b",
    r"\bi'?m the one who\b",
)
_STEP_DONE = _pattern(
    r"\b(?:called|rung|rang|phoned|texted|told|woke(?:n)?|gave|given|flushed|handed|sent|asked)"
    r" (?!nobody|no ?one|anyone|anybody|myself)\w+",
    r"\b(?:locked|put) (?:it|them)(?: away| up)?\b|^\W*done\b",
    r"\b(?:she|he|they|mum|mom|dad)(?:'?s| is| are) (?:calling|awake|up now|changing|on (?:his|her|their|the) way)\b",
)
# Unwanted pictures of harming one's child, which frighten: all four have to be in it.
_INTRUSIVE = re.compile(
    r"(?=.*\b(?:baby|newborn|son|daughter|her|him|kid)\b)"
    r"(?=.*\b(?:pictures?|images?|thoughts?|flash(?:es)?|imagin\w+|intrusive)\b)"
    r"(?=.*\b(?:drop\w*|hurt\w*|harm\w*|smother\w*|shak\w+|throw\w*)\b)"
    r"(?=.*\b(?:would never|never would|scare[sd]?|scary|terrif\w+|horrif\w+|hate (?:it|them))\b)",
    _ANY_CASE | re.DOTALL,
)
# A no that is an answer: not "no idea", "no one", "never mind", "nothing left".
_PLAIN_NO = re.compile(
    r"^\W*(?:(?:i said|oh|well|um|lol) )*(?:no|nope|nah|naw)"
    r"(?=\W*$|[,.!;:]|\s+(?:i|i'm|im|i've|it|its|not|never|nothing)\b)"
    r"(?!.*\b(?:but|except|yet|though|unless|until)\b)",
    _ANY_CASE | re.DOTALL,
)
_BACK = _pattern(
    r"\b(?:continue|go on|go back|get back|carry on|return|finish|(?:do|start) (?:my|the|our))\b.{0,20}"
    r"\b(?:prepar\w+|intention|checklist|journal(?:ing)?)\b"
)
# The direct questions that a pattern finds more surely than likeness does (`topics.py`), by the name of their texts.
TOPICS = {
    "back_again": _GREETING,
    "delete_this": _pattern(r"\b(?:delete|erase|wipe) (?:this|that|it|all|everything|the (?:chat|lot))\b"),
    "what_to_say_to_person": _pattern(
        r"\bwhat (?:do|should|would|can) i (?:even )?(?:say|tell|text|write)(?: to)? (?:him|her|them|my \w+)\b"
    ),
    "should_i_tell_them": _pattern(r"\bshould i (?:wake|text|tell|call|ring|ask) (?!you\b|911|999|988)\w+"),
    "sleep_it_off": _pattern(r"\bsle?e?p (?:it|this) off\b|\bcan i (?:just )?sl(?:ee)?p\b"),
    "papers": _pattern(
        r"\b(?:immigration|inmigraci[oó]n|migra|deport\w*|my papers|ask (?:for |my )?papers)\b"
        r"|\bi\.?c\.?e\.? (?:come|will|agents?)\b"
    ),
    "is_it_an_emergency_number": _pattern(
        r"\bis (?:911|999|112|988) (?:right|correct|ok)\b|\bnumber in spanish\b",
        r"\b(?:who|what number) (?:do|should|can) i (?:call|phone|ring|telephone|dial)\b",
    ),
    "intrusive_after_baby": _INTRUSIVE,
    "how_to_quit": _pattern(r"\bhow (?:do|can) i (?:close|hide|leave|exit|shut|quit) (?:this|the (?:chat|page|app))\b"),
    "hospital_what_happens": _pattern(
        r"\bwhat (?:happens|do they do|will they do|would happen) (?:\w+ ){0,4}(?:hospital|er|a&e|ward)\b"
    ),
}


def minor(text: str) -> bool:
    """Whether somebody says that they are under 18."""
    return bool(_MINOR.search(text))


def veteran(text: str) -> bool:
    """Whether somebody says that they served."""
    return bool(_VETERAN.search(text))


def watched(text: str) -> bool:
    """Whether the person who harms them is there, or coming."""
    return bool(_WATCHED.search(text))


def worse(text: str) -> bool:
    """Whether it is worse than before."""
    return bool(_WORSE.search(text))


def better(text: str) -> bool:
    """Whether it is better than before."""
    return bool(_BETTER.match(text))


def they_are_safe(text: str) -> bool:
    """Whether the other person is out of danger, said without any doubt. Asleep is not safe."""
    return bool(_THEY_ARE_SAFE.search(text)) and not _DOUBT.search(text)


def greeting(text: str) -> bool:
    """Whether a message only says hello."""
    return bool(_GREETING.fullmatch(text))


def denies_the_danger(text: str) -> bool:
    """Whether a message denies the danger, and says nothing else."""
    return bool(_DENIES.search(text)) and not _UNSAFE.search(text)


def taken(text: str) -> bool:
    """Whether something was taken or done to the body that a doctor has to look at."""
    return bool(_TAKEN.search(text)) and not _NOT_TAKEN.search(text)


def wound(text: str) -> bool:
    """Whether they hurt themselves by a wound."""
    return bool(_WOUND.search(text))


def step_done(text: str) -> bool:
    """Whether a protective step is done already, and not only meant."""
    return bool(_STEP_DONE.search(text))


def denied_strands(text: str) -> tuple[str, ...]:
    """The strands that somebody clearly says it is not about."""
    denied = {"medical": bool(_NOT_TAKEN.search(text)) and not _TAKEN.search(text), "abuse": _NOT_ABUSED.search(text)}
    return tuple(strand for strand, found in denied.items() if found)


def intrusive(text: str) -> bool:
    """Whether somebody tells of unwanted pictures of harming their child, which frighten them."""
    return bool(_INTRUSIVE.match(text))


def plain_no(text: str) -> bool:
    """Whether a message is a no, and takes nothing of it back."""
    return bool(_PLAIN_NO.match(text))


def back_to_coaching(text: str) -> bool:
    """Whether somebody asks to go on with what they came for."""
    return bool(_BACK.search(text))


def topics(text: str) -> tuple[str, ...]:
    """The direct questions that a pattern finds for certain."""
    if greeting(text):
        return ("back_again",)
    found = (name for name, asked in TOPICS.items() if asked not in (_GREETING, _INTRUSIVE) and asked.search(text))
    return (*found, *(("intrusive_after_baby",) if intrusive(text) else ()))
