"""The journal: create, read, update and delete entries, written freely or as answers to questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy import delete as delete_rows

from bot.care.journal import tags, undo
from bot.care.messages import messages
from bot.care.practices import practices
from bot.care.questionnaires import questionnaires
from bot.store import Vault, Work
from bot.store.models import (
    Base,
    Client,
    Intention,
    JournalEntry,
    JournalPart,
    Practice,
    TreatmentSession,
    new_id,
    now,
)

FREE, PREPARATION, INTEGRATION, INTENTION = "free", "preparation", "integration", "intention"
PRACTICE = "practice"  # what the client says about one of the practices between treatment sessions
SUMMARY = "not_working"  # an answer in the summary for the prescriber
COMMITMENT = "commitment"  # the small thing the client committed to in such a practice
SMALL_ACTION = "small_action"


@dataclass(frozen=True)
class Written:
    """Something a client wrote and can read again. `kind` is one of the constants above.

    `mood` is from 0 to 10. `session` is the number of the treatment session it belongs to, if it belongs to one.
    """

    id: UUID
    kind: str
    question: str | None
    at: datetime
    text: str
    mood: int | None = None
    tags: Sequence[str] = ()
    shared: bool = True
    session: int | None = None


async def answer(
    work: Work,
    client_id: UUID,
    treatment_session_id: UUID | None,
    kind: str,
    question: str,
    message_id: UUID,
    text: str,
) -> None:
    """Store the answer to a question, for a treatment session or for none; replaces an earlier answer (upsert).

    An earlier answer that raised an alarm (bot/care/journal/answers.py) stays, and this one is added to it.
    """
    entry = await entry_of_answer(work, client_id, treatment_session_id, kind, question)
    replaced = JournalPart.interrupted.is_(False)
    for earlier in await work.session.scalars(_parts([entry.id]).where(replaced)):
        tags.note_source(entry, earlier.source_message_id)
    await work.session.execute(delete_rows(JournalPart).where(JournalPart.entry_id == entry.id, replaced))
    entry.updated_at = now()
    await add_part(work, client_id, entry, message_id, text)


async def entry_of_answer(
    work: Work, client_id: UUID, treatment_session_id: UUID | None, kind: str, question: str
) -> JournalEntry:
    """The entry that holds the answer to a question; a new one when there is none."""
    entry = await work.session.scalar(
        select(JournalEntry).where(
            JournalEntry.client_id == client_id,
            JournalEntry.treatment_session_id == treatment_session_id,
            JournalEntry.kind == kind,
            JournalEntry.question == question,
        )
    )
    if entry is None:
        entry = await new_entry(work, client_id, kind, treatment_session_id, question, state="kept")
        work.session.add(entry)
        await work.session.flush()
    return entry


async def write(work: Work, client_id: UUID, message_id: UUID, text: str) -> None:
    """Append a message to the client's open entry, which is created with the first message.

    Idempotent: the same message again adds nothing.
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
    entry = await _being_written(work, client_id) or await _begin(work, client_id)
    entry.updated_at = now()
    await add_part(work, client_id, entry, message_id, text)


async def begun(work: Work, client_id: UUID) -> UUID | None:
    """The id of the open entry if it has any text; None otherwise."""
    entry = await _being_written(work, client_id)
    return entry.id if entry is not None and await _has_words(work, entry) else None


async def begin(work: Work, client_id: UUID) -> UUID:
    """The id of the open entry; a new one, still without text, is created when there is none."""
    entry = await _being_written(work, client_id) or await _begin(work, client_id)
    return entry.id


async def finish(work: Work, client_id: UUID) -> bool:
    """Close the open entry. Returns whether there was one; an entry without text is deleted and does not count."""
    entry = await _being_written(work, client_id)
    if entry is None:
        return False
    if not await _has_words(work, entry):
        await work.session.delete(entry)
        return False
    entry.state = "kept"
    return True


async def set_mood(work: Work, client_id: UUID, entry_id: UUID, mood: int, message_id: UUID) -> bool:
    """Set the mood score of an entry, from 0 to 10; replaces an earlier one. Returns False without such an entry.

    The scale is that of preparation and integration (bot/care/questionnaires/mood.py).
    """
    entry = await tags.entry_of(work, client_id, entry_id)
    if entry is None:
        return False
    entry.mood = mood
    tags.note_source(entry, message_id)
    return True


async def change(work: Work, client_id: UUID, entry_id: UUID, message_id: UUID, text: str) -> bool:
    """Replace the text of an entry. The old text is deleted, also from the conversation.

    Can be undone for 10 minutes (bot/care/journal/undo.py). Idempotent per message. False without such an entry.
    """
    entry = await tags.entry_of(work, client_id, entry_id)
    if entry is None:
        return False
    parts = list(await work.session.scalars(_parts([entry.id])))
    if any(part.source_message_id == message_id for part in parts):
        return True
    vault = await work.vault(client_id)
    before = [vault.open("journal_part.text", part.id, part.text) for part in parts]
    rows: list[Base] = [*parts, *await _actions_of(work, [entry])]
    await undo.remember(work, client_id, undo.CHANGED, message_id, rows, entry_id=entry.id)
    said = [part.source_message_id for part in parts]
    await work.session.execute(delete_rows(JournalPart).where(JournalPart.entry_id == entry.id))
    await add_part(work, client_id, entry, message_id, text)
    tags.follow_text(vault, entry, "\n".join(before), text)
    if entry.question == SMALL_ACTION and entry.treatment_session_id is not None:
        await practices.reword(work, client_id, entry.treatment_session_id, message_id, text)
    await messages.forget(work, client_id, said, before)
    return True


async def written(work: Work, client_id: UUID) -> Sequence[Written]:
    """All of the client's entries, intentions (the newest for each session) and commitments, newest first."""
    vault = await work.vault(client_id)
    found = [*await _entries(work, vault), *await _intentions(work, vault), *await _commitments(work, vault)]
    return sorted(found, key=lambda item: (item.at, item.id), reverse=True)


async def delete(work: Work, client_id: UUID, ids: Iterable[UUID], message_id: UUID | None = None) -> int:
    """Delete these entries, intentions and commitments, and their text in the conversation.

    With `message_id`, the message that asks for it, this can be undone for 10 minutes (bot/care/journal/undo.py);
    without, it is permanent at once. Returns how many were deleted; ids of other clients are ignored.
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
    chose = list(
        await work.session.scalars(select(Practice).where(Practice.client_id == client_id, Practice.id.in_(chosen)))
    )
    if entries or intentions or chose:
        await _delete(work, client_id, entries, intentions, chose, message_id)
    return len(entries) + len(intentions) + len(chose)


async def delete_all(work: Work, client_id: UUID, message_id: UUID | None = None) -> int:
    """Delete the whole journal, the answers to questionnaires, and the client's words for the times of their sessions.

    `message_id` is as in `delete`; the answers to questionnaires are deleted permanently at once. Returns how many
    entries were deleted.
    """
    count = await delete(work, client_id, [item.id for item in await written(work, client_id)], message_id)
    await messages.forget(work, client_id, await questionnaires.delete_all(work, client_id))
    whens: dict[UUID, dict[str, bytes]] = {}
    sessions = await work.session.scalars(select(TreatmentSession).where(TreatmentSession.client_id == client_id))
    for session in sessions:
        said = {name: words for name in undo.WHEN_COLUMNS if (words := getattr(session, name)) is not None}
        if said:
            whens[session.id] = said
        session.when_text = session.before_when_text = None
    if whens and message_id is not None:
        await undo.remember_times(work, client_id, message_id, whens)
    return count


async def _entries(work: Work, vault: Vault) -> list[Written]:
    rows = list(await work.session.scalars(select(JournalEntry).where(JournalEntry.client_id == vault.client_id)))
    texts: dict[UUID, list[str]] = {row.id: [] for row in rows}
    for part in await work.session.scalars(_parts(texts)):
        texts[part.entry_id].append(vault.open("journal_part.text", part.id, part.text))
    numbers = await _numbers(work, vault.client_id)
    return [
        Written(
            row.id,
            row.kind,
            row.question,
            row.updated_at,
            "\n".join(texts[row.id]),
            row.mood,
            tags.of(vault, row),
            row.shared,
            numbers.get(row.treatment_session_id),
        )
        for row in rows
        if texts[row.id]
    ]


async def _intentions(work: Work, vault: Vault) -> list[Written]:
    rows = await work.session.scalars(
        select(Intention).where(Intention.client_id == vault.client_id).order_by(Intention.id)
    )
    newest = {row.treatment_session_id: row for row in rows}
    numbers = await _numbers(work, vault.client_id)
    return [
        Written(
            row.id,
            INTENTION,
            None,
            row.created_at,
            vault.open("intention.text", row.id, row.text),
            shared=row.shared,
            session=numbers.get(row.treatment_session_id),
        )
        for row in newest.values()
    ]


async def _commitments(work: Work, vault: Vault) -> list[Written]:
    # the small action of a treatment session is in the list already, as an answer
    rows = await work.session.scalars(
        select(Practice).where(Practice.client_id == vault.client_id, Practice.treatment_session_id.is_(None))
    )
    return [Written(row.id, COMMITMENT, row.kind, row.created_at, "\n\n".join(_words_of(vault, row))) for row in rows]


def _words_of(vault: Vault, row: Practice) -> list[str]:
    helped = [vault.open("practice.helped", row.id, row.helped)] if row.helped else []
    return [vault.open("practice.text", row.id, row.text), *helped]


async def _numbers(work: Work, client_id: UUID) -> dict[UUID | None, int]:
    rows = await work.session.execute(
        select(TreatmentSession.id, TreatmentSession.number).where(TreatmentSession.client_id == client_id)
    )
    numbers: dict[UUID | None, int] = {}
    numbers.update(list(rows.tuples()))
    return numbers


async def _delete(
    work: Work,
    client_id: UUID,
    entries: Sequence[JournalEntry],
    intentions: Sequence[Intention],
    chose: Sequence[Practice],
    message_id: UUID | None,
) -> None:
    """Delete these rows and those that depend on them, and their text in the conversation."""
    vault, execute = await work.vault(client_id), work.session.execute
    ids = [entry.id for entry in entries]
    parts = list(await work.session.scalars(_parts(ids)))
    actions = [*chose, *await _actions_of(work, entries)]
    # the earlier wordings of a deleted intention are deleted with it
    of = [row.treatment_session_id for row in intentions]
    wordings = list(
        await work.session.scalars(
            select(Intention).where(Intention.client_id == client_id, Intention.treatment_session_id.in_(of))
        )
    )
    if message_id is not None:
        rows: list[Base] = [*entries, *parts, *wordings, *actions]
        only = entries[0].id if len(entries) == 1 and not intentions and not chose else None
        await undo.remember(work, client_id, undo.DELETED, message_id, rows, entry_id=only)
    words = [vault.open("journal_part.text", part.id, part.text) for part in parts]
    words += [vault.open("intention.text", row.id, row.text) for row in wordings]
    words += [text for row in actions for text in _words_of(vault, row)]
    said = [part.source_message_id for part in parts] + [row.source_message_id for row in wordings]
    said += [message for row in actions for message in (row.source_message_id, row.helped_message_id) if message]
    said += [UUID(each) for entry in entries for each in entry.about]
    await execute(delete_rows(Practice).where(Practice.id.in_([row.id for row in actions])))
    await execute(delete_rows(JournalPart).where(JournalPart.entry_id.in_(ids)))
    await execute(delete_rows(JournalEntry).where(JournalEntry.id.in_(ids)))
    await execute(delete_rows(Intention).where(Intention.id.in_([row.id for row in wordings])))
    await messages.forget(work, client_id, said, words)


async def _actions_of(work: Work, entries: Sequence[JournalEntry]) -> list[Practice]:
    """The practices that were chosen in these entries."""
    of = [entry.treatment_session_id for entry in entries if entry.question == SMALL_ACTION]
    found = await work.session.scalars(
        select(Practice).where(Practice.treatment_session_id.in_(of), Practice.kind == practices.SMALL_ACTION)
    )
    return list(found)


async def _being_written(work: Work, client_id: UUID) -> JournalEntry | None:
    return await work.session.scalar(
        select(JournalEntry)
        .where(JournalEntry.client_id == client_id, JournalEntry.kind == FREE, JournalEntry.state == "open")
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )


async def _begin(work: Work, client_id: UUID) -> JournalEntry:
    entry = await new_entry(work, client_id, FREE, None, None, state="open")
    work.session.add(entry)
    await work.session.flush()
    return entry


async def _has_words(work: Work, entry: JournalEntry) -> bool:
    found = await work.session.scalar(select(JournalPart.id).where(JournalPart.entry_id == entry.id).limit(1))
    return found is not None


def _parts(entry_ids: Iterable[UUID]) -> Select[JournalPart]:
    return select(JournalPart).where(JournalPart.entry_id.in_(list(entry_ids))).order_by(JournalPart.id)


async def add_part(
    work: Work, client_id: UUID, entry: JournalEntry, message_id: UUID, text: str, *, interrupted: bool = False
) -> None:
    """Add the text of a message to an entry. `interrupted`: it raised an alarm, and no later answer replaces it."""
    vault = await work.vault(client_id)
    if len(text) >= messages.LONG:
        text = await messages.full_text(work, vault, message_id) or text
    row_id = new_id()
    work.session.add(
        JournalPart(
            id=row_id,
            entry_id=entry.id,
            source_message_id=message_id,
            text=vault.seal("journal_part.text", row_id, text),
            interrupted=interrupted,
        )
    )
    found = tags.inside(text)
    if found:
        tags.put(vault, entry, [*tags.of(vault, entry), *found])


async def new_entry(
    work: Work, client_id: UUID, kind: str, treatment_session_id: UUID | None, question: str | None, state: str
) -> JournalEntry:
    """A new entry, not yet added to the session, with the client's setting about sharing."""
    client = await work.session.get_one(Client, client_id)
    return JournalEntry(
        id=new_id(),
        client_id=client_id,
        treatment_session_id=treatment_session_id,
        kind=kind,
        question=question,
        state=state,
        shared=client.journal_shared,
        about=[],
    )
