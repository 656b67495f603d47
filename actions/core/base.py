"""Base class of all custom actions (`Step`), the dispatcher for responses (`Say`), and pausing the active form."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.core.context import ActionContext, Event, Events
from actions.core.sandbox import add_metadata


class Say:
    """Dispatcher: sends responses of the domain to the client, by name."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher

    def __call__(self, response: str, **values: Any) -> None:
        self._dispatcher.utter_message(response=response, **values)

    def fixed(self, text: str, name: str) -> None:
        """Send a fixed text from `content/`; `name` is recorded as its response name."""
        self._dispatcher.utter_message(text=text, utter_action=name)

    def line(self, text: str, buttons: list[dict[str, str]] | None = None) -> None:
        """Send a text that is not in the domain, because it quotes the client."""
        self._dispatcher.utter_message(text=text, buttons=buttons)


class Step(Action, ABC):
    """Base class of a Rasa custom action. A subclass has a `title`, its name in the domain, and implements `handle`.

    A class that has no title is abstract: the action server registers its subclasses and not itself.
    """

    title: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if hasattr(cls, "title"):
            cls.name = Step.title_as_name  # type: ignore[method-assign]

    @abstractmethod
    def name(self) -> str:
        """The name of the action in the domain, as the Rasa SDK requires it: the title."""

    def title_as_name(self) -> str:
        return self.title

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        await add_metadata(tracker)
        return await self.handle(ActionContext(tracker), Say(dispatcher))

    @abstractmethod
    async def handle(self, context: ActionContext, say: Say) -> Events:
        """Run the action. Returns the events that Rasa applies to the tracker."""


def slot(name: str, value: Any) -> Event:
    """The event that sets a slot."""
    event: Event = SlotSet(name, value)
    return event


# Forms that interrupt another one: leaving them keeps the interrupted form as the paused one.
INTERLUDES = frozenset({"calming_form", "look_back_form"})


def remember(context: ActionContext) -> Events:
    """Remember the active form, if there is one, as paused, so that it can be resumed."""
    if context.flow is None or (context.flow in INTERLUDES and context.slot("paused_flow")):
        return []
    return [slot("paused_flow", context.flow)]


def leave(context: ActionContext, *, for_later: bool = True) -> Events:
    """Deactivate the active form, if there is one. With `for_later` it is remembered as paused and can be resumed."""
    if context.flow is None:
        return []
    return [*(remember(context) if for_later else []), ActiveLoop(None), slot("requested_slot", None)]
