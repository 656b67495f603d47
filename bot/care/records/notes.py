"""Coaches' notes about clients, for each other; sealed with the client's key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.store import Erased, Work
from bot.store.models import Coach, Note, new_id

LONGEST = 5000


@dataclass(frozen=True)
class NoteSeen:
    """A note with the name of its author and its time."""

    by: str
    at: datetime
    text: str


async def add(work: Work, client_id: UUID, coach_id: UUID, text: str, escalation_id: UUID | None = None) -> None:
    """Add a note about a client. Raises `ValueError` unless it has 1 to 5000 characters, or `Erased`."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValueError(f"A note has between 1 and {LONGEST} characters")
    vault = await work.vault(client_id)
    note = Note(id=new_id(), client_id=client_id, coach_id=coach_id, escalation_id=escalation_id)
    note.text = vault.seal("note.text", note.id, text)
    work.session.add(note)
    await work.session.flush()


async def of(work: Work, client_id: UUID, most: int = 50) -> Sequence[NoteSeen]:
    """The notes about a client, newest first; empty for an erased client."""
    try:
        vault = await work.vault(client_id)
    except Erased:
        return []
    rows = await work.session.execute(
        select(Note, Coach.name)
        .join(Coach, Coach.id == Note.coach_id)
        .where(Note.client_id == client_id)
        .order_by(Note.id.desc())
        .limit(most)
    )
    return [NoteSeen(name, note.created_at, vault.open("note.text", note.id, note.text)) for note, name in rows]
