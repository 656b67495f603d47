"""Audit log: an append-only hash chain of who saw or did what, so that a changed or missing row shows."""

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

GENESIS = "0" * 64  # the first row has no predecessor and carries this as its hash
PENDING = "audit: pending until the commit"
ADVISORY_LOCK = 0x1A9DFA11  # arbitrary; nothing else in the database may lock the same number


@dataclass(frozen=True)
class Entry:
    """One row of the audit log, as coaches read it."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    detail: Mapping[str, str]


async def record(work: Work, actor: str, act: str, subject: str, detail: Mapping[str, str] | None = None) -> None:
    """Append to the audit log that `actor` did `act` to `subject`; written only if this unit of work commits.

    `detail` is stored in the clear, so it never holds a client's words or name.
    """
    session = work.session.sync_session
    if PENDING not in session.info:
        session.info[PENDING] = []
        event.listen(session, "before_commit", _append)
    session.info[PENDING].append((now(), actor, act, subject, dict(detail or {})))


async def verify(work: Work) -> int | None:
    """Verify the hash chain. Returns the number of the first row that was changed, removed or inserted; None if intact.

    Truncation at the end leaves no trace in the chain: compare `head` with one that was noted earlier.
    """
    previous, expected = GENESIS, 1
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
    """The number and the hash of the newest row. Noted elsewhere, they reveal a truncation later."""
    row = (
        await work.session.execute(
            select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
        )
    ).one_or_none()
    return (row.number, row.digest) if row else (0, GENESIS)


async def latest(work: Work, before: int | None = None, most: int = 100) -> Sequence[Entry]:
    """The newest rows first, at most `most`, all numbered below `before` if that is given (keyset pagination)."""
    query = select(AuditEvent).order_by(AuditEvent.number.desc()).limit(most)
    if before is not None:
        query = query.where(AuditEvent.number < before)
    return [
        Entry(row.number, row.at, row.actor, row.act, row.subject, row.detail)
        for row in await work.session.scalars(query)
    ]


def _append(session: Session) -> None:
    """Append the pending rows to the chain, as the last statements before the commit.

    The advisory lock is held until the commit. Because no other lock is taken after it, there is no deadlock.
    SQLite has one writer at a time anyway.
    """
    if session.in_nested_transaction():
        return
    pending: list[tuple[datetime, str, str, str, dict[str, str]]] = session.info[PENDING]
    if not pending:
        return
    session.info[PENDING] = []
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
    number = session.scalar(select(func.max(AuditEvent.number))) or 0
    previous = GENESIS
    if number:
        previous = session.scalars(select(AuditEvent.digest).where(AuditEvent.number == number)).one()
    for number, (at, actor, act, subject, detail) in enumerate(pending, number + 1):  # noqa: B020
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
