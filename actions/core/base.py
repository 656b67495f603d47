"""What all actions share: they see an `ActionContext`, say fixed texts by name, and return Rasa's events."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.core.context import ActionContext, Event, Events
from actions.core.sandbox import add_metadata


class Say:
    """Says responses of the domain by name."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher

    def __call__(self, response: str, **values: Any) -> None:
        self._dispatcher.utter_message(response=response, **values)

    def fixed(self, text: str, name: str) -> None:
        """Say a fixed text that is in `content/`, under the name by which it is known."""
        self._dispatcher.utter_message(text=text, utter_action=name)

    def line(self, text: str, buttons: list[dict[str, str]] | None = None) -> None:
        """Say something that is not in the domain, because it is the client's own."""
        self._dispatcher.utter_message(text=text, buttons=buttons)


class Step(Action, ABC):
    """A custom action. Subclasses give it a `title`, its name in the domain, and say what happens in `handle`.

    A class that has no title is abstract: the action server registers its subclasses and not itself.
    """

    title: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if hasattr(cls, "title"):
            cls.name = Step.title_as_name  # type: ignore[method-assign]

    @abstractmethod
    def name(self) -> str:
        """The title; the Rasa SDK asks for it."""

    def title_as_name(self) -> str:
        return self.title

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        await add_metadata(tracker)
        return await self.handle(ActionContext(tracker), Say(dispatcher))

    @abstractmethod
    async def handle(self, context: ActionContext, say: Say) -> Events:
        """Do what this action is for; returns events."""


def slot(name: str, value: Any) -> Event:
    """Set a slot."""
    event: Event = SlotSet(name, value)
    return event


# What comes in between something else: leaving it goes back to that, if there was anything.
INTERLUDES = frozenset({"calming_form", "look_back_form"})


def remember(context: ActionContext) -> Events:
    """Keep for later that the active form, if there is one, can go on."""
    if context.flow is None or (context.flow in INTERLUDES and context.slot("paused_flow")):
        return []
    return [slot("paused_flow", context.flow)]


def leave(context: ActionContext, *, for_later: bool = True) -> Events:
    """End the active form, if there is one; `for_later` keeps its answers and remembers that it can go on."""
    if context.flow is None:
        return []
    return [*(remember(context) if for_later else []), ActiveLoop(None), slot("requested_slot", None)]
