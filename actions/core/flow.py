"""A flow is a form: questions in order, each with what is done with its answer. This is what all flows share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from actions.core.base import Say, Step, slot
from actions.core.context import ANSWERS, ActionContext, Events

GIVEN, SKIPPED = "given", "skipped"
NOT_ASKED = "not asked"  # settled by another answer: going back passes it over

OnAnswer = Callable[[ActionContext, Say], Awaitable[Events]]


@dataclass(frozen=True)
class Question:
    """What is done with an answer, and what else is settled when the question is skipped.

    `on_answer` returns the events that settle the question; it sets the asked slot to None to ask again. The slots hold
    no words of the client, only that, or how, a question was settled: their words are in the database.
    """

    on_answer: OnAnswer
    skipping: Mapping[str, str] = field(default_factory=dict)


class Flow(Step):
    """The validation of a form, `validate_<form>`: stores each answer at once, as it is given."""

    form: ClassVar[str]
    questions: ClassVar[Mapping[str, Question]]

    def __init_subclass__(cls, **options: Any) -> None:
        if hasattr(cls, "form"):
            cls.title = f"validate_{cls.form}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        asked = context.slot("requested_slot")
        if asked is None:
            # The form has just begun. An event, any event, tells Rasa that nothing is left to be checked.
            paused = context.slot("paused_flow")
            return [slot("paused_flow", None if paused == self.form else paused), slot("returning", False)]
        if asked not in self.questions or context.intent not in ANSWERS or context.slot(asked) is None:
            return []
        question = self.questions[asked]
        if context.intent == "skip_question":
            return skip(context, say, question)
        return await question.on_answer(context, say)

    def before(self, context: ActionContext) -> Events | None:
        """The events that open what was asked before the open question; None when that is the first."""
        names = list(self.questions)
        earlier = names[: names.index(context.asked)] if context.asked in names else []
        for name in reversed(earlier):
            if context.slot(name) not in (None, NOT_ASKED):
                return [slot(name, None)]
        return None


def skip(context: ActionContext, say: Say, question: Question, words: str = "utter_skipped") -> Events:
    """Settle a question without an answer."""
    say(words)
    return [settle(context, SKIPPED), *(slot(name, value) for name, value in question.skipping.items())]


def settle(context: ActionContext, value: str = GIVEN) -> dict[str, object]:
    """The asked question is settled."""
    return slot(str(context.asked), value)


def ask_again(context: ActionContext) -> Events:
    """The asked question stays open."""
    return [slot(str(context.asked), None)]
