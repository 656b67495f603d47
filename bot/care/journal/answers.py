"""Answers to the questions of preparation and integration: reading them, and keeping those that raised an alarm."""

from uuid import UUID

from sqlalchemy import select

from bot.care.journal import journal
from bot.store import Work
from bot.store.models import JournalEntry, JournalPart


async def given(work: Work, client_id: UUID, treatment_session_id: UUID, kind: str) -> dict[str, str]:
    """The answers to the questions of preparation or integration for one treatment session, by question."""
    vault = await work.vault(client_id)
    rows = await work.session.execute(
        select(JournalEntry.question, JournalPart)
        .join(JournalPart, JournalPart.entry_id == JournalEntry.id)
        .where(
            JournalEntry.client_id == client_id,
            JournalEntry.treatment_session_id == treatment_session_id,
            JournalEntry.kind == kind,
        )
        .order_by(JournalPart.id)
    )
    return {question: vault.open("journal_part.text", part.id, part.text) for question, part in rows if question}


async def keep_interrupted(
    work: Work,
    client_id: UUID,
    treatment_session_id: UUID | None,
    kind: str,
    question: str,
    message_id: UUID,
    text: str,
) -> None:
    """Store an answer with its question, which stays open: a later answer is added to it. Idempotent per message."""
    entry = await journal.entry_of_answer(work, client_id, treatment_session_id, kind, question)
    mine = JournalPart.entry_id == entry.id, JournalPart.source_message_id == message_id
    if await work.session.scalar(select(JournalPart.id).where(*mine)) is None:
        await journal.add_part(work, client_id, entry, message_id, text, interrupted=True)


async def keep_aside(work: Work, client_id: UUID, message_id: UUID, text: str) -> None:
    """Store words that belong to no question of the journal as an entry of their own. Idempotent per message."""
    known = await work.session.scalar(
        select(JournalPart.id)
        .join(JournalEntry, JournalEntry.id == JournalPart.entry_id)
        .where(JournalEntry.client_id == client_id, JournalPart.source_message_id == message_id)
    )
    if known is None:
        entry = await journal.new_entry(work, client_id, journal.FREE, None, None, state="kept")
        work.session.add(entry)
        await work.session.flush()
        await journal.add_part(work, client_id, entry, message_id, text, interrupted=True)
