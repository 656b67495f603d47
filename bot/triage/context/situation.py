"""The situation of a message: what the bot had just said, and which thresholds count for it."""

import re
from collections.abc import Sequence

from bot.triage.model import ContextMessage
from bot.triage.thresholds import ASKED, BRIEF, BRIEF_WORDS, FIRST, PARSED, SHORT, SHORT_WORDS, Thresholds

MOST_WORDS = 8  # of an answer that is nothing but a number, a day, a yes or a no
FEW_WORDS = 5  # of an answer to a list; more of them may say something else besides
LEAST_ITEMS = 3  # lines of a list
LEAST_LETTERS = 4  # of a word of the list that names an item
_ITEM = re.compile(r"^\d\. (.+)$", re.MULTILINE)
_ARRANGED = re.compile(
    r"\b(?:all|everything|every one)\b.*\b(?:arranged|ready|set|sorted|prepared|in place|done|there|fine)\b"
)
_DAY = (
    "mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today"
    "|tomorrow|tonight|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july"
    "|august|september|october|november|december|noon|midday|morning|afternoon|evening|week|weeks|month|months|day|days"
    "|year|years|hour|hours|oclock|next|this|last|every|other|then|half|quarter|past|fortnight"
)
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth"
_YES_NO = (
    "yes|yeah|yep|yup|yea|ya|no|nope|nah|ok|okay|sure|skip|done|next|fine|right|correct|exactly|perfect|please|thanks"
    "|not|yet|really|all|good|ready|continue"
)
_LITTLE = "at|on|in|the|a|an|of|to|from|and|or|about|around|maybe|think|i|its|it|is|was|so|say|for|by|pm|am|st|nd|rd|th"
_CLOSED = re.compile(rf"(?:\d+(?:[.:/-]\d+)*(?:st|nd|rd|th|am|pm|ish)?|{_DAY}|{_NUMBER}|{_YES_NO}|{_LITTLE})")
_WORDS = re.compile(r"[\w]+(?:[.:/'’-][\w]+)*")
_SAYS = re.compile(rf"\d|\b(?:{_DAY}|{_NUMBER}|{_YES_NO})\b")


def asked(context: Sequence[ContextMessage]) -> str:
    """What the bot said last, where the client has said nothing since; empty where nothing was said to them."""
    return context[-1].content if context and context[-1].role == "assistant" else ""


def thresholds(text: str, context: Sequence[ContextMessage]) -> Thresholds:
    """The thresholds that count for a message in its situation."""
    if not any(turn.role == "assistant" for turn in context):
        return FIRST
    if is_parsed(text) or is_ticked(text, asked(context)):
        return PARSED
    words = len(text.split())
    return BRIEF if words <= BRIEF_WORDS else SHORT if words <= SHORT_WORDS else ASKED


def is_parsed(text: str) -> bool:
    """Whether an answer is a number, a day, a yes or a no, and hardly anything else."""
    words = [word.replace("'", "").replace("’", "") for word in _WORDS.findall(text.lower())]
    if not words or len(words) > MOST_WORDS:
        return False
    return all(_CLOSED.fullmatch(word) for word in words) and bool(_SAYS.search(text.lower()))


def is_ticked(text: str, question: str) -> bool:
    """Whether a few words answer a list of items by one of its words, or by saying that all of it is arranged.

    "I have the big chair" and "everything is arranged" are alarming where nobody asked; after a list that asks for just
    that they are what they look like.
    """
    items = _ITEM.findall(question)
    if len(items) < LEAST_ITEMS or not question.rstrip().endswith("?"):
        return False
    words = _WORDS.findall(text.lower())
    if not words or len(words) > FEW_WORDS:
        return False
    listed = {_stem(word) for word in _WORDS.findall(" ".join(items).lower()) if len(word) >= LEAST_LETTERS}
    return bool(_ARRANGED.search(text.lower())) or any(_stem(word) in listed for word in words)


def _stem(word: str) -> str:
    return word[:5] if len(word) > LEAST_LETTERS else word
