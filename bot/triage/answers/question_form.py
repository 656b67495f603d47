"""Whether a message asks something, by the form of one of its sentences or of a part between commas."""

import re
from collections.abc import Iterator

from bot.triage.answers.features import plain

SHORTEST = 2  # words of a clause that can ask for something
_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_BEFORE = "and|but|so|ok|okay|um+|uh|pls|please|no|yes|yeah|like|wait|also|then|idk|lol|hey|omg|god|honestly|just|well"
_VERBS = (
    "will|would|can|could|do|does|did|is|isn'?t|are|aren'?t|am|was|were|should|shall|has|have|may|won'?t|can'?t|don'?t"
    "|doesn'?t"
)
_WHO = (
    "i|you|u|ya|they|he|she|it|we|this|that|there|somebody|someone|anyone|anybody|people|the|my|her|his|your|talking"
    "|asking|all|death|suicide|ketamine|police"
)
_ASKS = re.compile(
    rf"\?|^(?:(?:{_BEFORE})[ ,]+)*"
    rf"(?:(?:what|how|who|whom|why|when|where|which|whats|hows|whos|whys)\b"
    rf"|(?!do (?:this|that|it)\b)(?:{_VERBS}) (?:{_WHO})\b|(?:r|are) (?:u|you)\b"
    r"|promise\b|swear\b|tell me\b|stay\b|don'?t (?:go|leave|send|let)\b|give me\b"
    r"|(?:call|ring|phone|text) (?:my|them|the|her|him|911|999|112|000|an)\b)"
    r"|\b(?:don'?t|isn'?t|won'?t|right|innit) (?:it|you|u|they|i)\??$|\b(?:am|will|would|do|can) i\b"
    r"|\bis (?:that|this|it) (?:normal|ok|okay|bad|a bad)\b|\b(?:please|pls)\b"
)
# Said to what was answered, and asking for nothing: "okay? thats it?"
_TAG = re.compile(
    r"^\W*(?:(?:is )?that'?s? (?:it|all)|you know|for real|are you (?:kidding|serious)|really|seriously"
    r"|oh (?:really|yeah))\W*$"
)
_PARTS = re.compile(r"[,:]| but | and (?=(?:will|can|do|what|how|who|is|are)\b)")
_WORDS = re.compile(r"[\w&']+")


def has_question(text: str) -> bool:
    """Whether `text` has a question or a plea in form; a question mark is not needed."""
    return any(True for _ in questions_in(text))


def questions_in(text: str) -> Iterator[str]:
    """The sentences of `text`, and their parts between commas, that are a question or a plea in form."""
    for sentence in _SENTENCES.findall(plain(text)):
        for clause in dict.fromkeys([sentence.strip(), *(part.strip() for part in _PARTS.split(sentence))]):
            if len(_WORDS.findall(clause)) >= SHORTEST and _ASKS.search(clause) and not _TAG.match(clause):
                yield clause.rstrip(".?!; \n")
