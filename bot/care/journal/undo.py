"""Undo in the journal: the last deletion or change of a client can be undone, once, within 10 minutes.

Deleted rows leave their tables at once, so that no query has to filter them. A copy of the rows, with their texts still
sealed, is stored until the gateway purges it (bot/gateway/journal_purge.py) after the 10 minutes.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete as delete_rows
from sqlalchemy import inspect, select

from bot.care.journal import tags
from bot.care.messages import messages
from bot.store import Vault, Work
from bot.store.models import (
    Base,
    Client,
    Intention,
    JournalEntry,
    JournalPart,
    JournalUndo,
    Practice,
    TreatmentSession,
    now,
)

DELETED, CHANGED = "deleted", "changed"
# Our choice, not measured: long enough to notice a mistake, short enough that "deleted" is true.
LASTS = timedelta(minutes=10)
TABLES: Mapping[str, type[Base]] = {
    table.__tablename__: table for table in (JournalEntry, JournalPart, Intention, Practice)
}
# The client's words for the time of a treatment session, and for its time before it was moved.
WHEN_COLUMNS = ("when_text", "before_when_text")


@dataclass(frozen=True)
class Undone:
    """What was undone: a deletion or a change, and the id of the entry if it was a single one."""

    kind: str
    entry_id: UUID | None


async def remember(
    work: Work,
    client_id: UUID,
    kind: str,
    message_id: UUID,
    rows: Iterable[Base],
    *,
    entry_id: UUID | None = None,
) -> None:
    """Store a copy of these rows for undo; it replaces the client's earlier copy.

    `entry_id` is the entry that was deleted or changed, if it was a single one.
    """
    await _forget(work, client_id)
    work.session.add(
        JournalUndo(
            client_id=client_id,
            kind=kind,
            entry_id=entry_id,
            message_id=message_id,
            until=now() + LASTS,
            rows={"rows": [{"table": row.__tablename__, **_packed(row)} for row in rows], "when": {}},
        )
    )
    await work.session.flush()


async def remember_times(
    work: Work, client_id: UUID, message_id: UUID, when_texts: Mapping[UUID, Mapping[str, bytes]]
) -> None:
    """Add the client's sealed words for the times of their sessions to the copy that this message stored."""
    if await _kept(work, client_id, message_id) is None:
        await remember(work, client_id, DELETED, message_id, ())
    kept = await _kept(work, client_id, message_id)
    assert kept is not None
    packed = {str(session): {name: _pack(text) for name, text in said.items()} for session, said in when_texts.items()}
    kept.rows = {**kept.rows, "when": packed}


async def _kept(work: Work, client_id: UUID, message_id: UUID) -> JournalUndo | None:
    return await work.session.scalar(
        select(JournalUndo).where(JournalUndo.client_id == client_id, JournalUndo.message_id == message_id)
    )


async def undo(work: Work, client_id: UUID, message_id: UUID) -> Undone | None:
    """Undo the last deletion or change; idempotent per message. None when there is none, or it is too late.

    Only the journal is restored: the deleted text in the conversation stays deleted.
    """
    kept = await work.session.scalar(select(JournalUndo).where(JournalUndo.client_id == client_id))
    if kept is None or kept.until < now() or kept.undone_by not in (None, message_id):
        return None
    if kept.undone_by is None:
        rows = [(str(packed["table"]), _unpacked(packed)) for packed in kept.rows["rows"]]
        vault = await work.vault(client_id)
        back = await (_put_back(work, client_id, rows) if kept.kind == DELETED else _change_back(work, vault, rows))
        if not await _put_back_when(work, client_id, kept.rows["when"]) and not back:
            await _forget(work, client_id)
            return None
        kept.undone_by, kept.rows = message_id, {}
    return Undone(kept.kind, kept.entry_id)


async def purge(work: Work, at: datetime) -> int:
    """Purge the copies of all clients whose time for undo ended before `at`. Returns how many were purged."""
    found = list(await work.session.scalars(select(JournalUndo.id).where(JournalUndo.until < at)))
    if found:
        await work.session.execute(delete_rows(JournalUndo).where(JournalUndo.id.in_(found)))
    return len(found)


async def _forget(work: Work, client_id: UUID) -> None:
    await work.session.execute(delete_rows(JournalUndo).where(JournalUndo.client_id == client_id))


async def _put_back(work: Work, client_id: UUID, rows: Sequence[tuple[str, dict[str, Any]]]) -> bool:
    """Restore deleted rows, except where a newer row has the same unique key. Returns whether any were restored."""
    shared = (await work.session.get_one(Client, client_id)).journal_shared
    back: set[UUID] = set()
    for table, values in rows:
        if table == "journal_part" and values["entry_id"] not in back:
            continue
        if await _is_taken(work, table, values):
            continue
        if table == "journal_entry":
            values["state"] = "kept"  # another entry may be open by now
        if "shared" in values:
            values["shared"] = values["shared"] and shared  # the client may have made everything private meanwhile
        work.session.add(TABLES[table](**values))
        await work.session.flush()
        back.add(values["id"])
    return bool(back)


async def _change_back(work: Work, vault: Vault, rows: Sequence[tuple[str, dict[str, Any]]]) -> bool:
    """Restore the old text of an entry. Returns False when the entry was deleted meanwhile."""
    parts = [values for table, values in rows if table == "journal_part"]
    entry = await tags.entry_of(work, vault.client_id, parts[0]["entry_id"])
    if entry is None:
        return False
    newer = list(await work.session.scalars(select(JournalPart).where(JournalPart.entry_id == entry.id)))
    texts = [vault.open("journal_part.text", part.id, part.text) for part in newer]
    said = [part.source_message_id for part in newer]
    await work.session.execute(delete_rows(JournalPart).where(JournalPart.entry_id == entry.id))
    work.session.add_all(JournalPart(**values) for values in parts)
    before = "\n".join(vault.open("journal_part.text", values["id"], values["text"]) for values in parts)
    tags.follow_text(vault, entry, "\n".join(texts), before)
    for table, values in rows:
        if table == "practice":
            await work.session.merge(Practice(**values))
    await work.session.flush()
    await messages.forget(work, vault.client_id, said, texts)
    return True


async def _is_taken(work: Work, table: str, values: Mapping[str, Any]) -> bool:
    if table == "journal_entry" and values["question"] is not None:
        place = select(JournalEntry.id).where(
            JournalEntry.treatment_session_id == values["treatment_session_id"],
            JournalEntry.kind == values["kind"],
            JournalEntry.question == values["question"],
        )
    elif table == "practice" and values["treatment_session_id"] is not None:
        place = select(Practice.id).where(
            Practice.treatment_session_id == values["treatment_session_id"], Practice.kind == values["kind"]
        )
    else:
        return False
    return await work.session.scalar(place) is not None


async def _put_back_when(work: Work, client_id: UUID, whens: Mapping[str, Any]) -> bool:
    back = False
    for session in await work.session.scalars(select(TreatmentSession).where(TreatmentSession.client_id == client_id)):
        said = whens.get(str(session.id), {})
        for name in WHEN_COLUMNS:
            if name in said and getattr(session, name) is None:
                setattr(session, name, _unpack(said[name]))
                back = True
    return back


def _packed(row: Base) -> dict[str, Any]:
    names = [attribute.key for attribute in inspect(row).mapper.column_attrs]
    return {name: _pack(getattr(row, name)) for name in names}


def _unpacked(packed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _unpack(value) for name, value in packed.items() if name != "table"}


def _pack(value: Any) -> Any:
    if isinstance(value, UUID):
        return {"uuid": str(value)}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, bytes):
        return {"sealed": b64encode(value).decode()}
    return value


def _unpack(value: Any) -> Any:
    match value:
        case {"uuid": text}:
            return UUID(text)
        case {"at": text}:
            return datetime.fromisoformat(text)
        case {"sealed": text}:
            return b64decode(text)
    return value
