"""FAQ about treatment: the answer from the library, or the few entries that may be meant."""

from actions.core.base import Say, Step
from actions.core.context import ActionContext, Events
from actions.core.serving import unanswered
from bot.library import Entry, library

FOUND = "library"  # the entity with the ids of the entries that the FAQ retriever found


class AnswerQuestion(Step):
    """FAQ answer: the entry that matched; the nearest entries as buttons when none matched well; else whom to ask."""

    title = "action_answer_question"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        answer(context, say)
        return []


def answer(context: ActionContext, say: Say) -> None:
    """Answer this message from the library (see `AnswerQuestion`)."""
    entries = library()
    found = [entries[name] for name in context.values.get(FOUND, "").split() if name in entries]
    if not found:
        unanswered(say, context.whole)
    elif len(found) > 1:
        say(
            "utter_which_question",
            buttons=[*map(_button, found), {"title": "None of these", "payload": "/not_in_library"}],
        )
    else:
        further = [_button(entries[name]) for name in found[0].see]
        say("utter_library_answer", answer=found[0].answer, buttons=further)


def _button(entry: Entry) -> dict[str, str]:
    return {"title": entry.title, "payload": f'/ask_library{{"{FOUND}": "{entry.id}"}}'}
