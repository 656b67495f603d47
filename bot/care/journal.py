"""The journal: what a client wrote to keep, freely or as an answer; read back, and deleted for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete as delete_rows
from sqlalchemy import select

from bot.care import messages, questionnaires
from bot.store import Vault, Work
from bot.store.models import (
    Intention,
    JournalEntry,
    JournalPart,
    Practice,
    TreatmentSession,
    new_id,
    now,
)

FREE, PREPARATION, INTEGRATION, INTENTION = "free", "preparation", "integration", "intention"
PRACTICE = "practice"  # what they say about one of the practices between treatment sessions
COMMITMENT = "commitment"  # the small thing they chose to do there
SMALL_ACTION = "small_action"


@dataclass(frozen=True)
class Written:
    """Something a client wrote and can read again. `kind` is one of those above, or not_working."""

    id: UUID
    kind: str
    question: str | None
    at: datetime
    text: str


async def answer(
    work: Work,
    client_id: UUID,
    treatment_session_id: UUID | None,
    kind: str,
    question: str,
    message_id: UUID,
    text: str,
) -> None:
    """Keep the answer to a question, of a treatment session or of none. An earlier answer to it is replaced."""
    entry = await work.session.scalar(
        select(JournalEntry).where(
            JournalEntry.client_id == client_id,
            JournalEntry.treatment_session_id == treatment_session_id,
            JournalEntry.kind == kind,
            JournalEntry.question == question,
        )
    )
    if entry is None:
        entry = _entry(client_id, kind, treatment_session_id, question, state="kept")
        work.session.add(entry)
        await work.session.flush()
    await work.session.execute(delete_rows(JournalPart).where(JournalPart.entry_id == entry.id))
    entry.updated_at = now()
    await _add_part(work, client_id, entry.id, message_id, text)


async def write(work: Work, client_id: UUID, message_id: UUID, text: str) -> None:
    """Add a message to the entry that the client is writing, which begins with the first message.

    The same message again adds nothing.
    """
    known = await work.session.scalar(
        select(JournalPart.id)
        .join(JournalEntry, JournalEntry.id == JournalPart.entry_id)
        .where(
            JournalEntry.client_id == client_id,
            JournalEntry.kind == FREE,
            JournalPart.source_message_id == message_id,
        )
    )
    if known is not None:
        return
    entry = await _being_written(work, client_id)
    if entry is None:
        entry = _entry(client_id, FREE, None, None, state="open")
        work.session.add(entry)
        await work.session.flush()
    entry.updated_at = now()
    await _add_part(work, client_id, entry.id, message_id, text)


async def finish(work: Work, client_id: UUID) -> bool:
    """Close the entry that is being written. Returns whether there was one."""
    entry = await _being_written(work, client_id)
    if entry is None:
        return False
    entry.state = "kept"
    return True


async def written(work: Work, client_id: UUID) -> Sequence[Written]:
    """Everything the client wrote to keep, newest first. Of the intentions for a treatment session, the last."""
    vault = await work.vault(client_id)
    found = [*await _entries(work, vault), *await _intentions(work, vault), *await _commitments(work, vault)]
    return sorted(found, key=lambda item: (item.at, item.id), reverse=True)


async def delete(work: Work, client_id: UUID, ids: Iterable[UUID]) -> int:
    """Delete these entries, intentions and commitments for good, also where they stand in the conversation.

    Returns how many there were; ids of others are passed over.
    """
    chosen = list(ids)
    entries = list(
        await work.session.scalars(
            select(JournalEntry).where(JournalEntry.client_id == client_id, JournalEntry.id.in_(chosen))
        )
    )
    intentions = list(
        await work.session.scalars(select(Intention).where(Intention.client_id == client_id, Intention.id.in_(chosen)))
    )
    practices = list(
        await work.session.scalars(select(Practice).where(Practice.client_id == client_id, Practice.id.in_(chosen)))
    )
    said = [
        *await _delete_entries(work, entries),
        *await _delete_intentions(work, client_id, intentions),
        *await _delete_practices(work, practices),
    ]
    await messages.forget(work, client_id, said)
    return len(entries) + len(intentions) + len(practices)


async def delete_all(work: Work, client_id: UUID) -> int:
    """Delete everything the client wrote to keep, what they answered to questionnaires, and their words for when a
    session is. Returns how many entries there were."""
    count = await delete(work, client_id, [item.id for item in await written(work, client_id)])
    await messages.forget(work, client_id, await questionnaires.delete_all(work, client_id))
    sessions = await work.session.scalars(select(TreatmentSession).where(TreatmentSession.client_id == client_id))
    for session in sessions:
        session.when_text = None
    return count


async def _entries(work: Work, vault: Vault) -> list[Written]:
    rows = list(await work.session.scalars(select(JournalEntry).where(JournalEntry.client_id == vault.client_id)))
    texts: dict[UUID, list[str]] = {row.id: [] for row in rows}
    parts = await work.session.scalars(
        select(JournalPart).where(JournalPart.entry_id.in_(texts)).order_by(JournalPart.id)
    )
    for part in parts:
        texts[part.entry_id].append(vault.open("journal_part.text", part.id, part.text))
    return [
        Written(row.id, row.kind, row.question, row.updated_at, "\n".join(texts[row.id]))
        for row in rows
        if texts[row.id]
    ]


async def _intentions(work: Work, vault: Vault) -> list[Written]:
    rows = await work.session.scalars(
        select(Intention).where(Intention.client_id == vault.client_id).order_by(Intention.id)
    )
    newest = {row.treatment_session_id: row for row in rows}
    return [
        Written(row.id, INTENTION, None, row.created_at, vault.open("intention.text", row.id, row.text))
        for row in newest.values()
    ]


async def _commitments(work: Work, vault: Vault) -> list[Written]:
    # the small action of a treatment session is there already, as an answer
    rows = await work.session.scalars(
        select(Practice).where(Practice.client_id == vault.client_id, Practice.treatment_session_id.is_(None))
    )
    return [Written(row.id, COMMITMENT, row.kind, row.created_at, "\n\n".join(_words_of(vault, row))) for row in rows]


def _words_of(vault: Vault, row: Practice) -> list[str]:
    helped = [vault.open("practice.helped", row.id, row.helped)] if row.helped else []
    return [vault.open("practice.text", row.id, row.text), *helped]


async def _delete_entries(work: Work, entries: Sequence[JournalEntry]) -> list[UUID]:
    ids = [entry.id for entry in entries]
    said = list(await work.session.scalars(select(JournalPart.source_message_id).where(JournalPart.entry_id.in_(ids))))
    actions_of = [entry.treatment_session_id for entry in entries if entry.question == SMALL_ACTION]
    actions = await work.session.scalars(select(Practice).where(Practice.treatment_session_id.in_(actions_of)))
    said += await _delete_practices(work, list(actions))
    execute = work.session.execute
    await execute(delete_rows(JournalPart).where(JournalPart.entry_id.in_(ids)))
    await execute(delete_rows(JournalEntry).where(JournalEntry.id.in_(ids)))
    return said


async def _delete_intentions(work: Work, client_id: UUID, intentions: Sequence[Intention]) -> list[UUID]:
    # the earlier wordings of a deleted intention go with it
    of = [row.treatment_session_id for row in intentions]
    all_of_them = Intention.client_id == client_id, Intention.treatment_session_id.in_(of)
    said = list(await work.session.scalars(select(Intention.source_message_id).where(*all_of_them)))
    await work.session.execute(delete_rows(Intention).where(*all_of_them))
    return said


async def _delete_practices(work: Work, practices: Sequence[Practice]) -> list[UUID]:
    said = [message for row in practices for message in (row.source_message_id, row.helped_message_id) if message]
    await work.session.execute(delete_rows(Practice).where(Practice.id.in_([row.id for row in practices])))
    return said


async def _being_written(work: Work, client_id: UUID) -> JournalEntry | None:
    return await work.session.scalar(
        select(JournalEntry)
        .where(JournalEntry.client_id == client_id, JournalEntry.kind == FREE, JournalEntry.state == "open")
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )


async def _add_part(work: Work, client_id: UUID, entry_id: UUID, message_id: UUID, text: str) -> None:
    vault = await work.vault(client_id)
    if len(text) >= messages.LONG:
        text = await messages.whole(work, vault, message_id) or text
    row_id = new_id()
    work.session.add(
        JournalPart(
            id=row_id,
            entry_id=entry_id,
            source_message_id=message_id,
            text=vault.seal("journal_part.text", row_id, text),
        )
    )


def _entry(
    client_id: UUID, kind: str, treatment_session_id: UUID | None, question: str | None, state: str
) -> JournalEntry:
    return JournalEntry(
        id=new_id(),
        client_id=client_id,
        treatment_session_id=treatment_session_id,
        kind=kind,
        question=question,
        state=state,
    )
