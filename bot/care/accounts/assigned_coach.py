"""Which coach a client belongs to. Many clinics have none: then every coach is as good as another."""

from uuid import UUID

from sqlalchemy import select

from bot.care import audit
from bot.store import Work
from bot.store.models import AssignedCoach, Coach, new_id


async def of(work: Work, client_id: UUID) -> UUID | None:
    """The client's own coach; None when they have none, or that coach has left."""
    found: UUID | None = await work.session.scalar(
        select(AssignedCoach.coach_id)
        .join(Coach, Coach.id == AssignedCoach.coach_id)
        .where(AssignedCoach.client_id == client_id, Coach.disabled_at.is_(None))
    )
    return found


async def choices(work: Work) -> list[tuple[UUID, str]]:
    """Every coach who could be it, with their name."""
    rows = await work.session.execute(
        select(Coach.id, Coach.name).where(Coach.disabled_at.is_(None)).order_by(Coach.name, Coach.id)
    )
    return [(row.id, row.name) for row in rows]


async def choose(work: Work, client_id: UUID, coach_id: UUID | None, by: UUID) -> None:
    """The client belongs to this coach from now on, or to none. Raises `LookupError` when there is no such coach."""
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
