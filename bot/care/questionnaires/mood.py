"""Measures: numbers that a client gives, such as how they feel from 0 to 10."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.store import Work
from bot.store.models import Measure, new_id

MOOD = "mood"
BEST_MOOD = 10
BEFORE, AFTER = "before", "after"
LATER = {"day": AFTER, "days": "days after", "week": "a week after"}  # by how far looking back has come


async def record(
    work: Work, client_id: UUID, treatment_session_id: UUID, instrument: str, moment: str, total: int
) -> None:
    """Keep a number for this moment of a treatment session; one that was given before is replaced."""
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
    """How the client felt, from 0 to 10, oldest first: the last `most` times."""
    rows = await work.session.scalars(
        select(Measure)
        .where(Measure.client_id == client_id, Measure.instrument == MOOD)
        .order_by(Measure.created_at.desc())
        .limit(most)
    )
    return [(row.created_at, row.total) for row in reversed(list(rows))]


async def before_and_after(work: Work, client_id: UUID) -> dict[UUID, dict[str, int]]:
    """How they felt before and right after each treatment session, by its id."""
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
