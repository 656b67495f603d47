"""Closed answers: one or a few words that are the same class after every question, read without the classifier."""

import re

from bot.triage.answers.features import plain

LONGEST = 60  # characters
_LEADING = r"(?:(?:um+|uh+|er|oh|well|so|ok(?:ay)?|k|hey|honestly|tbh|lol|haha|pls|please|sorry|but)[\s,.]+)*"
_TRAILING = (
    r"(?:[\s,.]+(?:tbh|honestly|really|actually|i guess|lol|haha|x+|please|pls|thanks?|thank you|ty|sorry|mate|love"
    r"|dear|sir|bro))*"
)
_I_AM = "(?:i'm |im |i am )?"
_TO_WHOM = "(?: (?:them|her|him|now|them now|her now|him now))?"
# Each line is a regular expression over the whole answer, in the form of `features.plain`.
_PHRASES = {
    "yes": (
        r"y(?:es+|ea+h*|e+p+|up+|e+|eh|ess)",
        "yes yes|yeah yeah|yes i (?:do|am|have|can|could|will|would|did)|i (?:do|am)|sure|of course|ofc|absolutely",
        "affirmative|mhm+|uh ?huh|mm ?hm+|aye|yes please|yes there is|yes it is|yes they do|yes she (?:is|does)",
        "yes he (?:is|does)|thumbs up sign|white heavy check mark|heavy check mark|ok hand sign|definitely|yessir|ya",
    ),
    "no": (
        r"no+|n(?:ah+|a+h*|ope+|op)",
        "no no|nah nah|no i (?:don'?t|do not|can'?t|can ?not|am not|haven'?t|won'?t|didn'?t)",
        "i (?:don'?t|do not|can'?t|cannot|am not|haven'?t)|not at all|never|negative|thumbs down sign",
        "no there (?:isn'?t|is not|is nothing|is nobody|is no one)|no one|nobody|no-one|noone|nobody at all",
        f"{_I_AM}not safe|no {_I_AM}not safe|certainly not|absolutely not|definitely not",
        "cross mark|nope never|no never",
    ),
    "unsure": (
        "i (?:don'?t|do not) (?:really )?know|don'?t know|i? ?d[ou]nno|idk+|no idea|no clue",
        f"{_I_AM}not sure|{_I_AM}unsure|maybe|perhaps|possibly|hard to (?:say|tell)|who knows",
        "(?:can'?t|couldn'?t) (?:say|tell)|maybe idk|idk maybe|shrug|i think so\\?+|not certain",
    ),
    "wont_say": (
        "pass|skip|next(?: question)?|(?:i'?d )?rather not(?: say)?|no comment|not saying|not telling",
        "(?:i )?don'?t want to (?:say|answer)(?: that)?|prefer not to (?:say|answer)|i won'?t say",
        "none of your business|not answering(?: that)?",
    ),
    "farewell": (
        "(?:good ?)?bye+(?: bye+)?|good ?night|g'?night|gn|night night|gtg|g2g|ttyl|cya|see ya|see you|take care",
        "i'?m (?:off|going)(?: now)?|bye(?: for)? now|goodbye now|waving hand sign|k bye|ok bye|laters|farewell",
    ),
    "something_to_do": (
        "(?:please |pls )?help(?: me)?|what (?:do|should|can) i do(?: now)?|what now|sos|distract me",
    ),
    "repeat_complaint": (
        "(?:you(?:'?ve)? )?(?:already )?asked (?:me )?(?:that|this)(?: already| before)?",
        "stop asking(?: me)?(?: that)?|you said that(?: already)?|you keep (?:saying|asking) that",
        "useless|broken record|this again|again\\?+|stupid bot",
    ),
    "taken_back": (
        f"jk|just kidding|(?:i was |{_I_AM})(?:just |only )?(?:joking|kidding)",
        "it was a joke|false alarm|wrong chat|lol jk",
    ),
    "means": (
        r"(?:the |my |some |a |his |her |their |lots of )?(?:pills?|tablets?|meds|medication|blades?|razors?"
        r"|razor blades?|kni(?:fe|ves)|rope|gun|pistol|rifle|belt|insulin|bridge)",
    ),
    "time": (
        "tonight|tomorrow|later(?: tonight| today)?|this (?:evening|weekend)|in an hour"
        "|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    ),
    "done": (
        "(?:i )?(?:already |just )?(?:took|swallowed) (?:them|em|it)(?: all)?(?: already)?|it'?s (?:already )?done",
        "(?:i'?ve )?(?:already )?started|done it|i have already|i already have|too late",
        "(?:i )?(?:already )?did it|already did(?: it)?",
        "all gone|overdosed|i (?:already |just )?cut(?: myself)?",
    ),
    "person_here": (
        r"(?:yes[\s,]+)?(?:my )?(?:mum|mom|mam|mama|dad|sister|brother|wife|husband|partner|boyfriend|girlfriend|bf|gf"
        r"|friend|flatmate|roommate|son|daughter|nan|gran)(?:'s| is|s)? (?:is )?(?:here|with me|next to me|beside me)"
        r"(?: now)?",
    ),
    "will_step": (
        f"(?:fine )?{_I_AM}(?:calling|dialling|dialing|ringing|texting){_TO_WHOM}",
        f"(?:fine |yes )?(?:i'?ll|i will) (?:call|ring|text){_TO_WHOM}",
    ),
}  # fmt: skip
# After these questions the words of the class would be something else.
_NOT_AFTER = {
    "time": {"step_when", "clinic", "tonight", "company", "call", "distance", "helped", "since", "better", "with_them"},
    "means": {"helped", "since", "better", "bleeding", "company", "tonight", "clinic", "knows", "somebody_there"},
    "done": {"call", "distance", "clinic", "door", "step_away", "emergency_call", "abuse_line", "call_for_them"}
    | {"clinic_today", "other_place", "ask_them", "with_them", "helped", "company", "tonight", "knows", "grounding"},
    "person_here": {"plan_people", "helped"},
}
_TABLE = [
    (cls, re.compile(rf"{_LEADING}(?:{'|'.join(phrases)}){_TRAILING}[\s.!,?]*")) for cls, phrases in _PHRASES.items()
]
_WHEN = re.compile(
    r"(?:right |just )?now|soon|later|tonight|tomorrow(?: morning)?|today|(?:at|by|before|after|around|in) [\w: ]{1,24}"
    r"|(?:when|once|as soon as) [\w' ]{1,40}|first thing(?: in the morning)?|straight away|asap"
)


def closed(text: str, question: str | None) -> str | None:
    """The class of `text` where it is a closed answer and nothing else; None where it has to be classified."""
    said = plain(text)
    if not said or len(said) > LONGEST:
        return None
    if question == "step_when" and _WHEN.fullmatch(said.strip(" .!,")):
        return "time"
    for cls, pattern in _TABLE:
        if question not in _NOT_AFTER.get(cls, ()) and pattern.fullmatch(said):
            return cls
    return None
