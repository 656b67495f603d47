"""A client at the chat as the custom actions see them: slots, the active form and what was said, without Rasa."""

from typing import Any
from uuid import UUID, uuid4

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import func, select

from actions.core.base import Step
from bot.care import Store
from bot.care.journal import journal


class ChatClient:
    """Somebody at the chat, as the actions see them."""

    def __init__(self, store: Store, client_id: UUID) -> None:
        self.store = store
        self.id = client_id
        self.slots: dict[str, Any] = {}
        self.loop: str | None = None
        self.events: list[dict[str, Any]] = []
        self.said: list[dict[str, Any]] = []

    async def does(self, action: Step, text: str, intent: str = "answer", **more: Any) -> list[str]:
        """The client says something and the action runs; returns the names of the responses."""
        metadata = {"client_id": str(self.id), "message_id": str(more.get("message_id") or uuid4()), "consented": True}
        latest = {
            "text": text,
            "intent": {"name": intent},
            "entities": more.get("entities", []),
            "metadata": metadata | more.get("metadata", {}),
        }
        asked = self.slots.get("requested_slot")
        slots = dict(self.slots)
        if asked and intent in ("answer", "affirm", "deny", "dont_know", "skip_question", "done_writing"):
            slots[asked] = text
        self.events.append({"event": "user", "text": text})
        tracker = Tracker("c", slots, latest, self.events, False, None, {"name": self.loop} if self.loop else {}, "x")
        dispatcher = CollectingDispatcher()
        changes = await action.run(dispatcher, tracker, {})
        for change in changes:
            if change["event"] == "slot":
                self.slots[change["name"]] = change["value"]
            elif change["event"] == "active_loop":
                self.loop = change["name"]
        self.changes, self.said = changes, dispatcher.messages
        for message in dispatcher.messages:
            data = {"buttons": message.get("buttons") or more.get("buttons") or []}
            self.events.append({"event": "bot", "data": data, "metadata": {"utter_action": message.get("response")}})
        return [str(message.get("response") or message.get("text")) for message in dispatcher.messages]

    async def begins(self, action: Step, form: str) -> None:
        await self.does(action, "/begin", "start")
        self.loop = form

    async def answers(self, form: Step, slot: str, text: str, intent: str = "answer", **more: Any) -> list[str]:
        self.slots["requested_slot"] = slot
        return await self.does(form, text, intent, **more)

    async def written(self) -> dict[str | None, str]:
        async with self.store.read() as work:
            return {entry.question or entry.kind: entry.text for entry in await journal.written(work, self.id)}

    async def count(self, table: type) -> int:
        async with self.store.read() as work:
            return await work.session.scalar(select(func.count()).select_from(table)) or 0
