"""Clients: who they are, how they are recognised again, what they agreed to, and how they are forgotten."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from bot.care import bookings
from bot.store import Work
from bot.store.keyring import new_key
from bot.store.models import (
    Address,
    Client,
    Conversation,
    Escalation,
    Intention,
    JournalEntry,
    JournalPart,
    JournalUndo,
    Measure,
    MeasureOffer,
    Message,
    Note,
    OwnCoach,
    Practice,
    TrackerTurn,
    TreatmentSession,
    Triage,
    Verdict,
    new_id,
    now,
)


@dataclass(frozen=True)
class Profile:
    """What the bot and the coaches need to know of a client to speak with them."""

    client_id: UUID
    name: str | None
    timezone: str
    country: str
    consented_at: datetime | None
    under_age_at: datetime | None
    journal_shared: bool


async def create(work: Work, *, timezone: str, country: str) -> Client:
    """A new client with a key of their own."""
    client_id = new_id()
    key_name, wrapped = work.keyring.wrap(client_id, new_key())
    client = Client(id=client_id, timezone=timezone, country=country, key_name=key_name, wrapped_key=wrapped)
    work.session.add(client)
    await work.session.flush()
    return client


async def recognise(work: Work, *, channel: str, external_id: str, timezone: str, country: str) -> Client:
    """The client behind an outside identity; a new one when that identity is seen for the first time."""
    fingerprint = work.keyring.fingerprint(channel, external_id)
    known = await work.session.scalar(
        select(Client)
        .join(Address, Address.client_id == Client.id)
        .where(Address.channel == channel, Address.fingerprint == fingerprint)
    )
    if known is not None:
        return known
    client = await create(work, timezone=timezone, country=country)
    vault = await work.vault(client.id)
    address = Address(id=new_id(), client_id=client.id, channel=channel, fingerprint=fingerprint)
    address.external_id = vault.seal("address.external_id", address.id, external_id)
    work.session.add(address)
    await work.session.flush()
    return client


async def profile(work: Work, client_id: UUID) -> Profile:
    """The client's profile. Raises `Erased` when there is none any more."""
    vault = await work.vault(client_id)
    client = await work.session.get_one(Client, client_id)
    name = vault.open("client.name", client_id, client.name) if client.name else None
    return Profile(
        client_id,
        name,
        client.timezone,
        client.country,
        client.consented_at,
        client.under_age_at,
        client.journal_shared,
    )


async def set_name(work: Work, client_id: UUID, name: str) -> None:
    """Remember how the client wants to be called; an empty name forgets it."""
    vault = await work.vault(client_id)
    client = await work.session.get_one(Client, client_id)
    client.name = vault.seal("client.name", client_id, name) if name else None


async def erase(work: Work, client_id: UUID) -> None:
    """Destroy the client's key and everything they wrote. That there were alerts, and when, stays on record."""
    conversations = select(Conversation.id).where(Conversation.client_id == client_id).scalar_subquery()
    entries = select(JournalEntry.id).where(JournalEntry.client_id == client_id).scalar_subquery()
    messages = select(Message.id).where(Message.conversation_id.in_(conversations)).scalar_subquery()
    execute = work.session.execute
    await bookings.forget(work, client_id)
    await execute(delete(JournalPart).where(JournalPart.entry_id.in_(entries)))
    for table in (
        JournalUndo,
        JournalEntry,
        Intention,
        Practice,
        Measure,
        MeasureOffer,
        TreatmentSession,
        Note,
        Verdict,
        Address,
        OwnCoach,
    ):
        await execute(delete(table).where(table.client_id == client_id))
    await execute(delete(TrackerTurn).where(TrackerTurn.conversation_id.in_(conversations)))
    await execute(update(Triage).where(Triage.message_id.in_(messages)).values(evidence=None))
    await execute(
        update(Message)
        .where(Message.conversation_id.in_(conversations))
        .values(text=None, buttons=None, payload=None, state="delivered", deleted_at=now())
    )
    await execute(update(Escalation).where(Escalation.client_id == client_id).values(outcome=None))
    await execute(
        update(Client)
        .where(Client.id == client_id)
        .values(name=None, wrapped_key=None, erased_at=now(), consented_at=None)
    )
