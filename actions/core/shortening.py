"""The short form: the questions that are left out where a client has little time (`long_only` in data/flows.yml)."""

import re

from actions.core.base import slot
from actions.core.context import ActionContext, Events
from actions.core.flow import NOT_ASKED
from bot.flows import flows

# Said with the wish to begin: "prepare for tomorrow, only got two minutes".
_LITTLE_TIME = re.compile(
    r"\b(?:(?:a|one|two|three|five|few|couple of|[1-5]) ?min(?:ute)?s?|quick(?:ly)?|hurry|rush"
    r"|(?:make|keep) it (?:short|brief))\b",
    re.IGNORECASE,
)


def shortened(context: ActionContext, form: str) -> Events:
    """The events that leave out the questions of a form that are only for the long one and not answered yet."""
    questions = flows()[form].questions if form in flows() else {}
    return [
        slot(name, NOT_ASKED)
        for name, question in questions.items()
        if question.long_only and context.slot(name) is None
    ]


def has_little_time(context: ActionContext) -> bool:
    """Whether little time was said along with what is begun."""
    return not context.pressed and bool(_LITTLE_TIME.search(context.whole))
