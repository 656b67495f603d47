"""The mood score, from 0 (worst) to 10 (best): stored in the table `measure` with the instrument `mood`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.store import Work
from bot.store.models import Measure, new_id

MOOD = "mood"
BEST_MOOD = 10
BEFORE, AFTER = "before", "after"
MOMENTS = {"day": AFTER, "days": "days after", "week": "a week after"}  # by the stage of integration


async def record(
    work: Work, client_id: UUID, treatment_session_id: UUID, instrument: str, moment: str, total: int
) -> None:
    """Store a score for this moment of a treatment session; replaces an earlier one (upsert)."""
    row = await work.session.scalar(
        select(Measure).where(
            Measure.client_id == client_id,
            Measure.treatment_session_id == treatment_session_id,
            Measure.instrument == instrument,
            Measure.moment == moment,
        )
    )
    if row is None:
        row = Measure(
            id=new_id(),
            client_id=client_id,
            treatment_session_id=treatment_session_id,
            instrument=instrument,
            moment=moment,
        )
        work.session.add(row)
    row.items, row.total = [total], total


async def moods(work: Work, client_id: UUID, most: int) -> list[tuple[datetime, int]]:
    """The last `most` mood scores with their times, oldest first."""
    rows = await work.session.scalars(
        select(Measure)
        .where(Measure.client_id == client_id, Measure.instrument == MOOD)
        .order_by(Measure.created_at.desc())
        .limit(most)
    )
    return [(row.created_at, row.total) for row in reversed(list(rows))]


async def before_and_after(work: Work, client_id: UUID) -> dict[UUID, dict[str, int]]:
    """The mood scores before and after each treatment session: {session id: {moment: score}}."""
    found: dict[UUID, dict[str, int]] = {}
    rows = await work.session.scalars(
        select(Measure).where(
            Measure.client_id == client_id, Measure.instrument == MOOD, Measure.moment.in_((BEFORE, AFTER))
        )
    )
    for row in rows:
        if row.treatment_session_id is not None:
            found.setdefault(row.treatment_session_id, {})[row.moment] = row.total
    return found
