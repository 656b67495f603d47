"""Risk over time: a client's risk mark rises with escalated messages, and falls only when a human clears it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bot.care.safety.escalations import worse
from bot.store import Work
from bot.store.models import Coach, Escalation, EscalationEvent, Message, now

LONGEST = timedelta(days=90)
SHORTEST = timedelta(days=7)  # the chart spans at least this, so that a single evening does not fill it


@dataclass(frozen=True)
class Step:
    """One change of the risk mark.

    `what` is "message" (an escalated one), "missed" (a coach marked one that triage missed), "worse" (a coach marked
    an alert as worse than its tier) or "cleared". `tier` is the tier of that, `risk` the mark from then on. `by` is the
    coach, if it was one; `said_at` is when the message was written, if there is one.
    """

    at: datetime
    what: str
    tier: str
    risk: str
    by: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """The changes between two times, oldest first, and the mark before them; `older` says whether there are others."""

    since: datetime
    until: datetime
    before: str
    steps: Sequence[Step]
    older: bool

    @property
    def risk(self) -> str:
        """The current mark."""
        return self.steps[-1].risk if self.steps else self.before

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.steps and self.before == "none"


@dataclass(frozen=True)
class _Event:
    """A change before the resulting mark is computed."""

    at: datetime
    what: str
    tier: str
    by: str | None
    said_at: datetime | None


async def history(work: Work, client_id: UUID, at: datetime | None = None) -> History:
    """The client's risk over all conversations, in the 90 days until `at` (default: now) or since their first alert."""
    until = at or now()
    earliest, before, risk = until - LONGEST, "none", "none"
    steps = []
    events = [*await _worries(work, client_id), *await _clearings(work, client_id)]
    for event in sorted(events, key=lambda event: event.at):
        risk = "none" if event.what == "cleared" else worse(risk, event.tier)
        if event.at < earliest:
            before = risk
        else:
            steps.append(Step(event.at, event.what, event.tier, risk, event.by, event.said_at))
    since = earliest if before != "none" else max(earliest, _shortly_before(steps, until))
    return History(since, until, before, steps, older=len(events) > len(steps))


def _shortly_before(steps: Sequence[Step], until: datetime) -> datetime:
    """The start of the chart: 5% before the first change, and at least 7 days ago."""
    first = min((step.said_at or step.at for step in steps), default=until)
    return min(first - (until - first) / 20, until - SHORTEST)


async def _worries(work: Work, client_id: UUID) -> list[_Event]:
    """What raised the mark. A missed message counts from when a coach marked it, not from when it was written."""
    rows = await work.session.execute(
        select(EscalationEvent, Message.created_at, Coach.name)
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .outerjoin(Message, Message.id == EscalationEvent.message_id)
        .outerjoin(Coach, Coach.id == EscalationEvent.coach_id)
        .where(Escalation.client_id == client_id, EscalationEvent.kind.in_(("message", "marked")))
    )
    return [
        _Event(event.created_at, _what(event), event.tier or "none", name, said_at)
        for event, said_at, name in rows.tuples()
    ]


async def _clearings(work: Work, client_id: UUID) -> list[_Event]:
    rows = await work.session.execute(
        select(Escalation.resolved_at, Coach.name)
        .outerjoin(Coach, Coach.id == Escalation.resolved_by)
        .where(Escalation.client_id == client_id, Escalation.risk_cleared.is_(True))
    )
    return [_Event(at, "cleared", "none", name, None) for at, name in rows.tuples() if at is not None]


def _what(event: EscalationEvent) -> str:
    if event.kind == "marked":
        return "worse"
    return "missed" if event.coach_id else "message"
