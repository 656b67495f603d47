"""Assigned coach: which coach a client belongs to, if any. A client without one may book any coach."""

from uuid import UUID

from sqlalchemy import select

from bot.care import audit
from bot.store import Work
from bot.store.models import AssignedCoach, Coach, new_id


async def of(work: Work, client_id: UUID) -> UUID | None:
    """The client's assigned coach; None without one, or when that coach's account is disabled."""
    found: UUID | None = await work.session.scalar(
        select(AssignedCoach.coach_id)
        .join(Coach, Coach.id == AssignedCoach.coach_id)
        .where(AssignedCoach.client_id == client_id, Coach.disabled_at.is_(None))
    )
    return found


async def candidates(work: Work) -> list[tuple[UUID, str]]:
    """The coaches who can be assigned: id and name of every active account, sorted by name."""
    rows = await work.session.execute(
        select(Coach.id, Coach.name).where(Coach.disabled_at.is_(None)).order_by(Coach.name, Coach.id)
    )
    return [(row.id, row.name) for row in rows]


async def assign(work: Work, client_id: UUID, coach_id: UUID | None, by: UUID) -> None:
    """Assign this coach to the client, or none. Raises `LookupError` when there is no such coach."""
    if coach_id is not None and await work.session.get(Coach, coach_id) is None:
        raise LookupError("There is no such coach")
    row = await work.session.scalar(select(AssignedCoach).where(AssignedCoach.client_id == client_id))
    if row is not None and coach_id is None:
        await work.session.delete(row)
    elif row is not None and coach_id is not None:
        row.coach_id = coach_id
    elif coach_id is not None:
        work.session.add(AssignedCoach(id=new_id(), client_id=client_id, coach_id=coach_id))
    await audit.record(
        work, f"coach:{by}", "own_coach.chosen", f"client:{client_id}", {"coach": str(coach_id or "none")}
    )
