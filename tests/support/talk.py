"""A client in a conversation with the gateway, understood as a test says."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.care import Store, now
from bot.care.messages import messages, turns
from bot.care.messages.replies import Reply
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming, Turn
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import Episode, Heard
from bot.store.models import Client, Message, TrackerTurn, Triage, new_id
from tests.support.clinic import Clinic

ME = "gateway-1"
HOPE = "preparation_form.hope"


class Talk:
    """A client in a conversation, understood as the test says."""

    def __init__(self, store: Store, clinic: Clinic, conversation: UUID, client: UUID) -> None:
        self.store, self.clinic, self.conversation, self.client = store, clinic, conversation, client

    async def says(
        self, answer: str, tier: str = "none", category: str = "suicide", at: datetime | None = None, **heard: object
    ) -> turns.Accepted:
        """A message of this class and tier."""
        text = str(heard.pop("text", f"{answer} in some words"))
        categories = () if tier == "none" else (category,)
        understood = Heard(text, answer=answer, tier=tier, categories=categories, **heard)  # type: ignore[arg-type]
        assessed = Assessment(tier, categories, 0.9, (), "rules")
        incoming = Incoming(self.conversation, str(uuid4()), text)
        async with self.store.begin() as work:
            return await turns.accept(work, incoming, assessed, understood, ME, at or now())

    async def answered(self, turn: Turn | None, *replies: str) -> Turn | None:
        """The dialogue answers a turn."""
        assert turn is not None
        async with self.store.begin() as work:
            return await turns.answer(work, turn, [Reply(text) for text in replies], ME, now())

    async def agreed(self, asking: str | None = None) -> None:
        """They have agreed to the terms; perhaps a question of the dialogue is open."""
        async with self.store.begin() as work:
            client = await work.session.get_one(Client, self.client)
            client.consented_at = now() - timedelta(days=3)
            if asking is not None:
                row = TrackerTurn(id=new_id(), conversation_id=self.conversation, number=1, asking=asking, sealed=b"")
                work.session.add(row)

    async def said(self, after: int = 0) -> Sequence[str]:
        """What was shown to them after a seq, without their own words."""
        async with self.store.read() as work:
            shown = (await messages.news(work, self.conversation, after)).messages
        return [each["text"] for each in shown if each["author"] != "client"]

    async def episode(self) -> Episode | None:
        """The open episode."""
        async with self.store.read() as work:
            known = await rows.open_of(work, await work.vault(self.client), self.client, lock=False)
            return known.episode if known else None

    async def tier(self, accepted: turns.Accepted) -> str:
        """The tier of a message as it is stored."""
        async with self.store.read() as work:
            found = await work.session.scalar(
                select(Triage.tier)
                .join(Message, Message.id == Triage.message_id)
                .where(Message.conversation_id == self.conversation, Message.seq == accepted.seq)
            )
            assert found is not None
            return found


async def begun(store: Store) -> Talk:
    """A client whose opening was answered."""
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    client = await clinic.client_of(conversation)
    talk = Talk(store, clinic, conversation, client)
    async with store.begin() as work:
        turn = await turns.next_turn(work, conversation, ME, now())
    await talk.answered(turn, "Hello")
    return talk
