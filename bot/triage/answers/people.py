"""Who is named in a message as somebody who could help: kin, a title with a name, or a first name, typed in any way.

First names are those that Faker lists for the countries below, and short forms that people go by. A name in small
letters counts only in words that make a person of it ("kims home", "theres daz, next street over"): many are words too.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import yaml

from bot.triage.answers.expressions import any_of

_ANY_CASE = re.IGNORECASE
# Whom one may have, by what they are to one.
KIN = (
    "mum|mom|mam|mama|mother|dad|father|sister|brother|wife|husband|partner|boyfriend|girlfriend|bf|gf|friend"
    "|flatmate"
    "|roommate|roomate|housemate|neighbou?r|son|daughter|nan|gran|grandma|aunt|uncle|cousin|colleague|buddy|mate"
    "|sponsor"
    "|pastor|priest|counsell?or|therapist"
)
_PERSON = re.compile(
    rf"(?:\b(?:my|me|our) |^\W*)((?:best |old |little |big |older |younger )?(?:{KIN}))(?:'s)?\b(?!s\b)", _ANY_CASE
)
_NAMED = re.compile(
    r"(?:\b(?:[Tt]here(?:'s| is)|[Tt]ext|[Cc]all|[Rr]ing|[Aa]sk|[Tt]ell|[Mm]essage|[Ff]riend|[Bb]uddy|[Cc]ousin"
    r"|[Ss]ister|[Bb]rother|[Ff]latmate|[Rr]oommate|[Nn]eighbou?r) |^\W*)"
    r"((?:(?:Frau|Mrs|Mr|Ms) )?[A-Z][a-zà-ÿ]{2,14})"
    r"(?=\W*$|[.,!]| (?:would|could|will|comes|can|might|from|next)\b|'d\b)"
)
# What makes somebody who is mentioned one who could help. "After the call with my mum" does not.
_HELPFUL = any_of(
    r"\b(?:could|would|can|will|might|should|may|'?ll|'?d|gonna|going to|suppose|maybe|if i (?:ask|text|call))\b",
    r"\b(?:text|call|ring|tell|ask|message|wake|phone|go to|with|near|next door|around|awake|up|home|here|nearby|lives?"
    r"|staying|knows|asleep|from work|upstairs|downstairs|kitchen|next room|street|corner|comes?|drive|number"
    r"|there'?s|there is|got|have)\b",
)
_THE_CAUSE = any_of(
    r"\b(?:call|fight|row|argument|words) with (?:my|me)\b|\b(?:because of|stop with|reason|fault|left me|set me off"
    r"|hung up|shout\w*|scream\w*|argued?|fought|dramatic|told me)\b",
)
# Typed without capitals: who could do something, and who there is.
_COULD = re.compile(
    r"(?:^|[.,;!?]\s*|\b(?:but|and|maybe|guess) )([a-z]{3,12}) (?:could|would|will|can) "
    r"(?:take|come|pick|drive|stay|hold|keep|listen|answer|have it)\b|\btheres ([a-z]{3,12}) (?:i guess|i suppose"
    r"|i spose|maybe)\b"
    r"|\b(?:could|might|should|can|will|gonna|i'?ll|i'?m|im) (?:call|ring|text|phone|message"
    r"|callin'?g?|ringin'?g?|textin'?g?|dial+in'?g?) ([a-z]{3,12})\b(?! (?:line|number|centre|center|service))"
)
_TITLED = re.compile(r"\b(mr|mrs|ms|dr) ([a-z]{2,15})\b", _ANY_CASE)  # "miss" is what one does of the dead
_SUBJECT = re.compile(r"^\W*(?:(?:Frau|Mrs|Mr|Ms) )?[A-Z]\S+(?: (?:would|could|will|comes|can|might)\b|'d\b)")
_ALONE = re.compile(r"^\W*[A-Z]\w+\W*$")
_COMMON = (
    "thing half part stuff whole someone somebody anyone anybody people things something nothing everything god"
    " help that this they she you who "
    "which nobody mum mom dad brother sister husband wife friend doctor clinic police and but the maybe guess "
    "god jesus christ lord monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december yes yeah yep nope what that "
    "this they then there nobody everyone everybody someone somebody who which where when why how maybe "
    "also and but not just okay fine tonight tomorrow today samaritans shout lifeline english spanish "
    "landfall nothing something everything anything life death work thanks thank sorry please well right "
    "sure alright again only still honestly actually hospital clinic doctor police christmas easter one "
    "she her him his its the worse better never always you your none already done okay sometimes probably "
    "perhaps really kids mum mom dad him for out back off round around about them someone anyone work home later "
    "lifeline vets veterans crisis emergency ambulance sick"
)
_NO_NAMES = frozenset(_COMMON.split())  # words that a sentence may begin with, and that are no names
_NOT_THEM = any_of(
    r"\b(?:can'?t|cannot|won'?t|wouldn'?t|don'?t|doesn'?t|not|never|nobody|died|dead|passed|gone|left|hates?|reads|controls"
    r"|hit"
    r"|(?:they|you|u|it|gonna|they'll|who) tell(?:ing)? my|pushed|hurt|mad|lose it|cheated|screwed|killed|worse|baby"
    r"|at work|abroad|lost|ex|dying|wants? to|find out|finds out|freak|said goodbye|spoil|protect\w*|graduat\w+"
    r"|exams?"
    r"|years? old)\b"
)
# First names in small letters, and what makes them persons.
_COUNTRIES = (
    "en_US",
    "en_GB",
    "en_IE",
    "en_IN",
    "es_ES",
    "es_MX",
    "de_DE",
    "fr_FR",
    "it_IT",
    "pt_BR",
    "pl_PL",
    "nl_NL",
)
_NAME = r"([a-z]{2,12}?)"
_NEAR = (
    r"(?:home|here|in|up|awake|around|about|near\w*|next door|downstairs|upstairs|over the road|across"
    r"|on (?:the|his|her) way|coming|in the|at the|a (?:text|call|mile|street|block)|one (?:text|call|street|block)"
    r"|\d+ min\w*|on shift)"
)
_STILL = r"(?:(?:still|just|right|only|always|probably|prob|literally) )*"
_BEFORE = (
    r"(?:there'?s|theres|there is|i'?ve got|ive got|got|only|maybe|just|ask|text|call|ring|message|tell|phone|wake"
    r"|knock (?:on|for)|friend|mate|buddy|cousin|sister|brother|flatmate|roommate|neighbou?r|my|with|calling|texting"
    r"|ringing|to)"
)
_DOES = (
    r"(?:would|could|will|can|might|lives?|knows|said|offered|texted|called|keeps|down|next|over|from|maybe|i guess)"
)
_AS_PERSON = re.compile(
    rf"\b{_NAME}(?:'s|s| is| will be| would be|'ll be) {_STILL}{_NEAR}\b"
    rf"|\b{_BEFORE} {_NAME}(?=\W*$|[,.!?]| (?:{_DOES}|up|round|in|at|who|if|and|or|to|about|see|what|that|now|tonight"
    r"|later|instead|i suppose)\b|'d\b|'ll\b)"
    rf"|(?:^|, )\W*{_NAME}(?=\W*$|,| (?:{_DOES}|i suppose)\b|'d\b|'ll\b)",
    _ANY_CASE,
)


SIGNED_FROM = 10  # words; a shorter message may name somebody in a sentence of one word
_SIGNED = re.compile(r"([.!?])\s+[A-Z][\w'-]+\W*$")


def person(text: str, *, asked: bool = False) -> str | None:
    """Somebody who could help, as one would say it back ("your roommate", "Marcus"); None where nobody is named.

    Nobody of whom something bad is said in the same clause. A name alone counts where people were `asked` about.
    """
    for clause in re.split(r"[.!?;\n]+| and | but ", _unsigned(text)):
        if _NOT_THEM.search(clause) or _THE_CAUSE.search(clause) or not (asked or _HELPFUL.search(clause)):
            continue
        kin = _PERSON.search(clause)
        if kin and not re.search(rf"\bdo(?:n'?t| not) have an? {kin[1]}\b", text, _ANY_CASE):
            return f"your {kin[1].casefold()}".replace("roomate", "roommate")
        titled = _TITLED.search(clause)
        if titled:
            return f"{titled[1].title()} {titled[2].title()}"
        could = _COULD.search(clause)
        if could and could[could.lastindex or 1] not in _NO_NAMES:
            return could[could.lastindex or 1].title()
        first = _first_name(clause)
        if first is not None:
            return first
        named = _NAMED.search(clause)
        begins = named is not None and named.start(1) == len(clause) - len(clause.lstrip())
        if begins and not _SUBJECT.match(clause) and not (asked and _ALONE.match(text)):
            continue
        if named and named[1].split()[-1].casefold() not in _NO_NAMES:
            return named[1]
    return None


def _unsigned(text: str) -> str:
    """A longer message without the name under it: who signs a message names nobody who could help."""
    return _SIGNED.sub(r"\1", text) if len(text.split()) >= SIGNED_FROM else text


def _first_name(clause: str) -> str | None:
    """A first name that stands where a person would, with a capital letter; None without one."""
    for found in _AS_PERSON.finditer(clause):
        name = next(one for one in found.groups() if one is not None).casefold()
        if name in first_names() and name not in _NO_NAMES:
            return name.title()
    return None


@cache
def first_names() -> frozenset[str]:
    """First names in small letters that are no common words: Faker's of twelve countries, and short forms."""
    ours = yaml.safe_load((Path(__file__).parent / "first_names.yml").read_text())
    names = set(ours["short_forms"].split())
    for country in _COUNTRIES:
        people = import_module(f"faker.providers.person.{country}").Provider
        for kind in ("first_names", "first_names_female", "first_names_male"):
            names.update(name.casefold() for name in getattr(people, kind, ()) if name.isalpha() and len(name) > 2)
    return frozenset(names - set(ours["words_too"].split()))
