"""Form validation and slot filling: a `Flow` is a form, its `Question`s say what is done with each answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from actions.core.base import Say, Step, slot
from actions.core.context import ANSWERS, ActionContext, Events
from actions.core.serving import serve

# Values of a form's slots. They say how a question was settled.
GIVEN, SKIPPED = "given", "skipped"
NOT_ASKED = "not asked"  # another answer made the question unnecessary; "back" passes it over

OnAnswer = Callable[[ActionContext, Say], Awaitable[Events]]
OnAlarm = Callable[[ActionContext], Awaitable[None]]


@dataclass(frozen=True)
class Question:
    """One slot of a form: what is done with an answer, and which slots are filled too when it is skipped.

    `on_answer` returns the events that settle the question; it sets the asked slot to None to ask again. The slots hold
    no words of the client, only that, or how, a question was settled; their words are in the database.
    `on_alarm` stores words that raised an alarm where the answer belongs, while the question stays open.
    """

    on_answer: OnAnswer
    skipping: Mapping[str, str] = field(default_factory=dict)
    on_alarm: OnAlarm | None = None


class Flow(Step):
    """Form validation action `validate_<form>`: validates each answer and stores it at once."""

    form: ClassVar[str]
    questions: ClassVar[Mapping[str, Question]]
    serves: ClassVar[bool] = True  # what is said beside an answer; in a journal it is a line of it
    ends_at_goodbye: ClassVar[bool] = False  # whether a goodbye beside an answer pauses the form

    def __init_subclass__(cls, **options: Any) -> None:
        if hasattr(cls, "form"):
            cls.title = f"validate_{cls.form}"
        super().__init_subclass__(**options)

    async def handle(self, context: ActionContext, say: Say) -> Events:
        asked = context.slot("requested_slot")
        if asked is None:
            # The form was just activated. An event, any event, tells Rasa that no slot is left to validate.
            paused = context.slot("paused_flow")
            return [slot("paused_flow", None if paused == self.form else paused), slot("returning", False)]
        if asked not in self.questions or context.intent not in ANSWERS or context.slot(asked) is None:
            return []
        question = self.questions[asked]
        leaves = self.ends_at_goodbye and context.says_goodbye
        if self.serves:
            await serve(context, say, leaves=leaves)
        if context.intent == "skip_question":
            return skip(context, say, question)
        events = await question.on_answer(context, say)
        return [*events, *self._pause(say)] if leaves else events

    def _pause(self, say: Say) -> Events:
        """Leave the form after an answer that said goodbye as well; it can be resumed."""
        say("utter_goodbye_paused")
        return [slot("paused_flow", self.form), slot("requested_slot", None)]

    def before(self, context: ActionContext) -> Events | None:
        """Go back: the events that reopen the previous question; None when the open question is the first."""
        names = list(self.questions)
        earlier = names[: names.index(context.asked)] if context.asked in names else []
        for name in reversed(earlier):
            if context.slot(name) not in (None, NOT_ASKED):
                return [slot(name, None)]
        return None


def skip(context: ActionContext, say: Say, question: Question, words: str = "utter_skipped") -> Events:
    """Fill the asked slot as skipped, without an answer, and say so with the response `words`."""
    say(words)
    return [settle(context, SKIPPED), *(slot(name, value) for name, value in question.skipping.items())]


def settle(context: ActionContext, value: str = GIVEN) -> dict[str, object]:
    """Fill the asked slot, so that the form goes on to its next question."""
    return slot(str(context.asked), value)


def ask_again(context: ActionContext) -> Events:
    """Reject the answer: the asked slot stays empty, and the form asks again."""
    return [slot(str(context.asked), None)]
