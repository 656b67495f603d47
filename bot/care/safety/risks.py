"""How a client's risk went over the days: it rises with a worrying message, and falls only when a human clears it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bot.care.safety.escalations import worse
from bot.store import Work
from bot.store.models import Coach, Escalation, EscalationEvent, Message, now

LONGEST = timedelta(days=90)
SHORTEST = timedelta(days=7)  # so that one bad evening looks like one, not like a season


@dataclass(frozen=True)
class Step:
    """One thing that bears on the risk mark.

    `what` is "message" (a worrying one), "missed" (a coach marked one that triage had missed), "worse" (a coach said
    that an alert is worse than it stood) or "cleared". `tier` is how worrying that was, `risk` the mark from then on.
    `by` is the coach, where it was one; `said_at` is when the message was written, where there is one.
    """

    at: datetime
    what: str
    tier: str
    risk: str
    by: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """The steps between two moments, oldest first, and the mark before them; `older` says whether there were others."""

    since: datetime
    until: datetime
    before: str
    steps: Sequence[Step]
    older: bool

    @property
    def risk(self) -> str:
        """The mark as it stands."""
        return self.steps[-1].risk if self.steps else self.before

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to show."""
        return not self.steps and self.before == "none"


@dataclass(frozen=True)
class _Event:
    """A step before it is known what the mark was at the time."""

    at: datetime
    what: str
    tier: str
    by: str | None
    said_at: datetime | None


async def history(work: Work, client_id: UUID, at: datetime | None = None) -> History:
    """The client's risk over all their conversations: in the 90 days until `at` (now), or since it began."""
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
    """A little before anything happened, and at least a week ago."""
    first = min((step.said_at or step.at for step in steps), default=until)
    return min(first - (until - first) / 20, until - SHORTEST)


async def _worries(work: Work, client_id: UUID) -> list[_Event]:
    """What raised the mark. That was when the alert heard of it: a missed message only when a coach marked it."""
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
