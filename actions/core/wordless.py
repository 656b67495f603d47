"""Low on words: after two answers of "I don't know" in a row the open questions come with words to tap."""

from actions.core.base import Say, slot
from actions.core.context import ActionContext, Events

COUNT = "wordless"  # the slot with the number of open questions in a row that had no answer
FEW = "few_words"  # the slot that says whether questions come with words to tap; data/responses asks for it
ENOUGH = 2  # so many in a row
MANY = 5  # from so many words of their own on, somebody has found them again


def counted(context: ActionContext, say: Say) -> Events:
    """Count an open question that was left; after the second one in a row, say that tapping is enough."""
    if context.pressed or context.intent != "dont_know":
        return []
    left = int(context.slot(COUNT) or 0) + 1
    if left < ENOUGH or context.slot(FEW):
        return [slot(COUNT, left)]
    say("utter_few_words")
    return [slot(COUNT, left), slot(FEW, True)]


def found_words(context: ActionContext) -> Events:
    """After an answer: the count begins anew, and after one of some length the questions come without words to tap."""
    many = not context.pressed and len(context.text.split()) >= MANY
    events = [slot(COUNT, 0)] if context.slot(COUNT) else []
    return [*events, slot(FEW, False)] if many and context.slot(FEW) else events
