"""What a message tells besides its class: who is near, what is out of reach, that help comes, that it was not heard.

Patterns, each with a name. They choose what is said and asked next; none of them lowers a tier. `cues` has those that
choose strands.
"""

import re

from bot.triage.answers import cues
from bot.triage.answers.expressions import any_of
from bot.triage.answers.people import KIN

_ANY_CASE = re.IGNORECASE
_CLAUSES = re.compile(r"[.!?;\n]+")


_MEANT = r"(?<!could )(?<!can )(?<!might )(?<!will )(?<!'ll )(?<!should )(?<!would )(?<!to )"
# What was said was not taken up, and they say so.
_UNHEARD = any_of(
    r"\bi (?:just |already |literally |clearly |did )+(?:said|say|told (?:you|u|ya)|tell (?:you|u)|wrote|asked"
    r"|ask)\b",
    r"\bi(?:'?ve| have) (?:just |already )*(?:told (?:you|u)|said (?:so|that|it|this))\b|\bi told (?:you|u)\b",
    r"^\W*(?:but )?i said\b|\bi (?:never|didn'?t) (?:even )?(?:say|said|mention)|\blike i said\b|\bi asked (?!him"
    r"|her|them|my|mum|mom)",
    r"\bsaid that\W*$|\b(?:that'?s|thats|that wasn'?t) (?:not )?what i (?:said|asked|meant|told)",
    r"\b(?:you|u|ya) (?:didn'?t|did not|don'?t|aren'?t|are not|never|still (?:haven'?t|didn'?t)|just|literally) "
    r"(?:even |really |literally |just |did not |didn'?t )*(?:read|answer|hear|heard|listen\w*|ignored?|skipped)",
    r"\b(?:not|ur not|you'?re not) (?:even )?(?:reading|listening)\b|\bare (?:you|u) (?:even )?(?:reading"
    r"|listening)\b",
    r"\bdid (?:you|u) (?:even )?(?:read|hear|listen)\b|\bread (?:it|that|this) again\b|\bnobody (?:listens|hears)\b",
    r"\bwhat are (?:you|u) (?:even |on )?(?:talking )?about|\bmakes? no sense\b|\byou have it backwards\b|\bwrong"
    r" person\b",
    r"\b(?:you|u) (?:sound|talk) like a (?:recording|robot|script|machine|form)\b|\bbroken record\b",
    r"\b(?:filling in|feels like|it'?s|its|that is|is) (?:like )?a (?:form|questionnaire|checklist)\b",
    r"\bwho(?:'s| is) (?:joking|talking about)\b|^\W*jokes?\W*\?|^\W*(?:what|huh)\W*\?{2,}",
    r"\bwhy (?:would|are|did|do) (?:you|u) (?:tell|telling|ask|asking|say|saying|keep)\b",
    r"\bthat(?:'s| makes| is now) (?:two|three|four|\d) times\b|\bi have just told you\b",
)
_ASKS = any_of(
    r"\?|^\W*(?:(?:ok|so|and|but|please|pls|just) )*(?:what|how|why|when|where|who|which|can|could|should|do|does"
    r"|did|will"
    r"|is|am|are) (?:i|you|u|they|it|this|that|he|she|the|my|we|do|to|happens)\b",
    r"\b(?:do i|should i|can i|am i|yes or no)\b",
)
_ONLY_TAG = re.compile(
    r"\b(?:right|ok|okay|innit|huh|eh|you know|or (?:smth|something))\W*\?\W*$|^\W*(?:what|huh|sorry)\W*\?+\W*$",
    _ANY_CASE,
)
# The call to the emergency service is being made; help is on the way; it is there.
_WHOM = r"(?:them|911|999|112|000|an ambulance|the ambulance|the emergency)"
_CALLED = any_of(
    rf"\b(?:on|on ?the) ?(?:phone|line) ?(?:to|with|w) {_WHOM}|\bon w(?:ith)? (?:911|999|112|000)\b",
    rf"\b(?:phoning|dial+ing|calling|callin|ringing|talking to|speaking to|called|rang|phoned) {_WHOM}\b",
    r"\bthey (?:want to|wanna) kno\w* (?:what|how)\b",
)
_COMING = any_of(
    r"\bsending (?:a|an|the|some) (?:car|cruiser|ambul\w+|officers?|unit|crew)\b|\bpolice are on (?:the|their) way\b",
    r"\b(?:ambul\w+|paramedics?|medics?)(?:'?re| are| is|r)? (?:on (?:the|their|its) way|com\w{2,5}n?g?|\d+ min\w*"
    r"|outside)\b",
    r"\bthey said (?:they'?re )?(?:coming|ambul\w+)|\bsaid they'?re coming\b",
)
_HERE = any_of(
    r"\b(?:ambul\w+|paramedics|medics)(?:'?s| is| are|r)? (?:here|in the room)\b|\bgoin(?:g)? (?:w|with) them\b"
)
# Somebody has come: the emergency service where it was called, and otherwise nobody knows who.
_THEY_ARE_HERE = any_of(r"\b(?:they'?re|they are|ther) (?:here|outside|at the door)\b|\bthey'?re com\w{2,5}n?g?\b")
_NOBODY_CALLED = any_of(
    r"\b(?:haven'?t|havent|didn'?t|didnt) (?:called|call|rung|ring|phoned)(?: anyone| anybody| them)?\b|\bnot on"
    r" (?:any|the) line\b"
)
_NOT_CALLED = any_of(
    r"\b(?:not|won'?t|can'?t|cant|don'?t|dont|haven'?t|havent|didn'?t|didnt|never|no|want|if|should|will|would"
    r"|could|might)\b[^.!?]{0,20}\b(?:call|ring|phon"
    r"|com)\w*",
)
# They never said, or meant, what the safety question is about. Nothing of jokes: "it wasn't a joke" may mean it.
_LINE = r"(?:life ?line|help ?line|hot ?line|crisis line|samaritans|suicide (?:line|number)|numbers?)"
_PROTESTS = any_of(
    r"\bi (?:was |have |'?ve )?(?:only|just|merely) (?:said|asked|meant|wrote|mentioned|saying|asking|wondering)\b",
    r"\bi (?:didn'?t|did not|never) (?:even )?(?:say|said|mention\w*|mean|meant) "
    r"(?:anything (?:like|about)|that|it like|i (?:was|want)|a thing about)\b",
    r"\b(?:wasn'?t|was not|isn'?t|it'?s not|its not|not) (?:like that|about (?:that|suicide|dying))\b",
    r"\b(?!as\b)\w+ as in \w+|\bi never said (?:there|it|that|so|anything)\b",
    rf"\bwhy (?:the |a |are you sending |are you giving |would i need )?(?:\w+ )?{_LINE}\b|\b{_LINE}\W*\?",
    r"\b(?:i'?m|im|am) not (?:suicidal|in danger|at risk|a danger)\b",
)
_NOT_WANTED = any_of(
    r"\b(?:don'?t|dont|not|no|without|hate|rather|if|any)\b[^.!?;]{0,30}"
    r"\b(?:ambul\w+|paramedics?|medics?|sirens?)\b"
)
# Somebody else keeps what could hurt, or it is locked away.
_THING = r"(?:keys?|pills|tablets|meds|it|them|thing|stuff|box|blades?)"
_OTHER = r"(?!(?:i|nobody|nothing|never|who|which|that)\b)[a-z]+"
_AWAY = any_of(
    rf"\b{_OTHER}(?:'s|s)? (?:took|takes?|has|has got|got|is holding|hid|keeps) (?:the |my |all )?{_THING}\b"
    r"[^.!?]{0,24}\b(?:off me|from me|away|for me|to (?:his|her|their))\b",
    rf"\b(?:gave|handed) (?!me\b|us\b|you\b)(?:him|her|them|my \w+|[a-z]+) (?:the |my )?{_THING}\b",
    r"\b(?:s?he|they|my \w+|mum|mom|dad|(?-i:[A-Z][a-z]+))(?:'ll|'re|'s|s| will| is| are)? (?:gonna |going to )?"
    r"hang(?:s|ing)? on ?to (?:it|them)\b",
    r"\bgot (?:it|them) off me\b|\bmoved (?:it|them)\b(?! (?:closer|near|next|here|under|into my|to my))",
    rf"{_MEANT}\b(?:locked|put) (?:it|them) (?:away|up|outside|in the (?:other room|hall|car))|\bhas the keys? now\b",
    r"\b(?:stuff'?s|it'?s|its|stuffs) in the other room\b|\bflushed (?:them|it)\b|\bthrew (?:them|it) (?:out|away)\b",
)
# Somebody is there: in the room, at the door, on the line. At work, asleep, on the way: not there.
_THERE = any_of(
    r"\b(?!(?:it|this|that|there|which|what|bottle|box|bag|number|app|message|photo|music|volume)\b)[a-z]+"
    r"(?:'s|'re| is| are| came| sat) (?:\w+ ){0,2}"
    r"(?:here|with me|w me|next to me|beside me|on speaker|on the (?:phone|line)|with (?:him|her|them))\b(?! bill)",
    r"\b(?!(?:this|whos|whats|theres|thats|its)\b)[a-z]+s here\b|\b(?:opened (?:the|her|his|their) door|picked up"
    r"|arrived|has my hand|holding my hand|hugg?(?:ed|s)? me)\b",
    rf"\b(?:{KIN})(?:'?s| is) (?:here|home now|awake|up)\b|\bsitting (?:here )?(?:with|next to|beside)\b",
)
_THINGS = any_of(
    r"\b(?:it|this|that|they|pills?|tablets?|meds|gun|rope|knife|blades?|thing|stuff|bottle|box)(?:'s|'re|s| is|"
    r" are) (?:right )?here\b"
)
_ON_THE_LINE = any_of(
    r"\b(?!(?:this|whos|whats|theres|thats|its|is|was|has)\b)[a-z]{2,}s on (?:the (?:phone|line)|speaker)\b",
    r"\b(?!(?:i|nobody|never|not|one|who)\b)[a-z]+(?:'s| has| is)? (?:just )?(?:picked|picking) up(?! the| my|"
    r" some| a)\b",
    r"\bon speaker\b|\bstay(?:ing|s) on (?:the (?:line|phone)|with me)\b|\bstaying on\W*(?:$|[.!])|\bhas my hand\b",
    r"\bholding my hand\b|\b(?:he|she)(?:'s| is|s) (?:calling|ringing) me(?: back)?\b(?! names)",
    r"\bthere'?s a guy on the line\b|\bi'?m on the phone (?:to|with) (?:my|him|her)\b",
)
_NOT_THERE = any_of(
    r"\b(?:not|isn'?t|nobody|no ?one) (?:\w+ )?(?:here|with me|home)\b|\bat work\b|\basleep\b|\balone\b|\btill?\b"
    r"|\buntil\b",
    r"\baway\b|\bmonths? old\b|\bback at\b|\b\d+ ?min\w*\b|\bdog'?s?\b|\bcat'?s?\b",
)
_REFUSES = any_of(
    r"\bnot (?:texting|telling|calling|asking|waking)\b|\b(?:don'?t|dont) want (?:to|him|her|them)\b|\brather"
    r" not\b|\bleave (?:him|her|them) out\b",
    r"\b(?:i )?(?:can'?t|cant|won'?t|wont|am not going to) (?:tell|text|wake|ask|call|bother)\b|\bno way\b|\bi"
    r" said no\b",
)
_NOBODY_KNOWS = any_of(
    r"\b(?:nobody|no one|noone) knows\b|\b(?:haven'?t|have not|never|havent) told (?:anyone|anybody|a soul)\b"
    r"|\b(?:he|she|they) (?:doesn'?t|don'?t|doesnt) know\b",
    r"\bknows? (?:a bit|a little|some|all of it|about)\b",
)
_GOING = re.compile(r"^\W*(?:i'?m|im|calling|ringing|texting|going|gonna|walking)\b", _ANY_CASE)
_NEAR_THEM = any_of(
    r"\b(?:her|his|their) (?:dad|mum|mom|mother|father|sister|brother|flatmate|roommate|housemate|neighbou?r"
    r"|friend|parents|son"
    r"|daughter)\b[^.!?]{0,60}\b(?:min\w*|near|close|lives?|there|corner|next door|drive|number|go)\b",
    r"\bshould i (?:ring|call|text) (?:her|his|their) \w+",
)
_DRIVING = any_of(
    r"\b(?:i'?m|i am) (?:(?!not\b)\w+ ){0,2}(?:driving|in (?:the|my) (?:truck|car|van)|on the (?:freeway|highway"
    r"|motorway|\d+))\b",
    r"\b(?:off|going|gonna|about) (?:to )?drive\b",
    r"\bdoing \d{2,3}\b|\bon the (?:freeway|highway|motorway|interstate)\b",
)
_TIME = re.compile(
    r"\b(?:(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: the \d{1,2}(?:st|nd|rd|th)?| night| morning| evening)?"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:on )?the \d{1,2}(?:st|nd|rd|th)|tonight|tomorrow(?: night| morning)?|(?:at )?midnight|(?:this|the)"
    r" weekend|in an"
    r" hour)\b",
    _ANY_CASE,
)
_NOT_THEN = any_of(
    r"\b(?:not|session|appointment|clinic|treatment|works?|shift|said|can'?t|won'?t|call|ring|see|tell|doctor|dr"
    r"|tea|coming|sort\w*|prepar\w+|book\w*|meant|remind\w*"
    r"|safe|sleep|fine|yeah|yes)\b"
)
# They say in so many words that they are safe. "Safe for now", "fine, I guess" is not that.
_SAFE = any_of(
    r"\bi(?:'?m| am) (?:perfectly |totally |all |completely |quite |pretty |very |really )?"
    r"(?:safe|all ?right|ok(?:ay)?|fine)\b(?! for now| i guess| i suppose| i think| as long| if| when| until)",
    r"^\W*(?:yes|yeah|yep|ya)\W+(?:of course\W+)?(?:i can|safe|fine|ok(?:ay)?)\b",
    r"^\W*(?:it'?s )?all good\b|\b(?:there'?s|there is) no danger\b|\b(?:i'?m|im) in (?:no|zero) danger\b",
)
_UNSAFE = any_of(r"\b(?:not|unsafe|can'?t|cannot|won'?t|unless|until|anymore|wish|wouldn'?t|never)\b")
_YES_SAFE = re.compile(
    r"^\W*(?:yes|yeah|yep|ya|i said)\b[\s,.!]*(?:it (?:is|was)|it'?s|i'?m|i am|that'?s)? *(?:quite |still )?"
    r"(?:safe|alone|fine|ok(?:ay)?)\b",
    _ANY_CASE,
)
_WILL_NOT = any_of(r"\b(?:not going to|won'?t|not gonna) (?:do|act on) (?:anything|it|that)\b|\bno intention of\b")
_NOTHING = re.compile(r"^\W*(?:nothing|none|never|only what the (?:clinic|doctor)\w*)\b", _ANY_CASE)
# The treatment itself is nothing that was taken: "yes, ketamine, four hours ago, like they told me to".
_AS_PRESCRIBED = any_of(
    r"\b(?:like|as|what|how|the way|when) (?:they|the (?:clinic|doctor|nurse|prescriber)|my (?:clinic|doctor"
    r"|prescriber)|i was|you) (?:told|said|prescribed|gave|instructed|say)\b",
    r"\b(?:normal|usual|prescribed|regular) (?:dose|amount|lozenges?)\b|\bas prescribed\b|\bjust the ketamine\b"
    r"|\b(?:only|just) (?:my|the) (?:ketamine|session|treatment)\b",
)
_MORE_THAN_THAT = any_of(
    r"\b(?:plus|also|rest|more|extra|double|twice|another|else(?! at all)|on top|drank|drink|drunk|wine|beer|vodka"
    r"|pills?|xanax|benzos?|painkillers?|too many|too much|all of (?:it|them))\b"
)

_NECK = any_of(r"\b(?:neck|throat|chok(?:ed|ing)|strangl\w+)\b")
_DROWSY = any_of(
    r"\b(?:so|very|really|getting) (?:tired|sleepy|sle+py)\b|\bclose (?:my )?eyes\b|\bdrowsy\b"
    r"|\bcan'?t stay awake\b|\bsle+py\b|\bfalling asleep\b|\bnod(?:ding|ded)? off\b"
)
_NOT_DONE = any_of(
    r"\bhaven'?t (?:done|cut|hurt|yet)\b|^\W*haven'?t\W*$|\b(?:months?|weeks?|years?|days) (?:clean|without)\b"
    r"|\bnot done it\b|\bthe urge\b|\bhavent\b"
)
_THEY_ARE_OUT = any_of(
    r"\b(?:he|she|they)(?:'?s|'re| is| are)? (?:\w+ )?(?:out|away|at work|asleep|gone|not (?:here|home|in)|on"
    r" (?:his|her) way to work)\b",
    r"\bi'?m (?:alone|by myself|on my own)\b|\bwith the door locked\b",
)
_WANTS_PERSON = any_of(
    r"\b(?:talk|speak|chat|write)(?:ing)? (?:to|with) (?:a|an|some|someone|somebody|any|my coach|the coach)\b"
    r"|\b(?:real|actual) (?:person|human)\b",
    r"\bhuman\b|\bis (?:anyone|anybody|somebody) (?:there|reading)\b|\ba person\b|\ba coach\b",
)
_SMALL = any_of(
    r"\bnot (?:that |very |so )?deep\b|\bshallow\b|\bstopped bleeding\b|\bnot bleeding\b|\b(?:small|little|tiny)"
    r" (?:cut|one)\b",
    r"\bits? small\b|\bscratch\b|\bcleaned it\b|\bplaster on it\b|\bno wound\b",
)


def unheard(text: str) -> bool:
    """Whether somebody says that what they wrote was not taken up."""
    return bool(_UNHEARD.search(text))


def asks(text: str) -> bool:
    """Whether a message has a question in it, and not only a tag."""
    return bool(_ASKS.search(text)) and not _ONLY_TAG.search(text)


def help_is(text: str) -> str | None:
    """How far the help of an emergency service is: `called`, `coming` or `here`, `none` where nobody has called.

    `they` says that some "they" have come, who are the service only where it was called. None where nothing is said.
    """
    if _NOBODY_CALLED.search(text):
        return "none"
    if _HERE.search(text):
        return "here"
    if _NOT_CALLED.search(text) or _NOT_WANTED.search(text):
        return None
    if _COMING.search(text):
        return "coming"
    if _CALLED.search(text):
        return "called"
    return "they" if _THEY_ARE_HERE.search(text) else None


def protests(text: str) -> bool:
    """Whether somebody says that they were taken for what they are not: "i only said it didn't work, why lifeline"."""
    return bool(_PROTESTS.search(text))


# "what?? no no", "omg no", "NO. god.", "No! It's a trowel": the first thing that is said is a no.
_EXCLAIMS = (
    r"(?:what|omg|oh|oh my|god|my|lol|ha(?:ha)*|good (?:lord|grief|god)|jeez|wtf|huh|eh|ah|um|well|hey|wait|dude"
    r"|goodness|lord|heavens|crikey|jesus|christ|gosh|no)"
)
_BEGINS_WITH_NO = re.compile(
    rf"^\W*(?:{_EXCLAIMS}\W+)*(?:no|nope|nah|not at all|not in the least)\b(?! (?:one|body|idea|clue|point|reason|hope"
    r"|way|longer|more|use|need|future))",
    _ANY_CASE,
)
_TURNS = re.compile(
    r"\b(?:but (?:i|sometimes|maybe)|except|not (?:yet|tonight|today|really)|sometimes|kind of|sort of)\b", _ANY_CASE
)


def begins_with_no(text: str) -> bool:
    """Whether a message begins with a plain no and takes nothing of it back."""
    return bool(_BEGINS_WITH_NO.search(text)) and not _TURNS.search(text)


def away(text: str) -> bool:
    """Whether what could hurt is out of reach now, with somebody else or locked up."""
    return bool(_AWAY.search(text))


def somebody_there(text: str) -> bool:
    """Whether somebody is with them: in the room, or on the line."""
    if _ON_THE_LINE.search(text):
        return True
    return bool(_THERE.search(text)) and not _NOT_THERE.search(text) and not _THINGS.search(text)


def nobody_there(text: str) -> bool:
    """Whether somebody is said not to be there: at work, asleep, on the way."""
    return bool(_NOT_THERE.search(text))


def refuses(text: str) -> bool:
    """Whether somebody does not want to tell the person they were asked about."""
    return bool(_REFUSES.search(text))


def knowing(text: str) -> bool:
    """Whether a message says who knows of it, or that nobody does."""
    return bool(_NOBODY_KNOWS.search(text))


def is_going(step: str | None) -> bool:
    """Whether a step is being taken now, and not only meant."""
    return step is not None and bool(_GOING.match(step))


def near_them(text: str) -> bool:
    """Whether somebody is named who is near the one in danger, or close to them."""
    return bool(_NEAR_THEM.search(text))


def driving(text: str) -> bool:
    """Whether they are at the wheel."""
    return bool(_DRIVING.search(text))


def time_named(text: str) -> str | None:
    """The day or hour that a message names, in its own words; None where it names none, or something else is then."""
    clauses = [clause for clause in _CLAUSES.split(text) if not _NOT_THEN.search(clause)]
    found = [one[0] for clause in clauses for one in _TIME.finditer(clause)]
    return next((one for one in found if re.search(r"\d|day\b", one)), found[0] if found else None)


def says_safe(text: str) -> bool:
    """Whether somebody says in so many words that they are safe."""
    clauses = _CLAUSES.split(text)
    return any(_SAFE.search(clause) and not _UNSAFE.search(clause) for clause in clauses)


def says_yes_safe(text: str) -> bool:
    """Whether an answer begins with a yes to being safe: "yes, it's safe at the moment, he's out until six"."""
    return bool(_YES_SAFE.match(text))


def will_not(text: str) -> bool:
    """Whether somebody says that they are not going to do anything."""
    return bool(_WILL_NOT.search(text))


def nothing(text: str) -> bool:
    """Whether an answer is that there is nothing, or nothing but what was prescribed."""
    return bool(_NOTHING.match(text))


def as_prescribed(text: str) -> bool:
    """Whether what was taken is the treatment and nothing more. Says something only where it was asked about that."""
    return bool(_AS_PRESCRIBED.search(text)) and not _MORE_THAN_THAT.search(re.sub(r"\bnothing else\b", "", text))


def neck(text: str) -> bool:
    """Whether a neck or a throat is spoken of."""
    return bool(_NECK.search(text))


def drowsy(text: str) -> bool:
    """Whether somebody is about to fall asleep."""
    return bool(_DROWSY.search(text))


def not_done(text: str) -> bool:
    """Whether there is an urge, and nothing has been done."""
    return bool(_NOT_DONE.search(text)) and not cues.wound(text)


def they_are_out(text: str) -> bool:
    """Whether the person who harms them is not there just now."""
    return bool(_THEY_ARE_OUT.search(text))


def wants_person(text: str) -> bool:
    """Whether somebody wishes to talk to a human."""
    return bool(_WANTS_PERSON.search(text))


def small_wound(text: str) -> bool:
    """Whether a wound is small, closed or cleaned, or there is none."""
    return bool(_SMALL.search(text))
