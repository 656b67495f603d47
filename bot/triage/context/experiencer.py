"""Experiencer: whose wish or state it is. Another person's is for the rules of `rules/third_party.py`."""

from typing import Any

from bot.triage.rules.base import compile_words, word_set
from bot.triage.text.matches import Match

FIRST = word_set("i me my myself")
FIRST_PERSON = compile_words(r"(?:i|me|my|mine|my ?self)")
PEOPLE = word_set(
    "he she they you we who someone somebody people everyone anyone friend friends brother sister "
    "mom mum mother dad "
    "father son daughter husband wife partner boyfriend girlfriend ex cousin uncle aunt neighbor "
    "neighbour colleague "
    "coworker patient patients man woman guy girl boy kid kids child children student students "
    "teacher character "
    "hero protagonist celebrity singer actor roommate family parents grandpa grandma teen teens "
    "teenager veterans "
    "soldiers client clients niece nephew classmate survivors women men boss him her them folks bestie"
)
CONDITION = compile_words(
    r"(?:if|when|whenever|anyone|someone|people|those|for (?:anyone|people|those|folks)|many|others|"
    r"everyone|patients|clients|you|we|folks|men|women|teens|teenagers|kids|veterans|survivors) "
    r"(?:\S+ ){0,5}$"
)
COMFORT = compile_words(
    r"(?:if you|call|reach|alone|help|here for you|are you|did you|do you|were you|can you|your|"
    r"support|talk|matter|stay|loved|hang in|please|hope you|sorry you|you should|hug\w*|proud|worth)"
)
ASKED_MEANING = compile_words(
    r"(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|do you have|were you) "
    r"{G4}(?:person|human|bot|coach)|(?:talk\w*|spoke|speak\w*|chat\w*) (?:to|with) (?:a|my|the) "
    r"(?:\S+ )?(?:coach|nurse|counsel\w+|clinician|person|human) (?:yesterday|today|last|this morning|"
    r"already|about (?:it|this)|and (?:she|he|it|they|we)|next|on (?:monday|tuesday|wednesday|"
    r"thursday|friday)|before|at)|(?:good|kind|nice|better|bad|terrible|difficult|new|different|happy|"
    r"only|morning|lovely|sensitive|introverted|whole) (?:person|human|coach)"
)
DEAD = compile_words(
    r"(?:'s suicide|(?:his|her|their) suicide|suicide (?:\S+ ){0,3}took|suicide loss|died|passed|"
    r"passed away|lost (?:him|her|them|my)|death|funeral|years ago|ago|anniversary|buried|grief|"
    r"grieving|killed (?:himself|herself|themself)|took (?:his|her|their) own life|last year|when i "
    r"was|miss (?:him|her|them)|survived|recovered|doing (?:well|better|fine)|is (?:fine|better|ok|"
    r"okay|safe) now)"
)


# "will my coach think i'm suicidal now": what others may take one for.
TAKEN_FOR = compile_words(
    r"(?:will|would|might|could|gonna|going to) (?:\S+ ){0,3}(?:think|believe|assume) (?:that )?$"
)


def others_wish(match: Match) -> bool:
    """Whether somebody else is the subject of the wish, the act or the state."""
    if TAKEN_FOR.search(match.before + " "):
        return True
    if FIRST_PERSON.search(match.matched):
        return False
    subject = subject_of(match)
    if subject is not None:
        if subject.lower_ == "you" and not COMFORT.search(match.flat):
            return False  # "once you have felt suicidal for years": said of oneself
        return _is_other(subject) and not _first_near(match)
    return bool(CONDITION.search(match.before + " ")) and not _first_near(match)


def subject_of(match: Match) -> Any | None:
    """The grammatical subject of the match: the nearest one, climbing the dependency tree from its tokens."""
    for token in match.tokens:
        node = token
        for _ in range(6):
            for child in node.children:
                if child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ in {"PRON", "NOUN", "PROPN"}:
                    return child if child.lower_ not in {"that", "which", "it", "this"} else None
            if node.head is node or node.dep_ not in {"xcomp", "conj", "aux", "pcomp", "prep", "acomp", "attr"}:
                break
            node = node.head
    return None


def asked_meaning(match: Match) -> bool:
    """Whether the client speaks of a person or asks what the bot is, and does not ask for a person."""
    return match.overlaps(ASKED_MEANING)


def dead_already(match: Match) -> bool:
    """Whether the other person is mourned or remembered, so that nobody is in danger now."""
    return bool(DEAD.search(match.flat)) and not compile_words(
        r"tonight|right now|again|is going to|wants to|threatening|still (?:wants?|says|talks?|"
        r"suicidal|at risk)"
    ).search(match.flat)


def _is_other(subject: Any) -> bool:
    """Whether a person other than the speaker is meant: "the pain" or "everything" is nobody else's wish."""
    return subject.lower_ in PEOPLE or subject.pos_ == "PROPN"


def _first_near(match: Match) -> bool:
    before = match.before.split()[-4:]
    return "i" in before and not (set(before) & {"he", "she", "they", "you", "who", "friend", "people"})
