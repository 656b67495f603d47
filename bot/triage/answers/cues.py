"""Plain cues in a message that the safety conversation needs besides its class: patterns, each with a name.

They choose words, strands and questions, and say where a plain denial stands against the encoder alone. Where a rule of
triage stands, none of them lowers a tier. What somebody doubts, hopes or asks is no cue.
"""

import re

from bot.triage.answers.expressions import any_of

_ANY_CASE = re.IGNORECASE


# What somebody under 18 says of their age; only used to choose words, never to refuse any.
_NO_AGE = r"(?! ?(?:weeks|months|days|hours|min|mg|%|/|out of|years (?:in|sober|clean)))"
_MINOR = any_of(
    rf"\b(?:i'?m|i am|me,?) (?:only |just |still )?(?:a )?(?:1[0-7]|[89])\b{_NO_AGE}",
    r"\b(?:i'?m|i am) (?:a minor|underage|under 18|in middle school)\b",
    r"\b(?:i'?m|i am) in (?:(?:[6-9]|1[0-2])th grade|year (?:[7-9]|1[01]))\b",
)
_VETERAN = any_of(r"\b(?:veteran|i served|army|marines?|navy|infantry|deployed|my tours?|the va|iraq|afghanistan)\b")
# The other person is there, said by somebody who is being harmed.
_WATCHED = any_of(
    r"\b(?:he|she|they|his car)(?:'?s| is| are|re)? (?:just |right )?(?:here|home|back)\b(?! (?:at|to) work)",
    r"\b(?:he|she|they)(?:'?s| is| are|re)? coming (?:in|up|back|home)\b",
    r"\b(?:he|she|they)(?:'?s| is| are|re)? (?:in the (?:next )?(?:room|kitchen|hall)|watching|behind me)\b",
    r"\blooking at (?:my|the) (?:phone|screen)\b|\bcan see (?:my|the) screen\b",
)
_WORSE = any_of(r"(?<!no )(?<!not )(?<!any )\b(?:worse|worst|rougher|harder)\b")
# At the beginning of an answer, and not "they'd be better off": that is the opposite.
_BETTER = re.compile(
    r"\W*(?:(?:yes|yeah|yep|yea|well|honestly|ok|okay|a (?:little|bit|lot)|bit|slightly|somewhat|much|kinda|kind"
    r" of|i|"
    r"it|i'?m|it'?s|feel|feels|feeling|am|is|definitely|so much)\b\W*)*"
    r"(?:better|lighter|easier|calmer|less (?:bad|heavy|dark|loud))\b(?! off| if| when| without)",
    _ANY_CASE,
)
_THEY_ARE_SAFE = any_of(
    r"\b(?:s?he|they)(?:'s| is| are|'re|s)? (?:all )?(?:ok|okay|safe|fine|alive)\b",
    r"\b(?:s?he|they) (?:picked up|called (?:me )?back)\b",
    r"\bthey(?:'ve| have)? (?:found|got) (?:him|her|them)\b",
    r"\b(?:s?he|they)(?:'s| is| are|'ve| has| have)? been found\b|\b(?:s?he|they)(?:'s| is| are) found\b",
    r"\b(?:ambulance|paramedics|police|doctor|friend|mum|mom|dad|nurse) (?:is |are )?with (?:him|her|them)\b",
)
_SAFE_AFTER_ALL = any_of(r"\bbut (?:s?he|they)(?:'s| is| are|'re|s)? (?:ok|okay|safe|fine|alive)\W*$")
_STILL_BAD = any_of(
    r"\b(?:unconscious|bleed\w*|blood|breath\w*|collaps\w+|overdos\w+|took|pills|cold|blue|floor|wake|waking|alone"
    r"|drunk)\b"
)
_DOUBT = any_of(
    r"\?|\b(?:do|should|shall) i\b|\b(?:if|or|still|whether|hope|wish|pray|maybe|perhaps|think|dunno|know|unless|until"
    r"|but|not|never|no)\b",
    r"n'?t\b|\b(?:says?|said|pretend\w*|claims?)\b",
)
_GREETING = any_of(
    r"\W*(?:hi|hey|hello|heya|yo|good (?:morning|evening|afternoon))(?: (?:again|there))?\W*",
    r"\W*(?:i'?m back|back again|it'?s me(?: again)?)\W*",
)
_NOT = r"\b(?:don'?t|do not|never|didn'?t|did not|not|no) (?:really |actually |even )?"
_DENIES = any_of(
    rf"{_NOT}(?:want(?:ed)? to (?:die|kill|end)|wanna (?:die|kill|end)|suicidal|mean (?:it|that)|meant (?:it|that)"
    rf"|in (?:any )?danger)\b",
    rf"{_NOT}(?:going|planning|trying|thinking of|thinking about) (?:to )?(?:die|kill|end|suicide|dying|ending)\b",
    r"\b(?:worded|said|put|came out) (?:it |that )?(?:badly|wrong|weird)\b",
    r"\b(?:none of it|that|this|it) (?:is|was|'?s) (?:not |never )?a wish to die\b|\bthe answer is no\b|\bno"
    r" (?:wish to die|ideation|intention of dying)\b"
    r"|\bnothing (?:of the (?:sort|kind)|like that)\b|\bnever said anything about (?:dying|suicide)\b"
    r"|\bnever (?:even )?(?:had|have had|thought) (?:of )?(?:such|any such|a thought like)\b"
    r"|\bnot thinking (?:of|about) (?:anything (?:like that|of (?:the|that) (?:kind|sort))|any such thing|it"
    r"|that|suicide|dying)\b",
)
_UNSAFE = any_of(r"\b(?:not safe|unsafe|can'?t|cannot|won'?t|but|yet|already|unless|until|anymore)\b")
_DRUGS = (
    r"(?:handful|adderall|xanax|benzos?|painkillers?|ibuprofen|tylenol|paracetamol|advil|opioids?|oxy\w*|edibles?"
    r"|lozenges?"
    r"|pills?|tablets?|meds|medication|overdose|bottle|pack(?:et)?|lot|whole|all|everything|to+ many|to+ much"
    r"|bleach)"
)
_TOOK = any_of(
    rf"\b(?:took|taken|swallowed|drank|injected|downed) (?:\w+ ){{0,6}}{_DRUGS}\b|\boverdos(?:e|ed|ing)\b",
)
_DONE = any_of(
    r"\bi(?:'ve)? (?:just |already )?(?:took|taken|swallowed) (?:them|it)\b",
    r"\b(?:already|just) (?:did|done|took|taken) (?:it|them)\b|^\W*too late\b|\bit'?s done\b|\balready did\b",
)
_NOT_TAKEN = any_of(
    r"\b(?:haven'?t|have not|didn'?t|did not|never) (?:taken|take|took|swallowed?|had|done)"
    r" (?:anything|any|a thing|pills)",
    r"\bnot (?:taken|had|done) (?:anything|any)|\b(?:took|taken|swallowed) nothing\b",
    r"\bnobody is (?:having|poisoned|hurt|sick|in danger)\b|\bnothing is happening\b|\bmy body is fine\b|\bi(?:'m|"
    r" am) not (?:hurt|sick|in pain)\b",
    r"\bwhat (?:pills|overdose)\b|\bno (?:pills|overdose|poison)\b",
)
_WOUND = any_of(
    r"\bi(?:'ve)? (?:just |already |literally )?cut (?:tonight|again|today|this (?:evening|morning)|last night)\b",
    r"\b(?:put|stuck|got) a (?:band ?aid|plaster|bandage) on\b|\b(?:the|a|this) (?:small |little )?cut\b",
    r"\b(?:cut(?:ting)?|burn(?:ed|t)?|scratched|hurt) (?:my ?self|my (?:arm|leg|wrist|thigh|skin|hand)|again)\b",
)
_NO_VOICES = any_of(
    r"\b(?:not|no|isn'?t|ain'?t|don'?t hear|no one'?s?)\b[^.!?]{0,24}\bvoices?\b|\bnot hearin[g']? voices\b"
)
_NOT_ABUSED = any_of(
    r"\bno ?(?:body|one)(?:'s| is| has| ever)* (?:hurt|abus|hit|harm|threaten)\w*\b",
    r"\b(?:i'?m|i am) not (?:being )?(?:abused|hit|hurt|a victim)\b|\bnot (?:domestic )?(?:violence|abuse)\b",
    r"\bi'?m the one who\b",
)
# What nobody has to be hit for: with it, "nobody's hit me" takes nothing back.
_ILL_TREATED = any_of(
    r"\b(?:shut|locked|held|kept|grab\w*|push\w*|shov\w*|thr[eo]w\w*|chuck\w*|pin+ed|forc\w+|scar(?:ed|es)|afraid"
    r"|frighten\w*|goes through|controls?|won'?t let)\b|\bis (?:it|that) (?:that |really |so )?bad\b"
)
_MEANT = r"(?<!could )(?<!can )(?<!might )(?<!will )(?<!'ll )(?<!should )(?<!would )(?<!to )"
_STEP_DONE = any_of(
    r"(?:^|[.,;!?]\s*|\b(?:i|i'?ve|i have|already|just|and|then) )(?:just |already |have )*"
    r"(?:called|rung|rang|phoned|texted|told|woke(?:n)?|gave|given|flushed|handed|sent|asked)"
    r" (?!nobody|no ?one|anyone|anybody|myself|you\b|u\b|the first|it should)\w+",
    rf"{_MEANT}\b(?:locked|put) (?:it|them)(?: away| up)?\b|^\W*done\b|\b(?:le dije|ya le dije)\b",
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
_INTRUSIVE_SHORT = any_of(
    r"\b(?:picturing|imagining|thoughts? of|images? of) (?:dropping|hurting|harming|shaking) (?:my|the) (?:baby"
    r"|newborn|son|daughter)\b",
    r"\b(?:horrible|awful|disturbing|violent|unwanted|intrusive|scary) (?:pictures?|images?"
    r"|thoughts?)\b[^.!?]{0,50}\b(?:baby|newborn)\b",
)
_NOTHING_DONE = re.compile(
    r"\b(?:ain'?t|haven'?t|have not|'?ve not|didn'?t|did not) (?:done|did|do|taken|took|take|hurt|had) "
    r"(?:nothin'?g?|anythin'?g?)\b(?! (?:yet|but|except|so far))",
    _ANY_CASE,
)
_BODY = any_of(r"\b(?:heart|chest|breath\w*|palpitations|pulse|faint\w*|dizzy|tingl\w+|numb)\b")
# A no that is an answer: not "no idea", "no one", "never mind", "nothing left".
_PLAIN_NO = re.compile(
    r"^\W*(?:(?:i said|oh|well|um|lol|lmao|haha|what|wait|whoa|huh|wtf|omg|god|jesus(?: christ)?|christ|ugh|honestly"
    r"|again|bloody hell|blimey|jeez|ffs|for \w+'?s sake|man|mate|dude|ok(?:ay)?|look|listen|sorry|right)\b\W*)*"
    r"(?:(?:god )?no|nope|nah|naw|not at all|none of (?:it|that|those))"
    r"(?=\W*$|[,.!;:?]|\s+(?:i|i'm|im|i've|it|its|not|never|nothing|none)\b)"
    r"(?!.*\b(?:but|except|yet|though|unless|until)\b)",
    _ANY_CASE | re.DOTALL,
)
# A no that stands for itself behind a first word or two: "bloody typical. no. i asked about thursday".
_NO_ALONE = re.compile(
    r"^\W*(?:no+|nope|nah|god no|hell no|of course not|no (?:i'?m|i am|i do|i have)(?:n'?t| not))\W*$", _ANY_CASE
)
_MIXED = any_of(r"\b(?:yes|yeah|maybe|perhaps|sometimes|partly|know|but|except|yet|though|unless|until|idk|dunno)\b")
_SHORT_CLAUSE, _FIRST_CLAUSES = 5, 3  # words, and clauses, in which such a no is looked for
# What was sent to somebody has been sent, or they answer.
_JUST_SENT = any_of(
    r"\b(?:sent|texted|messaged) (?:it|that|him|her|them|the (?:text|message))\b|^\W*(?:i )?(?:just )?sent\W*$",
    r"\b(?:pressed|hit) send\b|\bblue ticks?\b",
    r"\b(?:s?he|they|(?!(?:it|that|this|what|who)\b)[a-z]+)(?:'?s| is| are|'?re) (?:typing|replying|writing back)\b",
    r"\b(?:s?he|they) (?:replied|texted back|wrote back|answered|(?:has |have )?read it)\b",
    r"\b(?:s?he|they) said (?:yes|ok|sure|come over)\b",
)
_NOT_SENT = any_of(r"\b(?:not|haven'?t|havent|didn'?t|didnt|never|nobody|if|would|should|will|gonna|unsent|left)\b|\?")
_WORK = (
    r"(?:prepar\w+|intention|checklist|journal(?:ing)?|entry|session|look(?:ing)?[ -]?back|treatment|reflection"
    r"|questions)"
)
_BACK = any_of(
    r"\b(?:continue|go on|go back|going back|get back|getting back|carry on|return|finish|(?:do|start|open) (?:my"
    r"|the|our))"
    rf"\b.{{0,24}}\b{_WORK}\b",
    r"\bcan (?:we|i) (?:just |please |now )*(?:do|go on|carry on|continue|look back|get on|talk about)\b",
    r"\bwhat i came for\b|\bdiscuss\w* (?:the|my|our|that) session\b|\bthe session,? please\b|\bjournal,? please\b",
    r"\blook back at (?:the|my|that) session\b|\breturn to what i asked\b",
)
_PLAIN_YES = re.compile(
    r"^\W*(?:(?:well|ok(?:ay)?|honestly|i mean|um|god|jesus)\W+)*(?:yes|yeah|yep|yea|ya|yh|i (?:have|do|am)(?=\W*$"
    r"|[,.]))\b"
    r"|[.!,;]\s*(?:yes|yeah|yep)\b"
    r"|\b(?:yes|yeah|yep)\W*$|\bthinking about it\b|\bi (?:do |still |just )?think about it\b"
    r"|\bi(?:'ve| have) (?:been thinking|thought about)\b",
    _ANY_CASE,
)
_WISHES_AWAY = any_of(
    r"\b(?:not |never )?wak(?:e|ing) up\b|\bexist\w*\b|\bbe (?:here|around|gone|alive|anywhere)\b|\bdisappear\w*\b"
    r"|\bsleep forever\b",
    r"\b(?:it|this|everything|all of it) (?:all )?(?:to )?(?:stop|be over|end)\b|\bmake it stop\b|\bswitch(?:ed)?"
    r" off\b|\bgo on\b"
    r"|\bdecision\b|\bdecided\b|\bat peace\b|\brelieved\b|\bbetter off\b|\bpoint\b|\bthoughts?\b(?! of| about)",
)
_LATER = any_of(
    r"\bnot (?:until|till|tonight|today|yet|now|right now)\b|\b(?:until|till|after|when|once|soon|tonight|tomorrow"
    r"|later)\b"
)
_SOME = any_of(
    r"\d ?%",
    r"\b(?:percent|half|kind of|kinda|sort of|sorta|a (?:bit|little)|some(?: of it)?|partly|mostly a joke|ish)\b",
)
_CLAUSES = re.compile(r"(?<=[.!?;\n])\s*")
_SAYS_IT = any_of(
    r"\b(?:thinking|thinkin|thought|think) (?:\w+ )?(?:about|of) (?:killing (?:myself|meself)|suicide|ending (?:it"
    r"|my life))\b",
    r"\b(?:i|ive|i'?ve|i'?m|im)\b[^.!?]{0,40}\b(?:want(?:ed)? to die|wanna die|(?:kill|killing|hang|shoot) myself"
    r"|suicidal)\b",
    r"\bi\b[^.!?]{0,40}\b(?:end(?:ing)? (?:it|my life|things|it all)|(?:thought|thinking|think|thinkin) (?:\w+"
    r" ){0,2}(?:of|about) (?:suicide|dying))\b",
    r"\b(?:don'?t|do not|can'?t|cannot) (?:want to |wanna )?(?:be here|be alive|live|go on|do this)(?: any ?more|"
    r" any longer|\b)",
    r"\bi(?:'?m| am) (?:going|gonna) to (?:die|do it|end)\b|\b(?:want to|wanna|going to|gonna) (?:cut|hurt) myself\b",
    r"\b(?:not|no longer) be?i?n?g? ?(?:around|here) any ?more\b|\bnot bein[g']? (?:around|here)\b|\btop(?:ping)?"
    r" (?:my|me)self\b",
    r"\bi (?:do |still )?think about it (?:when|every|most|a lot|sometimes)\b|\bplanning to end\b|\bchosen a date\b",
    r"\bcan'?t see (?:my|me)self (?:at|being|bein|here|in)\b|\bthink(?:ing|in)? of ending it\b|\bi'?d rather be"
    r" dead\b|\bdone with it all\b",
    r"\bi (?:won'?t|will not) be (?:around|here|alive)(?: any ?more| then| after)?\b|\bi have what i need for it\b",
    r"\b(?:wish|hope|want|like|love|prefer|rather)\w*\b[^.!?]{0,40}(?:not|n'?t|never) wake up\b",
    r"\bnot wake up\b|\bno quiero vivir\b",
    r"\b(?:can'?t|cannot|don'?t|do not) see (?:any|a) (?:way out|way forward|point|future|reason)\b|\bno way out\b",
    r"\b(?:completely|utterly|totally) hopeless\b",
    r"\b(?:they|everyone|everybody)(?:'?d| would)? (?:all )?be (?:all )?(?:a lot |much )?better off(?: any\w*| then)?"
    r"\W*(?:$|[.!])",
    r"\bi(?:'ve|ve| have) (?:already )?(?:thought|worked out|figured out) (?:about )?how "
    r"(?:and (?:all|when|where)|i would|i'd)\b",
    r"\b(?:world|they|everyone|kids|family)\b[^.!?]{0,20}\bbetter off (?:without me\b"
    r"|if i (?:was|were|am|wasn'?t|weren'?t) (?:gone|dead|not here|here|around)\b)",
)


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
    if _SAFE_AFTER_ALL.search(text):
        return True
    said = re.split(r"[.!;\n]+", text)
    sure = any(_THEY_ARE_SAFE.search(one) and not _DOUBT.search(one) for one in said)
    return sure and not _STILL_BAD.search(text)


def greeting(text: str) -> bool:
    """Whether a message only says hello."""
    return bool(_GREETING.fullmatch(text))


def denies_the_danger(text: str) -> bool:
    """Whether a message denies the danger, and says nothing else."""
    return bool(_DENIES.search(text)) and not _UNSAFE.search(text)


def taken(text: str) -> bool:
    """Whether something was taken or done to the body that a doctor has to look at."""
    return bool(_TOOK.search(text) or _DONE.search(text)) and not _NOT_TAKEN.search(text)


def took(text: str) -> bool:
    """Whether something was swallowed, in so many words."""
    return bool(_TOOK.search(text)) and not _NOT_TAKEN.search(text)


def wound(text: str) -> bool:
    """Whether they hurt themselves by a wound."""
    return bool(_WOUND.search(text))


def step_done(text: str) -> bool:
    """Whether a protective step is done already, and not only meant."""
    return bool(_STEP_DONE.search(text))


def denied_strands(text: str) -> tuple[str, ...]:
    """The strands that somebody clearly says it is not about."""
    denied = {"medical": bool(_NOT_TAKEN.search(text) and not _TOOK.search(text))}
    denied["abuse"] = bool(_NOT_ABUSED.search(text)) and not _ILL_TREATED.search(text)
    denied["voices"] = bool(_NO_VOICES.search(text))
    return tuple(strand for strand, found in denied.items() if found)


def intrusive(text: str) -> bool:
    """Whether somebody tells of unwanted pictures of harming their child, which frighten them."""
    return bool(_INTRUSIVE.match(text) or _INTRUSIVE_SHORT.search(text))


def plain_no(text: str) -> bool:
    """Whether a message is a no, and takes nothing of it back."""
    if _PLAIN_NO.match(text):
        return True
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()][:_FIRST_CLAUSES]
    for clause in clauses:
        if _NO_ALONE.match(clause):
            return not (_MIXED.search(text) or says_it(text) or wishes_away(text))
        if len(clause.split()) > _SHORT_CLAUSE:
            break
    return False


def just_sent(text: str) -> bool:
    """Whether something has just been sent to somebody, or they are answering."""
    clauses = _CLAUSES.split(text)
    return any(_JUST_SENT.search(clause) and not _NOT_SENT.search(clause) for clause in clauses)


def back_to_coaching(text: str) -> bool:
    """Whether somebody asks to go on with what they came for."""
    return bool(_BACK.search(text))


def wishes_away(text: str) -> bool:
    """Whether somebody wishes to be gone without the word: then "I don't want to die" is no denial."""
    return bool(_WISHES_AWAY.search(text))


def says_it(text: str) -> bool:
    """Whether somebody says of themselves, in plain words, that they want to die or to hurt themselves."""
    return any(_SAYS_IT.search(one) and not _DENIES.search(one) for one in _CLAUSES.split(text))


def denies_somewhere(text: str, *, plain: bool = True) -> bool:
    """Whether a sentence of a message denies the danger, and none says it. `plain` counts a mere no, too."""
    denied = any(_DENIES.search(one) and not _UNSAFE.search(one) for one in _CLAUSES.split(text))
    return (denied or (plain and plain_no(text))) and not says_it(text) and not wishes_away(text)


def some_of_it(text: str) -> bool:
    """Whether somebody says that a part of it is so."""
    return bool(_SOME.search(text))


def later(text: str) -> bool:
    """Whether a message puts something off."""
    return bool(_LATER.search(text))


def plain_yes(text: str) -> bool:
    """Whether a yes is in a message, and no denial."""
    return bool(_PLAIN_YES.search(text)) and not denies_somewhere(text)


def nothing_done(text: str) -> bool:
    """Whether they say somewhere that they have done or taken nothing. It denies no wish."""
    return bool(_NOTHING_DONE.search(text))


def of_the_body(text: str) -> bool:
    """Whether a heart, a chest or a breath is spoken of."""
    return bool(_BODY.search(text))
