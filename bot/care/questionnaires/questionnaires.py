"""Questionnaires (PHQ-9 for depression, GAD-7 for anxiety) over the last two weeks: items, due dates, answers, totals.

Their texts and sources are in `content/measures.yml`. No total gets a severity label, here or anywhere a client reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from sqlalchemy import delete, select

from bot.settings import PROJECT
from bot.store import Work
from bot.store.models import Client, Measure, new_id, now

CONTENT = PROJECT / "content" / "measures.yml"
PHQ9, GAD7 = "phq9", "gad7"
ALL = (PHQ9, GAD7)  # in this order
TWO_WEEKS = "two_weeks"
OPEN, KEPT = "open", "kept"
MOST_POINTS = 3
# Both instruments ask about the last two weeks; asked more often, the periods would overlap.
EVERY = timedelta(days=14)
ONE_SITTING = timedelta(hours=3)  # one that was begun can go on this long, also over midnight
SECONDS_EACH = 15  # per item, for the estimate in the offer; the PHQ-9 takes under three minutes (Kroenke et al. 2001)


@dataclass(frozen=True)
class Questionnaire:
    """An instrument: its `name` for coaches, what it is `about` for clients, its question and its items."""

    key: str
    name: str
    about: str
    asks: str
    items: Sequence[str]

    @property
    def most(self) -> int:
        """The highest possible total: 3 points per item."""
        return MOST_POINTS * len(self.items)


@dataclass(frozen=True)
class Filled:
    """One answered questionnaire. `items` has 0 to 3 points each, None for an item that was left out."""

    key: str
    at: datetime
    items: Sequence[int | None]

    @property
    def total(self) -> int | None:
        """The sum of the points; None when an item was left out, because a partial sum would look lower."""
        return None if None in self.items else sum(points or 0 for points in self.items)

    @property
    def is_empty(self) -> bool:
        """Whether every item was left out."""
        return all(points is None for points in self.items)


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    return found


def how_often() -> Sequence[str]:
    """The four answers in the instruments' own words, for 0, 1, 2 and 3 points. Raises as `questionnaires` does."""
    return [str(answer) for answer in _content()["answers"]]


@lru_cache(maxsize=1)
def questionnaires() -> Mapping[str, Questionnaire]:
    """All questionnaires by key. Raises `OSError`, `yaml.YAMLError`, `KeyError` when the content is broken."""
    content = _content()
    return {
        key: Questionnaire(key, found["name"], found["about"], found["asks"], tuple(found["items"]))
        for key, found in ((key, content[key]) for key in ALL)
    }


def minutes(keys: Sequence[str]) -> int:
    """The estimated time for these questionnaires, in whole minutes, at least 1."""
    return max(1, round(sum(len(questionnaires()[key].items) for key in keys) * SECONDS_EACH / 60))


async def due(work: Work, client_id: UUID) -> list[str]:
    """The keys of the questionnaires never finished, or last 14 days ago or earlier, in the client's timezone."""
    today = await _today(work, client_id)
    done = await _last_done(work, client_id)
    return [key for key in ALL if key not in done or today.on - today.day(done[key]) >= EVERY]


async def next_up(work: Work, client_id: UUID) -> str | None:
    """The next one when the client asks: one in progress, one that is due, or one not done today; else None."""
    for key in ALL:
        if await is_open(work, client_id, key):
            return key
    today, done = await _today(work, client_id), await _last_done(work, client_id)
    waiting = [*await due(work, client_id), *(key for key in ALL if key in done and today.day(done[key]) < today.on)]
    return next(iter(waiting), None)


async def is_open(work: Work, client_id: UUID, key: str) -> bool:
    """Whether one is in progress and can be continued; an older one is started again from the beginning."""
    return await _open(work, client_id, key) is not None


async def answer(work: Work, client_id: UUID, key: str, place: int, points: int | None, message_id: UUID) -> None:
    """Store the points (0 to 3, None for left out) of the item at `place` (1 for the first).

    Replaces an earlier answer to the item. Idempotent per message.
    """
    rows = await _rows(work, client_id, key)
    if any(str(message_id) in row.sources for row in rows):
        return
    row = await _open(work, client_id, key)
    if row is None:
        row = Measure(
            id=new_id(),
            client_id=client_id,
            instrument=key,
            moment=TWO_WEEKS,
            items=[None] * len(questionnaires()[key].items),
            state=OPEN,
            sources=[],
            total=0,
        )
        work.session.add(row)
    row.items = [points if number == place else before for number, before in enumerate(row.items, start=1)]
    row.sources = [*row.sources, str(message_id)]
    row.total = sum(each or 0 for each in row.items)
    row.updated_at = now()


async def finish(work: Work, client_id: UUID, key: str) -> None:
    """Finish the questionnaire in progress. It counts as done even if every item was left out."""
    row = await _open(work, client_id, key)
    if row is not None:
        row.state = KEPT


async def history(work: Work, client_id: UUID, key: str, most: int | None = None) -> list[Filled]:
    """The finished questionnaires of this key, oldest first: all, or the last `most`."""
    kept = [_filled(row) for row in await _rows(work, client_id, key) if row.state == KEPT]
    return kept[-most:] if most else kept


async def delete_all(work: Work, client_id: UUID) -> list[UUID]:
    """Delete all answers to questionnaires permanently. Returns the ids of the messages they were given in."""
    rows = [row for key in ALL for row in await _rows(work, client_id, key)]
    await work.session.execute(delete(Measure).where(Measure.id.in_([row.id for row in rows])))
    return [UUID(source) for row in rows for source in row.sources]


@dataclass(frozen=True)
class _Today:
    """The current date in the client's timezone."""

    zone: ZoneInfo
    on: date

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


async def _today(work: Work, client_id: UUID) -> _Today:
    name = await work.session.scalar(select(Client.timezone).where(Client.id == client_id))
    try:
        zone = ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return _Today(zone, datetime.now(UTC).astimezone(zone).date())


async def _rows(work: Work, client_id: UUID, key: str) -> list[Measure]:
    found = await work.session.scalars(
        select(Measure)
        .where(Measure.client_id == client_id, Measure.instrument == key)
        .order_by(Measure.created_at, Measure.id)
    )
    return list(found)


async def _open(work: Work, client_id: UUID, key: str) -> Measure | None:
    rows = [row for row in await _rows(work, client_id, key) if row.state == OPEN]
    if not rows:
        return None
    today, touched = await _today(work, client_id), rows[-1].updated_at or rows[-1].created_at
    is_today = today.day(touched) == today.on or now() - touched < ONE_SITTING
    return rows[-1] if is_today else None


async def _last_done(work: Work, client_id: UUID) -> dict[str, datetime]:
    found = {key: await history(work, client_id, key, most=1) for key in ALL}
    return {key: filled[0].at for key, filled in found.items() if filled}


def _filled(row: Measure) -> Filled:
    return Filled(row.instrument, row.created_at, list(row.items))
