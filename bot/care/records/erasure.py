"""Erasure of a client (right to erasure): their data is deleted and their key destroyed."""

from uuid import UUID

from sqlalchemy import delete, select, update

from bot.care.bookings import bookings
from bot.store import Work
from bot.store.models import (
    Address,
    AssignedCoach,
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
    Practice,
    SafetyEpisode,
    TrackerTurn,
    TreatmentSession,
    Triage,
    Verdict,
    now,
)


async def erase(work: Work, client_id: UUID) -> None:
    """Erase a client: delete everything they wrote, and destroy their data key (crypto-shredding).

    That there were alerts, and when, stays on record without any text.
    """
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
        SafetyEpisode,
        Address,
        AssignedCoach,
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
