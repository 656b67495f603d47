"""Asking for a person raises an alert, also when triage did not."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.care import Store
from bot.care.accounts import clients
from bot.care.messages import dialogue_alerts
from bot.store.models import Conversation, Escalation, EscalationEvent, Message


@pytest.fixture
async def asked(store: Store) -> tuple[UUID, UUID]:
    """A client, and the message in which they ask for a person."""
    async with store.begin() as work:
        client = await clients.create(work, timezone="UTC", country="US")
        conversation = Conversation(id=uuid4(), client_id=client.id)
        work.session.add(conversation)
        await work.session.flush()
        message = Message(id=uuid4(), conversation_id=conversation.id, seq=1, author="client", state="received")
        work.session.add(message)
    return client.id, message.id


async def test_the_coaches_hear_of_it_once(store: Store, asked: tuple[UUID, UUID]) -> None:
    for _ in range(2):
        async with store.begin() as work:
            await dialogue_alerts.asked_for_person(work, *asked)
    async with store.read() as work:
        (escalation,) = await work.session.scalars(select(Escalation))
        assert (escalation.tier, escalation.category, escalation.message_id) == ("elevated", "asks_for_human", asked[1])
        assert (
            len(list(await work.session.scalars(select(EscalationEvent).where(EscalationEvent.kind == "message")))) == 1
        )


async def test_a_message_of_somebody_else_raises_nothing(store: Store, asked: tuple[UUID, UUID]) -> None:
    async with store.begin() as work:
        await dialogue_alerts.asked_for_person(work, uuid4(), asked[1])
        assert list(await work.session.scalars(select(Escalation))) == []
