"""The record of who saw or did what: append-only, each row carrying the hash of the one before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from bot.store import Work
from bot.store.models import AuditEvent, now

BEGINNING = "0" * 64  # what the first row carries as the hash of the one before
WAITING = "audit: waiting for the commit"
# Any number will do, as long as nothing else in the database locks the same one.
PEN = 0x1A9DFA11


@dataclass(frozen=True)
class Entry:
    """One line of the record, as coaches read it."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    detail: Mapping[str, str]


async def record(work: Work, actor: str, act: str, subject: str, detail: Mapping[str, str] | None = None) -> None:
    """Write down that `actor` did `act` to `subject`, if and when this unit of work is committed.

    `detail` is kept in the clear, so it never holds a client's words or name.
    """
    session = work.session.sync_session
    if WAITING not in session.info:
        session.info[WAITING] = []
        event.listen(session, "before_commit", _append)
    session.info[WAITING].append((now(), actor, act, subject, dict(detail or {})))


async def verify(work: Work) -> int | None:
    """The number of the first row that was changed, removed or slipped in; None when the chain is whole.

    Rows cut off at the very end leave no trace in the chain: compare `head` with an earlier one for that.
    """
    previous, expected = BEGINNING, 1
    rows = await work.session.stream_scalars(
        select(AuditEvent).order_by(AuditEvent.number).execution_options(yield_per=500)
    )
    async for row in rows:
        whole = (
            row.number == expected
            and row.previous == previous
            and row.digest == _digest(previous, row.number, row.at, row.actor, row.act, row.subject, row.detail)
        )
        if not whole:
            return expected
        previous, expected = row.digest, expected + 1
    return None


async def head(work: Work) -> tuple[int, str]:
    """The number and the hash of the newest row. Noted elsewhere, they show later if the end was cut off."""
    row = (
        await work.session.execute(
            select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
        )
    ).one_or_none()
    return (row.number, row.digest) if row else (0, BEGINNING)


async def latest(work: Work, before: int | None = None, most: int = 100) -> Sequence[Entry]:
    """The newest rows, or the newest of those before a number; newest first."""
    query = select(AuditEvent).order_by(AuditEvent.number.desc()).limit(most)
    if before is not None:
        query = query.where(AuditEvent.number < before)
    return [
        Entry(row.number, row.at, row.actor, row.act, row.subject, row.detail)
        for row in await work.session.scalars(query)
    ]


def _append(session: Session) -> None:
    """Put the waiting rows at the end of the chain, as the very last thing before the commit.

    Last, because the pen is held until the commit: whoever holds it then asks for no other lock, so nobody
    can wait in a circle. SQLite has one writer at a time anyway.
    """
    if session.in_nested_transaction():
        return
    waiting: list[tuple[datetime, str, str, str, dict[str, str]]] = session.info[WAITING]
    if not waiting:
        return
    session.info[WAITING] = []
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:pen)"), {"pen": PEN})
    number = session.scalar(select(func.max(AuditEvent.number))) or 0
    previous = BEGINNING
    if number:
        previous = session.scalars(select(AuditEvent.digest).where(AuditEvent.number == number)).one()
    for number, (at, actor, act, subject, detail) in enumerate(waiting, number + 1):  # noqa: B020
        digest = _digest(previous, number, at, actor, act, subject, detail)
        session.add(
            AuditEvent(
                number=number,
                at=at,
                actor=actor,
                act=act,
                subject=subject,
                detail=detail,
                previous=previous,
                digest=digest,
            )
        )
        previous = digest


def _digest(
    previous: str,
    number: int,
    at: datetime,
    actor: str,
    act: str,
    subject: str,
    detail: Mapping[str, Any],
) -> str:
    canonical = json.dumps(
        {
            "number": number,
            "at": at.isoformat(),
            "actor": actor,
            "act": act,
            "subject": subject,
            "detail": detail,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256((previous + canonical).encode()).hexdigest()
