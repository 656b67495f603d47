"""Escalations: a message signals distress, so a human has to acknowledge it within the response time of its tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select

from bot.store import Work
from bot.store.models import Client, Conversation, Escalation, EscalationEvent, Message, Notification, new_id

# Response time per tier, within which a human should have acknowledged. The times are the product's promise to coaches
# and clients (docs/triage.md), and operators plan their staff by them.
DUE = {
    "imminent": timedelta(minutes=5),
    "high": timedelta(minutes=30),
    "elevated": timedelta(hours=12),
}
TIERS = ("none", "elevated", "high", "imminent")


class Assessed(Protocol):
    """The triage of a message, as `bot.triage` or an action gives it."""

    @property
    def tier(self) -> str: ...
    @property
    def categories(self) -> Sequence[str]: ...
    @property
    def score(self) -> float: ...
    @property
    def evidence(self) -> Sequence[str]: ...
    @property
    def model(self) -> str: ...


def worse(one: str, other: str) -> str:
    """The more worrying of two tiers."""
    return max(one, other, key=TIERS.index)


def is_worse(tier: str, than: str) -> bool:
    """Whether a tier is more worrying than another."""
    return TIERS.index(tier) > TIERS.index(than)


@dataclass(frozen=True)
class Raised:
    """An assessment that the safety conversation raised: what an answer is worth depends on what was asked."""

    tier: str
    categories: Sequence[str]
    score: float
    evidence: Sequence[str]
    model: str


def raised_to(assessed: Assessed, tier: str, category: str = "suicide") -> Assessed:
    """An assessment, at `tier` at least. One that had no category gets the one that was being asked about."""
    if not is_worse(tier, str(assessed.tier)):
        return assessed
    categories = tuple(assessed.categories) or (category,)
    return Raised(tier, categories, max(assessed.score, 0.9), assessed.evidence, f"{assessed.model}+episode")


async def raise_for(
    work: Work,
    conversation: Conversation,
    message: Message,
    assessed: Assessed,
    at: datetime,
    marked_by: UUID | None = None,
) -> Escalation:
    """Raise an escalation for a message, or add the message to the client's open one.

    The open one takes the worse of the tiers. It is raised again, and a coach is notified again, when the tier rises or
    when it was acknowledged longer ago than the response time of its tier and may have been forgotten since.
    `marked_by` is the coach who marked the message as missed by triage; then somebody is looking already.
    """
    tier, category = str(assessed.tier), (assessed.categories[0] if assessed.categories else None)
    await _raise_risk(work, conversation.id, tier)
    escalation = await work.session.scalar(
        select(Escalation)
        .where(Escalation.client_id == conversation.client_id, Escalation.status != "resolved")
        .order_by(Escalation.created_at)
        .limit(1)
        .with_for_update(key_share=True)
    )
    if escalation is None:
        escalation = Escalation(
            id=new_id(),
            client_id=conversation.client_id,
            conversation_id=conversation.id,
            message_id=message.id,
            tier=tier,
            category=category,
            raised_at=at,
            due_at=at + DUE[tier],
        )
        work.session.add(escalation)
        await work.session.flush()
        await _notify_anew(work, escalation, at)
    elif is_worse(tier, escalation.tier):
        await _raise_anew(work, escalation, tier, category, at)
    elif marked_by is None and _is_stale(escalation, at):
        await _raise_anew(work, escalation, escalation.tier, None, at)
    work.session.add(
        EscalationEvent(
            escalation_id=escalation.id,
            kind="message",
            tier=tier,
            message_id=message.id,
            coach_id=marked_by,
            created_at=at,
        )
    )
    return escalation


async def raise_once(work: Work, client_id: UUID, message_id: UUID, assessed: Assessed, at: datetime) -> None:
    """Raise an escalation for a message, unless it has one of the same or a worse tier; idempotent.

    So a turn can be run again, and triage may have escalated the message already. Another client's message is ignored.
    """
    message = await work.session.get(Message, message_id)
    conversation = await work.session.get(Conversation, message.conversation_id) if message else None
    if message is None or conversation is None or conversation.client_id != client_id:
        return
    known = await work.session.scalar(select(EscalationEvent).where(EscalationEvent.message_id == message_id).limit(1))
    if known is None:
        await raise_for(work, conversation, message, assessed, at)
    elif is_worse(assessed.tier, known.tier or "none"):
        await _raise_risk(work, conversation.id, assessed.tier)
        escalation = await work.session.get_one(Escalation, known.escalation_id)
        if is_worse(assessed.tier, escalation.tier):
            await _raise_anew(work, escalation, assessed.tier, assessed.categories[0], at)
        known.tier = assessed.tier


async def mark_worse(work: Work, escalation: Escalation, tier: str, coach_id: UUID, at: datetime) -> None:
    """A coach marks an open escalation as worse than its tier: it is raised again at `tier`."""
    await _raise_risk(work, escalation.conversation_id, tier)
    await _raise_anew(work, escalation, tier, None, at)
    work.session.add(
        EscalationEvent(escalation_id=escalation.id, kind="marked", tier=tier, coach_id=coach_id, created_at=at)
    )


async def _raise_risk(work: Work, conversation_id: UUID, tier: str) -> None:
    """Raise the client's risk mark. Takes the row locks of conversation and client in the order a new message does."""
    found = await work.session.scalars(
        select(Client)
        .select_from(Conversation)
        .join(Client, Client.id == Conversation.client_id)
        .where(Conversation.id == conversation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    client = found.one()
    client.risk = worse(client.risk, tier)


def _is_stale(escalation: Escalation, at: datetime) -> bool:
    """Whether it was acknowledged longer ago than the response time of its tier."""
    if escalation.status != "acknowledged" or escalation.acknowledged_at is None:
        return False
    return at - escalation.acknowledged_at > DUE[escalation.tier]


async def _raise_anew(work: Work, escalation: Escalation, tier: str, category: str | None, at: datetime) -> None:
    escalation.tier, escalation.category = tier, category or escalation.category
    escalation.status, escalation.acknowledged_at, escalation.acknowledged_by = "raised", None, None
    escalation.raised_at, escalation.due_at = at, at + DUE[tier]
    await _notify_anew(work, escalation, at)


async def _notify_anew(work: Work, escalation: Escalation, at: datetime) -> None:
    rounds = await work.session.scalar(
        select(func.max(Notification.round)).where(Notification.escalation_id == escalation.id)
    )
    work.session.add(Notification(escalation_id=escalation.id, round=0 if rounds is None else rounds + 1, due_at=at))
