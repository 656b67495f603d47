"""Verdicts: a coach's correction of triage for one message (ground truth label); given, replaced, withdrawn.

A verdict corrects triage, not the care that is under way: it never lowers a client's risk. A message that triage missed
gets the alert it should have had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from bot.care import audit
from bot.care.safety import alerts, escalations
from bot.care.safety.escalations import TIERS
from bot.store import Erased, Work
from bot.store.models import (
    Client,
    Coach,
    Conversation,
    Escalation,
    EscalationEvent,
    Message,
    Triage,
    Verdict,
    new_id,
    now,
)


@dataclass(frozen=True)
class Said:
    """One verdict. `kind` is right, wrong, other_tier or missed; `tier` is the one triage should have given."""

    kind: str
    tier: str
    coach_id: UUID
    by: str
    at: datetime


@dataclass(frozen=True)
class Judged:
    """A message with its tier from triage, the verdict on that if there is one, and whether one can be given."""

    message_id: UUID
    seq: int
    tier: str
    said: Said | None
    can_be_judged: bool


class Place(NamedTuple):
    """The position of a message: its conversation and `seq`."""

    conversation_id: UUID
    seq: int


class VerdictError(Exception):
    """This verdict cannot be given."""


class Deleted(VerdictError):
    """The client deleted the message."""


class Unfit(VerdictError):
    """The tier is unknown, or it is `none` for a message that triage did not flag."""


def kind(triaged: str, tier: str) -> str:
    """Classify a verdict by the tier that triage gave and the one it should have given."""
    if tier == triaged:
        return "right"
    if triaged == "none":
        return "missed"
    return "wrong" if tier == "none" else "other_tier"


async def say(work: Work, message_id: UUID, coach_id: UUID, tier: str) -> bool:
    """Give the verdict that this message should have been `tier`; it replaces any earlier one, by whichever coach.

    A missed message joins the client's open alert, or raises one that this coach acknowledges at once, so that nobody
    is notified. If its alert is open at a lower tier, that alert is raised again at `tier`, and a coach is notified
    unless this coach has it. Returns whether either happened.
    Raises `LookupError` when it is no client's message, `Erased`, `Deleted` or `Unfit`.
    """
    locked = await _lock(work, message_id)
    if locked.message.text is None:
        raise Deleted
    if tier not in TIERS or (tier == "none" and locked.triage.tier == "none"):
        raise Unfit
    at = now()
    verdict = await _known(work, message_id)
    if verdict is None:
        verdict = Verdict(id=new_id(), message_id=message_id, client_id=locked.conversation.client_id)
        work.session.add(verdict)
    verdict.coach_id, verdict.tier, verdict.at = coach_id, tier, at
    await work.session.flush()
    what = kind(locked.triage.tier, tier)
    await _record(work, locked, coach_id, "verdict.said", {"triage": locked.triage.tier, "verdict": what, "tier": tier})
    return await _ensure_alert(work, locked, tier, coach_id, at)


async def take_back(work: Work, message_id: UUID, coach_id: UUID) -> bool:
    """Withdraw the verdict on this message, one's own or another coach's; False when there is none.

    An alert that it raised stays until a human resolves it. Raises `LookupError` or `Erased`.
    """
    locked = await _lock(work, message_id)
    verdict = await _known(work, message_id)
    if verdict is None:
        return False
    await work.session.delete(verdict)
    await _record(work, locked, coach_id, "verdict.taken_back", {"triage": locked.triage.tier, "tier": verdict.tier})
    return True


async def of(work: Work, message_ids: Iterable[UUID]) -> dict[UUID, Judged]:
    """The verdicts on these messages by message id; messages that are no client's are left out."""
    rows = await work.session.execute(
        select(Message, Triage, Verdict, Coach.name)
        .join(Triage, Triage.message_id == Message.id)
        .outerjoin(Verdict, Verdict.message_id == Message.id)
        .outerjoin(Coach, Coach.id == Verdict.coach_id)
        .where(Message.id.in_(list(message_ids)), Message.author == "client")
    )
    return {
        message.id: Judged(
            message.id,
            message.seq,
            triage.tier,
            _said(triage, verdict, name) if verdict else None,
            can_be_judged=message.text is not None,
        )
        for message, triage, verdict, name in rows.tuples()
    }


async def place(work: Work, message_id: UUID) -> Place | None:
    """The position of a client's message; None when no client's message has this id."""
    found = await work.session.execute(
        select(Message.conversation_id, Message.seq).where(Message.id == message_id, Message.author == "client")
    )
    row = found.one_or_none()
    return Place(row.conversation_id, row.seq) if row else None


@dataclass(frozen=True)
class _Mark:
    """A coach's assessment, in the shape of one by triage."""

    tier: str
    categories: Sequence[str] = ()
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "coach"


class _Locked(NamedTuple):
    message: Message
    triage: Triage
    conversation: Conversation


async def _lock(work: Work, message_id: UUID) -> _Locked:
    """The message, with row locks on its conversation and its client in the order a new message takes them."""
    found = await work.session.execute(
        select(Conversation, Client, Message, Triage)
        .select_from(Conversation)
        .join(Client, Client.id == Conversation.client_id)
        .join(Message, Message.conversation_id == Conversation.id)
        .join(Triage, Triage.message_id == Message.id)
        .where(Message.id == message_id, Message.author == "client")
        .with_for_update(key_share=True, of=[Conversation, Client])
    )
    row = found.one_or_none()
    if row is None:
        raise LookupError("No client said this")
    conversation, client, message, triage = row
    if client.wrapped_key is None:
        raise Erased(f"The client {client.id} was erased")
    return _Locked(message, triage, conversation)


async def _known(work: Work, message_id: UUID) -> Verdict | None:
    found: Verdict | None = await work.session.scalar(select(Verdict).where(Verdict.message_id == message_id))
    return found


async def _ensure_alert(work: Work, locked: _Locked, tier: str, coach_id: UUID, at: datetime) -> bool:
    """Make sure that a missed or worse message has its alert. A message joins one alert at most, ever."""
    had = await work.session.scalar(
        select(Escalation)
        .join(EscalationEvent, EscalationEvent.escalation_id == Escalation.id)
        .where(EscalationEvent.message_id == locked.message.id, EscalationEvent.kind == "message")
    )
    waiting = await work.session.scalar(
        select(Escalation).where(Escalation.client_id == locked.conversation.client_id, Escalation.status != "resolved")
    )
    mine = waiting is None or waiting.acknowledged_by == coach_id
    if had is None and tier != "none":
        escalation = await escalations.raise_for(work, locked.conversation, locked.message, _Mark(tier), at, coach_id)
    elif had is not None and had.status != "resolved" and escalations.is_worse(tier, had.tier):
        escalation = had
        await escalations.mark_worse(work, had, tier, coach_id, at)
    else:
        return False
    if mine and escalation.status == "raised":
        await alerts.acknowledge(work, escalation.id, coach_id)
    return True


def _said(triage: Triage, verdict: Verdict, name: str | None) -> Said:
    return Said(kind(triage.tier, verdict.tier), verdict.tier, verdict.coach_id, name or "A coach", verdict.at)


async def _record(work: Work, locked: _Locked, coach_id: UUID, act: str, detail: dict[str, str]) -> None:
    subject = f"conversation:{locked.conversation.id}"
    await audit.record(work, f"coach:{coach_id}", act, subject, {"message": str(locked.message.seq)} | detail)
