"""Negation: the wish or the act itself is denied ("i do not want to die").

The scope of a negation is decided twice: by the words just before the match, and by the dependency parse where those
say too little.
"""

import re

from bot.triage.rules.base import compile_words, word_set
from bot.triage.text.matches import Match

NEGATIONS = word_set("not never no nobody none neither nor without n't")
# Verbs through which "not" does not reach what follows: "can not stop thinking about ..." is no denial.
OPAQUE = word_set(
    "stop tell know say promise sure help resist trust understand see wait remember control ignore "
    "deny hide admit "
    "guarantee care mind want_not afraid scared believe shake avoid escape get quit keep matter "
    "forget explain "
    "lie talk let why if because until unless only satisfy enough survive handle take bear cope "
    "stand sleep work"
)
_DENIALS = compile_words(
    r"(?:do|did|would|will|could|am|was|have|had|is|are|i) (?:not|never) (?:\S+ ){0,2}?(?:want|"
    r"wanting|wanted|planning|plan|going|trying|thinking|think|feel|feeling|having|have|had|"
    r"considering|intend|intending|about|been|tried|say|mean|saying|meaning|ever|at all|really|do|"
    r"hurt|kill|cut)? ?(?:to |about |of |like |that |any |i |a |to be |am |was |had )*$"
    r"|(?:not|never|no|without|nor|zero) (?:\S+ )?$|(?:no|not any|without any|zero|never any|never "
    r"had(?: any)?|no more) (?:\S+ ){0,2}$|(?:not that|it is not that|not like|not because|not as if) "
    r"(?:i )?(?:\S+ ){0,3}$|(?:no (?:plans?|desire|intention|intent|wish|urge|thoughts?|interest) "
    r"(?:to|of|in|about)) (?:\S+ ){0,2}$"
)


# "No, I do not want to die" answers somebody: its "no" denies nothing in the sentence, and neither does "no i want to".
_ANSWERING = re.compile(
    r"^(?:(?:oh|well|um|uh|god|lol|honestly) )*(?:no|nope|nah|naw)(?: (?:no|nope|nah))* "
    r"(?=(?:i|we|he|she|it|they|of course|absolutely|not|never|really|honestly|definitely|please)\b)"
)


# A clause with a subject of its own begins: what was denied before it ("nobody is dying and i am ...") is not counted.
_CLAUSE = re.compile(
    r"\b(?:and|but|because|so) (?=(?:i|we|he|she|they|it) (?:am|is|are|was|were|do|did|will|would|have)\b)"
)


def negated(match: Match) -> bool:
    """Whether the match lies in the scope of an odd number of negations."""
    if match.rule.id == "abuse.parsed" and _inside(match):
        return True
    before = _ANSWERING.sub("", match.before + " ")
    near = _CLAUSE.split(" ".join(before.split()[-8:]))[-1].strip() + " "
    if not NEGATIONS & set(near.split()):
        return _denied_after(match)
    if opaque_between(near):
        return False
    if near.endswith("why not "):
        return False
    if _DENIALS.search(near.rstrip() + " ") or _DENIALS.search(near.rstrip()):
        return _odd_number(near)
    return _parsed_negation(match)


def _inside(match: Match) -> bool:
    """Whether a match of the grammar, which spans subject and verb, denies itself: "he did not beat me"."""
    feared = match.before.endswith("thought") and " would " in f" {match.matched} "
    return feared or bool(NEGATIONS & set(match.matched.split()))


def negated_stop(match: Match) -> bool:
    """Whether stopping a medicine is denied ("i did not stop"); "could not stop taking it" is no denial."""
    near = match.before.split()[-4:]
    return bool({"not", "never"} & set(near)) and not bool({"can", "could"} & set(near))


def _denied_after(match: Match) -> bool:
    """Whether a denial follows the match: "suicidal? no.", "thoughts of suicide: none"."""
    return bool(compile_words(r"^(?:no|none|nope|never|not at all|not me)(?:$|\n)").search(match.after))


def _odd_number(words: str) -> bool:
    return sum(word in NEGATIONS for word in words.split()) % 2 == 1


def opaque_between(words: str) -> bool:
    """Whether a verb stands after the last negation that its scope does not pass ("not stop thinking about")."""
    parts = words.split()
    last = max(place for place, word in enumerate(parts) if word in NEGATIONS)
    return any(word in OPAQUE for word in parts[last + 1 :])


def _parsed_negation(match: Match) -> bool:
    """Whether the dependency tree has an odd number of negations above the match."""
    inside = set(match.tokens)
    found = 0
    for token in match.tokens[:3]:
        node = token
        for _ in range(5):
            if node not in inside and node.lemma_.lower() in OPAQUE:
                return False
            found += sum(child.dep_ == "neg" and child not in inside for child in node.children)
            if node.head is node or node.dep_ not in {"xcomp", "acomp", "attr", "aux", "pcomp", "prep", "dobj", "pobj"}:
                break
            node = node.head
        if found:
            break
    return found % 2 == 1
