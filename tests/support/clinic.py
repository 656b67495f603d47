"""A clinic without a running system: two coaches, clients who say things, and the services that look after them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.care import Store, now
from bot.care.accounts import conversations
from bot.care.messages import turns
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.records import transcripts
from bot.care.safety import alerts
from bot.care.safety import notifications as paging
from bot.care.safety.episodes.episode import Heard
from bot.store.models import Coach, Conversation, Message, new_id


@dataclass
class Clinic:
    """Two coaches and however many clients."""

    store: Store
    maria: UUID
    ben: UUID

    @classmethod
    async def founded(cls, store: Store) -> "Clinic":
        """A clinic with nobody in it but its coaches."""
        maria = Coach(id=new_id(), name="Maria Ortiz", email="maria.ortiz@example.org", password_hash="-")
        ben = Coach(id=new_id(), name="Ben Adeyemi", email="ben.adeyemi@example.org", password_hash="-")
        async with store.begin() as work:
            work.session.add_all([maria, ben])
        return cls(store, maria.id, ben.id)

    async def client(self, name: str | None = None) -> UUID:
        """A new conversation."""
        async with self.store.begin() as work:
            started = await conversations.start(
                work, identity=None, name=name, locale="en", timezone="UTC", country="US"
            )
        return started.conversation_id

    async def says(
        self,
        conversation: UUID,
        tier: str,
        category: str = "suicide",
        at: datetime | None = None,
        text: str = "words that nobody else may read",
    ) -> UUID:
        """A client's message of this tier; returns its id."""
        assessed = Assessment(tier, () if tier == "none" else (category,), 0.9, (), "rules-1")
        async with self.store.begin() as work:
            message = Incoming(conversation, str(uuid4()), text)
            heard = Heard(text, tier=tier, categories=assessed.categories)
            accepted = await turns.accept(work, message, assessed, heard, "gateway-1", at or now())
            found = await work.session.scalars(
                select(Message.id).where(Message.conversation_id == conversation, Message.seq == accepted.seq)
            )
            return found.one()

    async def open(self) -> list[alerts.Alert]:
        """The alerts as the page shows them."""
        async with self.store.read() as work:
            return list(await alerts.open_alerts(work))

    async def only(self) -> alerts.Alert:
        """The one open alert."""
        (alert,) = await self.open()
        return alert

    async def acknowledge(self, alert: alerts.Alert, coach: UUID) -> None:
        """Take it."""
        async with self.store.begin() as work:
            await alerts.acknowledge(work, alert.id, coach)

    async def hand_back(self, alert: alerts.Alert, coach: UUID) -> None:
        """Undo that."""
        async with self.store.begin() as work:
            await alerts.hand_back(work, alert.id, coach)

    async def resolve(
        self, alert: alerts.Alert, coach: UUID, note: str = "We spoke.", *, cleared: bool = False
    ) -> None:
        """Close it."""
        async with self.store.begin() as work:
            await alerts.resolve(work, alert.id, coach, note, risk_cleared=cleared, seen=alert.messages)

    async def risk(self, conversation: UUID) -> str:
        """The client's risk mark as coaches see it in this conversation."""
        async with self.store.read() as work:
            thread = await transcripts.thread(work, conversation)
        assert thread is not None
        return thread.risk

    async def another(self, conversation: UUID) -> UUID:
        """A further conversation of the same client."""
        async with self.store.begin() as work:
            first = await work.session.get_one(Conversation, conversation)
            second = Conversation(id=new_id(), client_id=first.client_id, channel="elsewhere")
            work.session.add(second)
        return second.id

    async def client_of(self, conversation: UUID) -> UUID:
        """Whose conversation it is."""
        async with self.store.read() as work:
            return (await work.session.get_one(Conversation, conversation)).client_id

    async def pages_due(self) -> int:
        """How many pages would go out now."""
        async with self.store.begin() as work:
            return len(await paging.claim(work, now() + timedelta(seconds=1)))
