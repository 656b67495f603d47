"""The plan of treatment sessions: how many, when, and in which state; rescheduling, cancelling, and undoing that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from bot.care.journal import journal
from bot.care.sessions import intentions
from bot.care.sessions.treatment_sessions import CANCELLED, INTEGRATED, PLANNED, row_of, rows_of
from bot.store import Work
from bot.store.models import Intention, JournalEntry, Measure, Practice, TreatmentSession, new_id, now

# Six is the usual length of an induction series of ketamine: Phillips et al. 2019, American Journal of Psychiatry
# 176(5):401-409 (https://doi.org/10.1176/appi.ajp.2018.18070834). It is only the first suggestion; the clinic decides.
USUAL = 6
MOST = 30
CHECKLIST = "space_"  # questions of the checklist, whose ticks are no journal entries


@dataclass(frozen=True)
class Planned:
    """One treatment session of the plan, as the client sees it. `entries` counts the journal entries for it."""

    id: UUID
    number: int
    state: str
    when: datetime | None
    guided: bool | None
    prepared: bool
    looked_back: bool
    intention: str | None
    entries: int
    behind: bool


async def plan(work: Work, client_id: UUID) -> Sequence[Planned]:
    """All treatment sessions of a client by number, cancelled ones included."""
    at = now()
    rows = await rows_of(work, client_id)
    return [
        Planned(
            row.id,
            row.number,
            row.state,
            row.when,
            row.guided,
            row.prepared_at is not None,
            row.looked_back_at is not None,
            await intentions.current(work, client_id, row.id),
            await _entries(work, client_id, row, [other.when for other in rows]),
            _behind(row, at),
        )
        for row in rows
    ]


async def make(work: Work, client_id: UUID, count: int) -> None:
    """Set the number of treatment sessions, cancelled ones not counted. Idempotent.

    When there are more, the last ones are deleted, except those for which something is stored already.
    """
    rows = await rows_of(work, client_id)
    counted = [row for row in rows if row.state != CANCELLED]
    for row in reversed(counted[max(count, 0) :]):
        if await _untouched(work, row):
            await work.session.execute(delete(TreatmentSession).where(TreatmentSession.id == row.id))
    last = max((row.number for row in rows), default=0)
    for number in range(1, count - len(counted) + 1):
        row = TreatmentSession(id=new_id(), client_id=client_id, number=last + number, state=PLANNED)
        work.session.add(row)
    await work.session.flush()


async def with_guide(work: Work, client_id: UUID, guided: bool | None) -> None:
    """Set whether a guide attends the sessions ahead; None when that differs between them or is not known."""
    for row in await _ahead(work, client_id):
        row.guided = guided


async def set_dates(work: Work, client_id: UUID, dates: Sequence[datetime]) -> int:
    """Give the sessions ahead these dates, earliest first. Returns how many of them got one."""
    given = list(zip(await _ahead(work, client_id), sorted(dates), strict=False))
    for row, when in given:
        row.when, row.when_text = when, None
    return len(given)


async def to_change(work: Work, client_id: UUID, number: int | None) -> Planned | None:
    """The session to move or cancel: the one with this number, or without one the next; None if there is none."""
    ahead = [one for one in await plan(work, client_id) if not one.behind and one.state != CANCELLED]
    if number is not None:
        return next((one for one in ahead if one.number == number), None)
    return ahead[0] if ahead else None


async def move(
    work: Work, client_id: UUID, session_id: UUID, message_id: UUID, when: datetime | None, words: str | None
) -> None:
    """Reschedule one session; can be undone with `put_back`. Idempotent per message."""
    row = await row_of(work, client_id, session_id)
    if not await _remember(work, client_id, row, message_id):
        return
    vault = await work.vault(client_id)
    row.when = when
    row.when_text = vault.seal("treatment_session.when_text", row.id, words) if words else None


async def cancel(work: Work, client_id: UUID, session_id: UUID, message_id: UUID) -> None:
    """Cancel one session; can be undone with `put_back`. Idempotent per message."""
    row = await row_of(work, client_id, session_id)
    if await _remember(work, client_id, row, message_id):
        row.state = CANCELLED


async def put_back(work: Work, client_id: UUID, session_id: UUID, message_id: UUID) -> bool:
    """Undo the last move or cancellation of a session. Returns whether it is undone. Idempotent per message."""
    row = await row_of(work, client_id, session_id)
    if row.changed_by == message_id:
        return True
    if row.before_state is None:
        return False
    vault = await work.vault(client_id)
    before = row.before_when_text
    words = vault.open("treatment_session.before_when_text", row.id, before) if before else None
    row.state, row.when = row.before_state, row.before_when
    row.when_text = vault.seal("treatment_session.when_text", row.id, words) if words else None
    row.before_state = row.before_when = row.before_when_text = None
    row.changed_by = message_id
    return True


async def _remember(work: Work, client_id: UUID, row: TreatmentSession, message_id: UUID) -> bool:
    if row.changed_by == message_id:
        return False
    vault = await work.vault(client_id)
    words = vault.open("treatment_session.when_text", row.id, row.when_text) if row.when_text else None
    row.before_state, row.before_when, row.changed_by = row.state, row.when, message_id
    row.before_when_text = vault.seal("treatment_session.before_when_text", row.id, words) if words else None
    return True


async def _ahead(work: Work, client_id: UUID) -> list[TreatmentSession]:
    at = now()
    return [row for row in await rows_of(work, client_id) if row.state != CANCELLED and not _behind(row, at)]


def _behind(row: TreatmentSession, at: datetime) -> bool:
    if row.state == INTEGRATED or row.ended_at is not None:
        return True
    return row.when is not None and row.when < at - timedelta(hours=12)


async def _untouched(work: Work, row: TreatmentSession) -> bool:
    if row.state != PLANNED or row.ended_at is not None:
        return False
    for table in (Intention, JournalEntry, Measure, Practice):
        if await work.session.scalar(select(table.id).where(table.treatment_session_id == row.id).limit(1)):
            return False
    return True


async def _entries(work: Work, client_id: UUID, row: TreatmentSession, whens: Sequence[datetime | None]) -> int:
    """Count the answers for this session, and the entries written freely between it and the next one."""
    entries = await work.session.execute(
        select(
            JournalEntry.treatment_session_id, JournalEntry.kind, JournalEntry.question, JournalEntry.created_at
        ).where(JournalEntry.client_id == client_id)
    )
    began = row.ended_at or row.when
    following = min((when for when in whens if when and began and when > began), default=None)
    count = 0
    for session_id, kind, question, at in entries:
        if kind == journal.FREE:
            count += bool(began and at >= began and (following is None or at < following))
        elif session_id == row.id and not (question or "").startswith(CHECKLIST):
            count += 1
    return count
