"""Messages that only the rules had time for: the whole of triage comes later, and may only make them worse."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from bot.care import Store, now
from bot.care.messages import assessed_again, messages, turns
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.safety.episodes.episode import Heard
from bot.store.models import Conversation, Escalation, Message, SafetyEpisode, Triage
from tests.support.clinic import Clinic

WORDS = "the letters are written and nobody has to carry me after friday"


class Hasty:
    """A client whose messages were assessed by half."""

    def __init__(self, store: Store, clinic: Clinic, conversation: UUID) -> None:
        self.store, self.clinic, self.conversation = store, clinic, conversation

    async def says(self, text: str = WORDS, tier: str = "none") -> UUID:
        """A message for which only the rules had time; returns its id."""
        categories = () if tier == "none" else ("suicide",)
        heard = Heard(text, tier=tier, categories=categories, partial=True)
        async with self.store.begin() as work:
            incoming = Incoming(self.conversation, str(uuid4()), text)
            accepted = await turns.accept(
                work, incoming, Assessment(tier, categories, 0.5, (), "rules"), heard, "me", now()
            )
            found = await work.session.scalars(
                select(Message.id).where(Message.conversation_id == self.conversation, Message.seq == accepted.seq)
            )
            return found.one()

    async def waiting(self) -> list[UUID]:
        """What is to be assessed again."""
        async with self.store.read() as work:
            return await assessed_again.waiting(work)

    async def heard_whole(self, message: UUID, tier: str) -> bool:
        """The whole assessment of a message arrives."""
        categories = () if tier == "none" else ("suicide",)
        async with self.store.begin() as work:
            half = await assessed_again.opened(work, message)
            assessed = Assessment(tier, categories, 0.9, ("written and done",), "whole")
            return await assessed_again.store(work, half, assessed, Heard(half.text, tier=tier, categories=categories))

    async def tier(self, message: UUID) -> str | None:
        """The tier as it is stored."""
        async with self.store.read() as work:
            return await work.session.scalar(select(Triage.tier).where(Triage.message_id == message))

    async def count(self, table: type) -> int:
        """Rows of a table."""
        async with self.store.read() as work:
            return await work.session.scalar(select(func.count()).select_from(table)) or 0

    async def said(self) -> list[str]:
        """What the client was told."""
        async with self.store.read() as work:
            news = await messages.news(work, self.conversation, 0)
        return [each["text"] for each in news.messages if each["author"] != "client"]


@pytest.fixture
async def hasty(store: Store) -> Hasty:
    """A client of a clinic."""
    clinic = await Clinic.founded(store)
    return Hasty(store, clinic, await clinic.client())


async def test_what_turns_out_worse_raises_the_alert_and_begins_the_safety_conversation_once(hasty: Hasty) -> None:
    message = await hasty.says()
    assert await hasty.waiting() == [message]
    assert await hasty.heard_whole(message, "high")
    assert await hasty.tier(message) == "high"
    assert (await hasty.clinic.only()).tier == "high"
    said = await hasty.said()
    assert any("911" in text for text in said)
    assert not await hasty.heard_whole(message, "imminent"), "a message is assessed again once"
    assert (await hasty.count(Escalation), await hasty.count(SafetyEpisode)) == (1, 1)
    assert await hasty.said() == said


async def test_an_alert_that_stands_is_raised_with_it(hasty: Hasty) -> None:
    message = await hasty.says(tier="elevated")
    before = await hasty.said()
    assert await hasty.heard_whole(message, "imminent")
    assert (await hasty.clinic.only()).tier == "imminent"
    assert len(await hasty.said()) > len(before), "the client is told what to do now"


async def test_a_tier_is_never_lowered_by_the_whole_assessment(hasty: Hasty) -> None:
    message = await hasty.says(tier="high")
    assert not await hasty.heard_whole(message, "none")
    assert await hasty.tier(message) == "high"
    assert await hasty.waiting() == []


async def test_a_calm_message_is_done_when_it_was_assessed_whole(hasty: Hasty) -> None:
    message = await hasty.says("the leaves are turning")
    assert not await hasty.heard_whole(message, "none")
    assert await hasty.waiting() == []
    assert await hasty.count(Escalation) == 0


async def test_one_that_cannot_be_assessed_keeps_no_other_waiting(hasty: Hasty) -> None:
    first, second = await hasty.says(), await hasty.says("and one more")
    async with hasty.store.read() as work:
        assert await assessed_again.waiting(work, but=[first]) == [second]
        assert await assessed_again.waiting(work, most=1) == [first], "the oldest first"


async def test_while_a_coach_holds_the_conversation_the_alert_is_raised_and_nothing_is_said(hasty: Hasty) -> None:
    message = await hasty.says()
    async with hasty.store.begin() as work:
        conversation = await work.session.get_one(Conversation, hasty.conversation)
        conversation.owner, conversation.epoch = "coach", 1
    before = await hasty.said()
    await hasty.heard_whole(message, "high")
    assert (await hasty.clinic.only()).tier == "high"
    assert await hasty.said() == before
