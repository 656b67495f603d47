"""Verdicts: what a coach says triage should have made of one message of a client. Said, replaced, taken back.

A verdict corrects triage, not the care that is under way: it never lowers a client's risk. A message that triage missed
gets the alert it should have had, so that it is looked after.
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
    """What a coach said of one message: right, wrong, other_tier or missed; and the tier it should have had."""

    kind: str
    tier: str
    coach_id: UUID
    by: str
    at: datetime


@dataclass(frozen=True)
class Judged:
    """A message as verdicts go: what triage made of it, what was said of that, and whether more can be said."""

    message_id: UUID
    seq: int
    tier: str
    said: Said | None
    can_be_judged: bool


class Place(NamedTuple):
    """Where a message is."""

    conversation_id: UUID
    seq: int


class VerdictError(Exception):
    """Something that cannot be said of a message."""


class Deleted(VerdictError):
    """The client deleted the message."""


class Unfit(VerdictError):
    """There is no such tier, or nothing was missed: of a quiet message only a tier above `none` can be said."""


def kind(triaged: str, tier: str) -> str:
    """What a verdict comes to, from the tier that triage gave and the one it should have given."""
    if tier == triaged:
        return "right"
    if triaged == "none":
        return "missed"
    return "wrong" if tier == "none" else "other_tier"


async def say(work: Work, message_id: UUID, coach_id: UUID, tier: str) -> bool:
    """This message should have been `tier`; replaces what was said of it before, by whomever.

    A missed message joins the client's open alert, or raises one that this coach has at once, so that nobody is paged
    for it. One that is worse than the open alert it is in raises that alert's tier; whoever else has it is told anew.
    Returns whether either happened.
    Raises `LookupError` when no client said this, `Erased`, `Deleted` or `Unfit`.
    """
    held = await _lock(work, message_id)
    if held.message.text is None:
        raise Deleted
    if tier not in TIERS or (tier == "none" and held.triage.tier == "none"):
        raise Unfit
    at = now()
    verdict = await _known(work, message_id)
    if verdict is None:
        verdict = Verdict(id=new_id(), message_id=message_id, client_id=held.conversation.client_id)
        work.session.add(verdict)
    verdict.coach_id, verdict.tier, verdict.at = coach_id, tier, at
    await work.session.flush()
    what = kind(held.triage.tier, tier)
    await _record(work, held, coach_id, "verdict.said", {"triage": held.triage.tier, "verdict": what, "tier": tier})
    return await _look_after(work, held, tier, coach_id, at)


async def take_back(work: Work, message_id: UUID, coach_id: UUID) -> bool:
    """Undo what was said of this message, by oneself or by another coach; False when nothing was.

    An alert that it raised stays until a human resolves it. Raises `LookupError` or `Erased`.
    """
    held = await _lock(work, message_id)
    verdict = await _known(work, message_id)
    if verdict is None:
        return False
    await work.session.delete(verdict)
    await _record(work, held, coach_id, "verdict.taken_back", {"triage": held.triage.tier, "tier": verdict.tier})
    return True


async def of(work: Work, message_ids: Iterable[UUID]) -> dict[UUID, Judged]:
    """Those of these messages that a client said, by id."""
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
    """Where a client's message is; None when there is none with this id."""
    found = await work.session.execute(
        select(Message.conversation_id, Message.seq).where(Message.id == message_id, Message.author == "client")
    )
    row = found.one_or_none()
    return Place(row.conversation_id, row.seq) if row else None


@dataclass(frozen=True)
class _Mark:
    """A coach's word in the place of triage's."""

    tier: str
    categories: Sequence[str] = ()
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "coach"


class _Held(NamedTuple):
    message: Message
    triage: Triage
    conversation: Conversation


async def _lock(work: Work, message_id: UUID) -> _Held:
    """The message, with its conversation and its client locked as a new message locks them."""
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
    return _Held(message, triage, conversation)


async def _known(work: Work, message_id: UUID) -> Verdict | None:
    found: Verdict | None = await work.session.scalar(select(Verdict).where(Verdict.message_id == message_id))
    return found


async def _look_after(work: Work, held: _Held, tier: str, coach_id: UUID, at: datetime) -> bool:
    """See to it that a missed or worse message has its alert. Each message has one alert in its life, no more."""
    had = await work.session.scalar(
        select(Escalation)
        .join(EscalationEvent, EscalationEvent.escalation_id == Escalation.id)
        .where(EscalationEvent.message_id == held.message.id, EscalationEvent.kind == "message")
    )
    waiting = await work.session.scalar(
        select(Escalation).where(Escalation.client_id == held.conversation.client_id, Escalation.status != "resolved")
    )
    mine = waiting is None or waiting.acknowledged_by == coach_id
    if had is None and tier != "none":
        escalation = await escalations.raise_for(work, held.conversation, held.message, _Mark(tier), at, coach_id)
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


async def _record(work: Work, held: _Held, coach_id: UUID, act: str, detail: dict[str, str]) -> None:
    subject = f"conversation:{held.conversation.id}"
    await audit.record(work, f"coach:{coach_id}", act, subject, {"message": str(held.message.seq)} | detail)
