"""Treatment sessions: the one for preparation, the one for integration, and its stage (day, days, week)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bot.store import Work
from bot.store.models import TreatmentSession, new_id, now

PLANNED, PREPARED, INTEGRATED, CANCELLED = "planned", "prepared", "integrated", "cancelled"
# A session whose time was longer ago than this has taken place; preparation is about the next one then.
STILL_AHEAD = timedelta(hours=12)
# For this long integration is about the same treatment session; after that a new one is more likely.
STILL_THE_LAST = timedelta(days=21)

# The stages of integration. Their times - about a day, three days and a week after - follow the schedule that
# ketamine-assisted therapy programmes describe for integration in the days after a dosing session: Dore et al. 2019,
# Journal of Psychoactive Drugs 51(2):189-198 (https://doi.org/10.1080/02791072.2019.1587556).
DAY, DAYS, WEEK = "day", "days", "week"
DAYS_BEGIN = timedelta(days=2)
WEEK_BEGINS = timedelta(days=5.5)
AGAIN_THE_SAME = timedelta(days=1)  # a client who looks back again within a day gets the same stage once more


@dataclass(frozen=True)
class Session:
    """One treatment session, as the dialogue needs it."""

    id: UUID
    number: int
    state: str
    when: datetime | None
    guided: bool | None = None
    ended_at: datetime | None = None
    looked_back_at: datetime | None = None
    stage: str | None = None

    def took_place(self, at: datetime) -> datetime | None:
        """When it took place, if it is known at the time `at` that it did."""
        if self.ended_at is not None:
            return self.ended_at
        return self.when if self.when is not None and self.when <= at else None

    def next_stage(self, at: datetime) -> str:
        """The stage of integration at the time `at`: day, days or week.

        The first one is always `day`, however late it comes, because the later stages refer to its answers.
        """
        if self.stage is None or self.looked_back_at is None:
            return DAY
        if not self.another_time(at):
            return self.stage
        if self.stage == DAY and at - (self.took_place(at) or self.looked_back_at) < WEEK_BEGINS:
            return DAYS
        return WEEK

    def another_time(self, at: datetime) -> bool:
        """Whether integration at the time `at` is a new one, rather than the last one once more."""
        return self.looked_back_at is not None and at - self.looked_back_at >= AGAIN_THE_SAME


@dataclass(frozen=True)
class LookBack:
    """The treatment session for integration; `sure` is False when a newer one may have taken place."""

    session: Session
    sure: bool


async def to_prepare(work: Work, client_id: UUID) -> Session:
    """The session for preparation: the next that is not prepared, or prepared but still ahead; else a new one."""
    for row in await _open(work, client_id):
        if row.ended_at is not None:
            continue
        if row.state == PLANNED and (row.when is None or row.when > now() - STILL_AHEAD):
            return _session(row)
        if row.state == PREPARED and row.when is not None and row.when > now():
            return _session(row)
    return _session(await _plan(work, client_id))


async def to_look_back_at(work: Work, client_id: UUID) -> LookBack:
    """The session for integration: one that took place, or else the one that was looked back at last.

    `sure` is False when it is not known whether a new one has taken place since.
    """
    at = now()
    last = await last_looked_back_at(work, client_id)
    since = (last.took_place(at) or last.looked_back_at) if last else None
    known = [(when, row) for row in await _open(work, client_id) if (when := _session(row).took_place(at))]
    newest = max(known, key=lambda pair: pair[0], default=None)
    if newest and (since is None or newest[0] > since):
        return LookBack(_session(newest[1]), True)
    if last is None or last.looked_back_at is None or at - last.looked_back_at > STILL_THE_LAST:
        return LookBack(await the_new_one(work, client_id), True)
    return LookBack(last, False)


async def the_new_one(work: Work, client_id: UUID) -> Session:
    """The session that has just taken place: the latest past one, a prepared one, the next one, or else a new one."""
    rows = await _open(work, client_id)
    behind = [row for row in rows if _session(row).took_place(now())]
    prepared = [row for row in rows if row.state == PREPARED]
    found = behind[-1:] or prepared[-1:] or rows[:1]
    return _session(found[0] if found else await _plan(work, client_id))


async def to_set_out_for(work: Work, client_id: UUID) -> Session | None:
    """The next session, which an intention is for: not yet past, prepared ones first; None if there is none."""
    rows = [row for row in await _open(work, client_id) if row.ended_at is None]
    ahead = [row for row in rows if row.when is None or row.when > now() - STILL_AHEAD]
    prepared = [row for row in ahead if row.state == PREPARED]
    found = next(iter([*prepared, *ahead]), None)
    return _session(found) if found else None


async def last_looked_back_at(work: Work, client_id: UUID) -> Session | None:
    """The session that was looked back at last; None if there is none."""
    row = await work.session.scalar(
        select(TreatmentSession)
        .where(TreatmentSession.client_id == client_id, TreatmentSession.state == INTEGRATED)
        .order_by(TreatmentSession.looked_back_at.desc(), TreatmentSession.number.desc())
        .limit(1)
    )
    return _session(row) if row else None


async def session(work: Work, client_id: UUID, session_id: UUID) -> Session:
    """One treatment session of this client. Raises `sqlalchemy.exc.NoResultFound` when there is no such one."""
    return _session(await row_of(work, client_id, session_id))


async def came_back(work: Work, client_id: UUID, session_id: UUID, at: datetime | None = None) -> None:
    """Record that a session ended, at `at` or now. Idempotent: the first time counts."""
    row = await row_of(work, client_id, session_id)
    row.ended_at = row.ended_at or at or now()


async def behind(work: Work, client_id: UUID) -> list[Session]:
    """The past sessions by number: those that were looked back at, and those whose time has passed."""
    rows = await work.session.scalars(
        select(TreatmentSession).where(TreatmentSession.client_id == client_id).order_by(TreatmentSession.number)
    )
    return [_session(row) for row in rows if row.state == INTEGRATED or (row.when is not None and row.when <= now())]


async def set_when(work: Work, client_id: UUID, session_id: UUID, when: datetime | None, words: str | None) -> None:
    """Set the time of a session, as a datetime if it is known, and in the client's own words (sealed)."""
    row = await row_of(work, client_id, session_id)
    vault = await work.vault(client_id)
    row.when = when
    row.when_text = vault.seal("treatment_session.when_text", row.id, words) if words else None


async def mark(work: Work, client_id: UUID, session_id: UUID, state: str) -> None:
    """Set the state of a session to `prepared` or `integrated`. One that is integrated stays so."""
    row = await row_of(work, client_id, session_id)
    if state == PREPARED:
        row.prepared_at = row.prepared_at or now()
    if row.state != INTEGRATED:
        row.state = state


async def looked_back(work: Work, client_id: UUID, session_id: UUID, stage: str) -> None:
    """Record that the client finished this stage of integration for a session."""
    await mark(work, client_id, session_id, INTEGRATED)
    row = await row_of(work, client_id, session_id)
    row.looked_back_at, row.stage = now(), stage


async def row_of(work: Work, client_id: UUID, session_id: UUID) -> TreatmentSession:
    """The row of a client's session. Raises `sqlalchemy.exc.NoResultFound`."""
    return (
        await work.session.scalars(
            select(TreatmentSession).where(TreatmentSession.id == session_id, TreatmentSession.client_id == client_id)
        )
    ).one()


async def rows_of(work: Work, client_id: UUID) -> Sequence[TreatmentSession]:
    """The rows of all sessions of a client, by number."""
    rows = await work.session.scalars(
        select(TreatmentSession).where(TreatmentSession.client_id == client_id).order_by(TreatmentSession.number)
    )
    return list(rows)


async def _open(work: Work, client_id: UUID) -> list[TreatmentSession]:
    return [row for row in await rows_of(work, client_id) if row.state not in (INTEGRATED, CANCELLED)]


async def _plan(work: Work, client_id: UUID) -> TreatmentSession:
    last = await work.session.scalar(
        select(func.max(TreatmentSession.number)).where(TreatmentSession.client_id == client_id)
    )
    row = TreatmentSession(id=new_id(), client_id=client_id, number=(last or 0) + 1, state=PLANNED)
    work.session.add(row)
    await work.session.flush()
    return row


def _session(row: TreatmentSession) -> Session:
    return Session(row.id, row.number, row.state, row.when, row.guided, row.ended_at, row.looked_back_at, row.stage)
