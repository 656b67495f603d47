"""Full-text search and filters over the journal (time, treatment session, mood, tag, words), as an in-memory scan.

Entries are decrypted and matched in memory. There is no search index, because it would reveal words of sealed texts;
1,000 entries take a few hundredths of a second.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.care.journal import journal
from bot.care.journal.journal import PREPARATION, Written
from bot.store import Work
from bot.store.models import TreatmentSession

BEFORE, AFTER = "before", "after"
LAST = -1  # as a session number: the last session
_AN_ENDING = re.compile(r"('s|s'|s|ing|ed)$")  # "my sisters" finds "my sister", "crying" finds "cried"
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Wanted:
    """A query; all of its criteria have to match. `since` is inclusive, `until` exclusive.

    `session` is the number of a treatment session (`LAST` for the last one), and `side` is what was written before or
    after it. `lowest` and `highest` bound the mood, 0 to 10, inclusively.
    """

    since: datetime | None = None
    until: datetime | None = None
    session: int | None = None
    side: str = AFTER
    lowest: int | None = None
    highest: int | None = None
    tag: str | None = None
    words: Sequence[str] = ()


async def find(work: Work, client_id: UUID, wanted: Wanted) -> Sequence[Written]:
    """The entries that match the query, newest first. Raises `Erased`."""
    span = await _around_session(work, client_id, wanted) if wanted.session is not None else None
    if wanted.session is not None and span is None:
        return []
    return [entry for entry in await journal.written(work, client_id) if _fits(entry, wanted, span)]


@dataclass(frozen=True)
class _Span:
    """One side of a treatment session: its own answers, and what was written between two times."""

    number: int
    since: datetime | None
    until: datetime | None
    side: str

    def holds(self, entry: Written) -> bool:
        if entry.session is not None:
            asked_before = entry.kind in (PREPARATION, journal.INTENTION)
            return entry.session == self.number and asked_before == (self.side == BEFORE)
        if self.since is None and self.until is None:
            return False
        return (self.since is None or entry.at >= self.since) and (self.until is None or entry.at < self.until)


async def _around_session(work: Work, client_id: UUID, wanted: Wanted) -> _Span | None:
    """The side of the session that the query names; None when there is no such session.

    A session without a date counts as having taken place when the client first looked back at it.
    """
    sessions = list(
        await work.session.scalars(
            select(TreatmentSession).where(TreatmentSession.client_id == client_id).order_by(TreatmentSession.number)
        )
    )
    looked_back: dict[int, datetime] = {}
    for entry in reversed(await journal.written(work, client_id)):
        if entry.kind == journal.INTEGRATION and entry.session is not None:
            looked_back.setdefault(entry.session, entry.at)
    when = {row.number: row.when or looked_back.get(row.number) for row in sessions}
    number = wanted.session or 0
    if number == LAST:
        behind = [row.number for row in sessions if row.number in looked_back]
        number = max(behind or [row.number for row in sessions], default=0)
    if number not in when:
        return None
    at = when[number]
    if wanted.side == BEFORE:
        return _Span(number, when.get(number - 1) if at else None, at, BEFORE)
    return _Span(number, at, when.get(number + 1) if at else None, AFTER)


def _fits(entry: Written, wanted: Wanted, span: _Span | None) -> bool:
    if wanted.since is not None and entry.at < wanted.since:
        return False
    if wanted.until is not None and entry.at >= wanted.until:
        return False
    if span is not None and not span.holds(entry):
        return False
    if wanted.lowest is not None or wanted.highest is not None:
        if entry.mood is None:
            return False
        if not (wanted.lowest or 0) <= entry.mood <= (10 if wanted.highest is None else wanted.highest):
            return False
    if wanted.tag is not None and wanted.tag.casefold() not in entry.tags:
        return False
    return all(_has(entry, word) for word in wanted.words)


def _has(entry: Written, word: str) -> bool:
    text = " ".join([entry.text, *entry.tags]).casefold().replace("’", "'")
    return re.search(rf"(?<!\w){re.escape(_stem(word.casefold()))}", text) is not None


def _stem(word: str) -> str:
    stem = _AN_ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
