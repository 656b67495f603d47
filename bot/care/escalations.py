"""Escalations: a message signals distress, so a human has to look, by a time that its tier sets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import func, select

from bot.store import Work
from bot.store.models import Conversation, Escalation, EscalationEvent, Message, Page, new_id

# How soon a human should have acknowledged, per tier. The times are the product's promise to coaches and clients
# (docs/triage.md); operators staff for them.
DUE = {
    "imminent": timedelta(minutes=5),
    "high": timedelta(minutes=30),
    "elevated": timedelta(hours=12),
}
TIERS = ("none", "elevated", "high", "imminent")


class Assessed(Protocol):
    """What triage says of a message."""

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


async def raise_for(
    work: Work, conversation: Conversation, message: Message, assessed: Assessed, at: datetime
) -> Escalation:
    """Raise an alert for a message, or let the message join the one that is still open for this client.

    A joined alert takes the worse of the tiers. It is raised anew, and people are paged anew, when the tier rises
    or when it was acknowledged so long ago that nobody can be assumed to be looking any more.
    """
    tier, category = str(assessed.tier), (assessed.categories[0] if assessed.categories else None)
    conversation.risk = worse(conversation.risk, tier)
    escalation = await work.session.scalar(
        select(Escalation)
        .where(Escalation.client_id == conversation.client_id, Escalation.status != "resolved")
        .order_by(Escalation.created_at)
        .limit(1)
        .with_for_update()
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
        await _page_anew(work, escalation, at)
    elif _needs_fresh_eyes(escalation, tier, at):
        if TIERS.index(tier) > TIERS.index(escalation.tier):
            escalation.category = category or escalation.category
        escalation.tier = worse(escalation.tier, tier)
        escalation.status, escalation.acknowledged_at, escalation.acknowledged_by = "raised", None, None
        escalation.raised_at, escalation.due_at = at, at + DUE[escalation.tier]
        await _page_anew(work, escalation, at)
    work.session.add(EscalationEvent(escalation_id=escalation.id, kind="message", tier=tier, message_id=message.id))
    return escalation


def _needs_fresh_eyes(escalation: Escalation, tier: str, at: datetime) -> bool:
    if TIERS.index(tier) > TIERS.index(escalation.tier):
        return True
    if escalation.status != "acknowledged" or escalation.acknowledged_at is None:
        return False
    return at - escalation.acknowledged_at > DUE[escalation.tier]


async def _page_anew(work: Work, escalation: Escalation, at: datetime) -> None:
    rounds = await work.session.scalar(select(func.max(Page.round)).where(Page.escalation_id == escalation.id))
    work.session.add(Page(escalation_id=escalation.id, round=0 if rounds is None else rounds + 1, due_at=at))
