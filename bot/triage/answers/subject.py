"""Whom and what the words of a message are about: the strand, and the words that a class needs to be believed."""

from bot.triage.answers import cues
from bot.triage.answers.expressions import any_of

# Which strand the words are about, where no rule of triage stands on them: only to choose what is asked first.
_HARM = (
    r"(?:hit|hits|slap\w*|push(?:ed|es)|shov\w+|kick\w*|punch\w*|chok\w+|strangl\w+|beat|beats|grabb\w+|threw"
    r"|threaten\w*)"
)
_THEM = (
    r"(?:he|she|himself|herself|my (?:husband|wife|partner|boyfriend|girlfriend|bf|gf|ex|dad|stepdad|father|mum|mom))"
)
_CLOSE = (
    r"(?:son|daughter|brother|sister|mum|mom|dad|mother|father|friend|flatmate|roommate|mate|partner|husband|wife"
    r"|boyfriend"
    r"|girlfriend|cousin|uncle|aunt|neighbou?r|colleague)"
)
_ABOUT = {
    "someone_else": any_of(
        rf"\bmy (?:best )?{_CLOSE}\b[^!?]{{0,90}}\b(?:in front of (?:her|him)|do something to"
        rf" (?:her|him)sel|has pills|won'?t let me in)",
        rf"\bmy (?:best )?{_CLOSE}\b[^!?]{{0,90}}\b(?:sorry for everything|(?:not|isn'?t|won'?t) (?:pick|answer"
        rf"|open|reply)\w*|goodbye"
        r"|suicid\w+|kill (?:him|her|them)sel\w+|hurt (?:him|her|them)sel\w+|overdos\w+|wants? to die|given? away"
        r"|gave (?:away|his|her))",
        rf"\b(?:isn'?t|not) about me\b[^!?]{{0,30}}\b(?:my {_CLOSE}|him|her)\b",
        rf"\bmy (?:best )?(?:house ?mate|{_CLOSE})\b[^!?]{{0,60}}\b(?:locked|shut) (?:him|her|them)sel",
    ),
    "abuse": any_of(
        rf"\b{_THEM}(?:'?s| has| is)? (?:(?!me\b)\w+ ){{0,3}}{_HARM} (?:me|my)\b|\bwho {_HARM} me\b",
        rf"\b{_THEM}(?:'?s| has)? (?:\w+ ){{0,2}}(?:took hold of|grabbed|gripped|twisted|yanked|shook|squeezed)"
        r" (?:me\b|my (?:\w+ )?(?:arms?|wrists?|hair|neck|throat|face|shoulders?))",
        r"\bhusband\b[^.!?]{0,80}\b(?:left|leaves) (?:a|me with|bruises|marks)\b",
        rf"\bcovered in bruises\b|\bbruises? again\b|\bput (?:his|her) hands on me\b|\b{_THEM} controls\b",
        rf"\b{_THEM} (?:goes|looks) through my (?:phone|messages|things)|\b{_THEM} (?:reads|checks) my\b",
        r"\b(?:scared|afraid|frightened) of my (?:husband|wife|partner|boyfriend|girlfriend|ex)\b",
    ),
    "harm_to_others": any_of(
        r"\bi(?:'?ll| will|'?m gonna|'?m going to|m gonna| am going to| want to| wanna) (?:\w+ ){0,2}"
        r"(?:hurt|kill|smash|beat|shoot|stab|strangle) (?:him|her|them|my (?!self|arm|leg|wrist|body|skin|thigh"
        r"|hand|head|feeling)\w+)\b",
        r"\bmake (?:him|her|them) (?:pay|suffer|regret)\b|\bgonna (?:hurt|kill) (?:him|her|them)\b",
    ),
    "voices": any_of(
        r"\bhear(?:ing|d)? (?:(?!his|her|my|your|their|to|the singer)\w+ ){0,2}voices?\b|\b(?:a|the|this) (?:\w+"
        r" )?voices?\b[^.!?]{0,30}\b(?:says?|tells?"
        r"|talk|comment)",
        r"\bhear(?:ing)? (?:my )?(?:dad|mum|mom|father|mother|gran|nan|brother|sister|husband|wife)(?:'s"
        r" voice)?(?: since| again| talk|\b(?=\W*$))",
        r"\b(?:his|her) (?:actual |own )?voice,? like (?:he|she)\b|\b(?:a|the|hear\w*) voices? in my head\b"
        r"|\b(?:it'?s|its) a (?:man|woman)'?s"
        r" voice\b",
    ),
    "self_harm": any_of(
        r"\b(?:want|wanna|wanting|need|urge|urges|itch\w*|gonna|going|about|desperate|tempted) (?:\w+ ){0,2}"
        r"(?:cut|cutting|burn|self[- ]?harm|hurt myself|relapse)\b",
        r"\b(?:only|just|it'?s|about) (?:\w+ )?(?:cutting|burning|self[- ]?harm)\b(?! (?:onions?|the|down|back|class))",
        r"\bnot (?:dying|suicidal)\b[^!?]{0,30}\b(?:cut|cutting|burn\w*)\b|\b(?:i'?m|im) the one with the urge\b",
    ),
    "heavy": any_of(
        r"\bnothing (?:feels|is|seems) real\b|\bhands? (?:don'?t|do not) look\b|\bfeels? unreal\b|\bdereali[sz]\w+",
        r"\bpanic(?:king| attack)\b|\boutside (?:of )?my body\b",
    ),
}
# They are taken for the one in danger, and it is somebody else.
_NOT_ME = any_of(
    r"\bnot (?:about )?me\b[^!?]{0,12}\b(?:it'?s|its) (?:about )?(?:him|her|my \w+|(?-i:[A-Z]\w+))\b",
    r"\b(?:he'?s|she'?s|hes|shes) the one\b(?! who| for)|\bthis is about (?!me\b)(?:him|her|my \w+|(?-i:[A-Z]\w+))",
    r"\bstop telling me what to say about me\b|\bi'?m not the one\b",
)
# The words without which a class that says much of somebody is not believed of the classifier alone.
_SPEAKS_FOR = {
    "taken_back": any_of(
        r"\bjok(?:e|es|ed|ing)\b|\bkidding\b|\bjk\b|\b(?:didn'?t|did not|don'?t) (?:really |actually )?mean\b"
        r"|\bnot serious\b",
        r"\bforget (?:i|it|what|that|about)\b|\bexaggerat\w+|\boverreact\w*|\bignore (?:that|me|it)\b|\bnever"
        r" ?mind\b|\bnvm\b",
        r"\btake (?:it|that) back\b|\bdramatic\b|\bscrap that\b|\bcame out\b|\bsaid that\b|\bjust tired\b"
        r"|\bventing\b",
    ),
    "who_sees": any_of(
        r"\b(?:sees?|reads?|reading|knows?|told|tell|telling|alert\w*|report\w*|private|confidential|record"
        r"|supervisor|boss"
        r"|find out|who|anyone|somebody|someone|share|sent)\b"
    ),
    "farewell": any_of(
        r"\b(?:bye+|good ?night|night|going|goin|gonna go|gtg|leav\w+|done here|i'?m (?:off|out|done)|closing|see"
        r" ya|take care"
        r"|talk later|log(?:ging)? off|goodbye|farewell|thanks? for|sleep|bed|got to go|have to go)\b"
    ),
    "something_to_do": any_of(
        r"\b(?:do|something|smth|distract\w*|help|hands|breath\w+|exercise|try|calm|what now|cope|through|tip)\b"
    ),
    "someone_else": any_of(
        r"\bnot (?:about )?me\b|\b(?:he|she|they)(?:'?s"
        r"|'?re)?\b[^.!?]{0,40}"
        r"\b(?:kill|die|suicid\w+|end|hurt|overdos\w+|goodbye|letters?|given away|won'?t|not (?:safe|answer\w*"
        r"|pick\w*))\b",
        r"\bmy \w+(?:'s)? (?:\w+ ){0,4}(?:suicid\w+|wants to|is going to|said goodbye|tried|in danger)",
    ),
}


def about(text: str) -> str | None:
    """The strand that the words are about, where that is plain; None otherwise."""
    plain = next((strand for strand, found in _ABOUT.items() if found.search(text)), None)
    return plain or ("suicide" if cues.says_it(text) and not cues.wound(text) else None)


def not_me(text: str) -> bool:
    """Whether somebody says that it is not they who are in danger, but another."""
    return bool(_NOT_ME.search(text))


def speaks_for(cls: str, text: str) -> bool:
    """Whether words of a message speak for a class, where such words are needed."""
    if cls == "back_to_coaching":
        return cues.back_to_coaching(text)
    return cls not in _SPEAKS_FOR or bool(_SPEAKS_FOR[cls].search(text))
