"""Plain cues in a message that the safety conversation needs besides its class: patterns, each with a name.

They choose words and strands. None of them lowers an alert, but for `intrusive`, which keeps one.
"""

import re

_I = re.IGNORECASE


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), _I)


# What somebody under 18 says of their age; only used to choose words, never to refuse any.
_MINOR = _pattern(
    r"\b(?:i'?m|i am|me,?) (?:only |just |still )?(?:a )?(?:1[0-7]|[89])\b(?! ?(?:weeks|months|days|hours|min|mg|%|"
    r"/|out of|years (?:in|sober|clean)))",
    r"\b(?:i'?m|i am) (?:a minor|underage|under 18|in (?:[6-9]|1[0-2])th grade|in middle school|in year (?:[7-9]|"
    r"1[01]))\b",
)
_VETERAN = _pattern(r"\b(?:veteran|i served|army|marines?|navy|infantry|deployed|my tours?|the va|iraq|afghanistan)\b")
# The other person is there, said by somebody who is being harmed.
_WATCHED = _pattern(
    r"\b(?:he|she|they|his car)(?:'?s| is| are|re)? (?:just |right )?(?:here|home|back|coming(?: (?:in|up|back|"
    r"home))?|"
    r"in the (?:next )?(?:room|kitchen|hall)|watching|behind me|looking at (?:my|the) (?:phone|screen)|"
    r"can see (?:my|the) screen)\b"
)
_WORSE = _pattern(r"(?<!no )(?<!not )(?<!any )\b(?:worse|worst|rougher|harder)\b")
_BETTER = _pattern(
    r"(?<!no )(?<!not )(?<!any )(?<!not much )\b(?:better|lighter|easier|calmer|less (?:bad|heavy|dark))\b"
)
_THEY_ARE_SAFE = _pattern(
    r"\b(?:s?he|they)(?:'?s| is| are|'?re)? (?:all )?(?:ok|okay|safe|fine|alive|asleep|better)\b",
    r"\b(?:s?he|they) (?:picked up|answered|called (?:me )?back|texted back)\b",
    r"\b(?:they(?:'ve| have)? )?(?:found|got) (?:him|her|them)\b|\b(?:s?he|they)(?:'?s| is| are|'?ve|"
    r" have)? (?:been )?found\b",
    r"\b(?:ambulance|paramedics|police|doctor|friend|mum|mom|dad|nurse)\b.{0,30}\bwith (?:him|her|them)\b",
)
_GREETING = _pattern(
    r"\W*(?:(?:hi|hey|hello|heya|yo|good (?:morning|evening|afternoon))(?: (?:again|there))?|i'?m back|back again|"
    r"it'?s me(?: again)?)\W*"
)
_DENIES = _pattern(
    r"\b(?:don'?t|do not|never|didn'?t|did not|not|no) (?:really |actually |even )?(?:want(?:ed)? to (?:die|kill|"
    r"end)|"
    r"(?:going|planning|trying|thinking of|thinking about) (?:to )?(?:die|kill|end|suicide|dying|ending)|suicidal|"
    r"mean (?:it|that)|meant (?:it|that)|in (?:any )?danger)\b",
    r"\b(?:worded|said|put|came out) (?:it |that )?(?:badly|wrong|weird)\b",
)
_UNSAFE = _pattern(r"\b(?:not safe|unsafe|can'?t|cannot|won'?t|but)\b")
_TAKEN = _pattern(
    r"\b(?:took|taken|swallowed|drank|injected|downed) (?:\w+ ){0,3}(?:pills?|tablets?|meds|medication|overdose|"
    r"bottle|"
    r"pack(?:et)?|lot|whole|all|everything|too many|to many|too much|bleach)\b",
    r"\bi(?:'ve)? (?:just |already )?(?:took|taken|swallowed) (?:them|it)\b|\boverdos(?:e|ed|ing)\b|"
    r"\b(?:already|just) (?:did|done|took|taken) (?:it|them)\b|^\W*too late\b|\bit'?s done\b|\balready did\b",
)
_NOT_TAKEN = _pattern(
    r"\b(?:haven'?t|have not|havent|didn'?t|did not|didnt|never|not) (?:taken|take|took|swallowed?|had|"
    r"done) (?:anything|any|something|a thing|pills)",
    r"\b(?:took|taken|swallowed) nothing\b|\bwhat (?:pills|overdose)\b|\bno (?:pills|overdose|poison)\b",
)
_WOUND = _pattern(
    r"\b(?:cut(?:ting)?|burn(?:ed|t)?|scratched|hurt) (?:my ?self|my (?:arm|leg|wrist|thigh|skin|hand)|again)\b"
)
_NOT_ABUSED = _pattern(
    r"\b(?:nobody|no ?one|no one)(?:'s| is| has| ever)* (?:hurt(?:ing)?|abus(?:ed|ing)|hit(?:ting)?|harm(?:ed|ing)|"
    r"threaten(?:ed|ing))\b",
    r"\b(?:i'?m|i am) not (?:being )?(?:abused|hit|hurt|a victim)\b|\bnot (?:domestic )?(?:violence|abuse)\b|"
    r"\bi'?m the one who\b",
)
_STEP_DONE = _pattern(
    r"\b(?:i(?:'ve| have)? )?(?:just |already |have )?(?:called|rung|rang|phoned|texted|told|woke(?:n)?|gave|given|"
    r"flushed|locked (?:it|them)|"
    r"put (?:it|them) away|handed|sent|asked) (?:\w+|911|999|112)\b",
    r"\b(?:she|he|they|mum|mom|dad|\w+)(?:'?s| is| are) (?:calling|awake|up now|on (?:his|her|their|the) way|"
    r"changing)\b|^\W*done\b",
)
_INTRUSIVE = re.compile(
    r"(?=.*\b(?:baby|newborn|son|daughter|her|him|kid)\b)(?=.*\b(?:pictures?|images?|thoughts?|flash(?:es)?|"
    r"imagin\w+|intrusive)\b)"
    r"(?=.*\b(?:drop\w*|hurt\w*|harm\w*|smother\w*|shak\w+|throw\w*)\b)"
    r"(?=.*\b(?:would never|never would|don'?t want|scare[sd]?|scary|terrif\w+|horrif\w+|hate (?:it|them)|love)\b)",
    _I | re.DOTALL,
)
_PLAIN_NO = re.compile(
    r"^\W*(?:i said |oh |well |um |lol )*(?:no|nope|nah|never|none|nothing)\b(?!.*\b(?:but|except|yet)\b)",
    _I | re.DOTALL,
)
_BACK = _pattern(
    r"\b(?:continue|go on|go back|get back|carry on|return|finish|do|start)\b.{0,20}\b(?:prepar\w+|intention|"
    r"checklist|journal(?:ing)?)\b",
)
TOPICS = {
    "back_again": _GREETING,
    "delete_this": _pattern(r"\b(?:delete|erase|wipe) (?:this|that|it|all|everything|the (?:chat|lot))\b"),
    "what_to_say_to_person": _pattern(
        r"\bwhat (?:do|should|would|can) i (?:even )?(?:say|tell|text|write)(?: to)? (?:him|her|them|my \w+)\b"
    ),
    "should_i_tell_them": _pattern(r"\bshould i (?:wake|text|tell|call|ring|ask) (?!you\b|911|999|988)(?:\w+ )?\w+"),
    "sleep_it_off": _pattern(r"\bsle?e?p (?:it|this) off\b|\bcan i (?:just )?sl(?:ee)?p\b"),
    "papers": _pattern(
        r"\b(?:immigration|inmigraci[oó]n|migra|i\.?c\.?e\.? (?:come|will|agents?)|deport\w*|my papers|ask (?:for |"
        r"my )?papers)\b"
    ),
    "is_it_an_emergency_number": _pattern(
        r"\bis (?:911|999|112|988) (?:right|correct|ok)\b|\b(?:who|what number) (?:do|should|can) i (?:call|phone|"
        r"ring|telephone|dial)\b|"
        r"\bnumber in spanish\b"
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
    return bool(_BETTER.search(text))


def they_are_safe(text: str) -> bool:
    """Whether the other person, who was in danger, is not any more."""
    return bool(_THEY_ARE_SAFE.search(text))


def greeting(text: str) -> bool:
    """Whether a message only says hello."""
    return bool(_GREETING.fullmatch(text))


def denies_the_danger(text: str) -> bool:
    """Whether a "no" denies the danger, and says nothing else."""
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
    found = []
    if _NOT_TAKEN.search(text):
        found.append("medical")
    if _NOT_ABUSED.search(text):
        found.append("abuse")
    return tuple(found)


def intrusive(text: str) -> bool:
    """Whether somebody tells of unwanted pictures of harming their child, which frighten them."""
    return bool(_INTRUSIVE.match(text))


def topics(text: str) -> tuple[str, ...]:
    """The direct questions that a pattern finds for certain."""
    found = [name for name, asked in TOPICS.items() if asked not in (_GREETING, _INTRUSIVE) and asked.search(text)]
    if intrusive(text):
        found.append("intrusive_after_baby")
    return ("back_again",) if greeting(text) else tuple(found)


def plain_no(text: str) -> bool:
    """Whether a message begins with a no, and takes nothing of it back."""
    return bool(_PLAIN_NO.search(text))


def back_to_coaching(text: str) -> bool:
    """Whether somebody asks to go on with what they came for."""
    return bool(_BACK.search(text))
