"""Treatment sessions: which one is being prepared, and which one is being looked back at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bot.store import Work
from bot.store.models import TreatmentSession, new_id, now

PLANNED, PREPARED, INTEGRATED = "planned", "prepared", "integrated"
# A session whose time was longer ago than this took place without us; what is prepared now is another one.
STILL_AHEAD = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """One treatment session, as far as the dialogue needs to know it."""

    id: UUID
    number: int
    state: str
    when: datetime | None


async def to_prepare(work: Work, client_id: UUID) -> Session:
    """The next session that is not prepared yet, or prepared but still ahead; a new one when there is none."""
    for row in await _open(work, client_id):
        if row.state == PLANNED and (row.when is None or row.when > now() - STILL_AHEAD):
            return _session(row)
        if row.state == PREPARED and row.when is not None and row.when > now():
            return _session(row)
    return _session(await _plan(work, client_id))


async def to_look_back_at(work: Work, client_id: UUID) -> Session:
    """The session that was last planned or prepared and not yet looked back at; a new one when there is none."""
    rows = await _open(work, client_id)
    behind = [row for row in rows if row.when is None or row.when <= now()]
    found = (behind or rows)[-1] if rows else await _plan(work, client_id)
    return _session(found)


async def behind(work: Work, client_id: UUID) -> list[Session]:
    """The sessions that took place as far as is known, the first one first: looked back at, or their time is over."""
    rows = await work.session.scalars(
        select(TreatmentSession).where(TreatmentSession.client_id == client_id).order_by(TreatmentSession.number)
    )
    return [_session(row) for row in rows if row.state == INTEGRATED or (row.when is not None and row.when <= now())]


async def set_when(work: Work, client_id: UUID, session_id: UUID, when: datetime | None, words: str | None) -> None:
    """Remember when a session takes place, as a moment if that is known, and in the client's own words."""
    row = await _row(work, client_id, session_id)
    vault = await work.vault(client_id)
    row.when = when
    row.when_text = vault.seal("treatment_session.when_text", row.id, words) if words else None


async def mark(work: Work, client_id: UUID, session_id: UUID, state: str) -> None:
    """Move a session on to `prepared` or `integrated`. One that is integrated stays so."""
    row = await _row(work, client_id, session_id)
    if row.state != INTEGRATED:
        row.state = state


async def _open(work: Work, client_id: UUID) -> list[TreatmentSession]:
    rows = await work.session.scalars(
        select(TreatmentSession)
        .where(TreatmentSession.client_id == client_id, TreatmentSession.state != INTEGRATED)
        .order_by(TreatmentSession.number)
    )
    return list(rows)


async def _plan(work: Work, client_id: UUID) -> TreatmentSession:
    last = await work.session.scalar(
        select(func.max(TreatmentSession.number)).where(TreatmentSession.client_id == client_id)
    )
    row = TreatmentSession(id=new_id(), client_id=client_id, number=(last or 0) + 1, state=PLANNED)
    work.session.add(row)
    await work.session.flush()
    return row


async def _row(work: Work, client_id: UUID, session_id: UUID) -> TreatmentSession:
    return (
        await work.session.scalars(
            select(TreatmentSession).where(TreatmentSession.id == session_id, TreatmentSession.client_id == client_id)
        )
    ).one()


def _session(row: TreatmentSession) -> Session:
    return Session(row.id, row.number, row.state, row.when)
