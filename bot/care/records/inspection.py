"""Inspection of a conversation by an operator: what was decided about each message, without anybody's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.care import audit
from bot.care.safety.episodes import rows
from bot.store import StoreError, StoreUnavailable, Work
from bot.store.models import (
    Conversation,
    Escalation,
    EscalationEvent,
    Message,
    TrackerTurn,
    Triage,
)


class NoConversation(LookupError):
    """There is no conversation with this id."""


@dataclass(frozen=True)
class Inspected:
    """One message. `tier`, `check` and `categories` are of its triage: None, False and empty where there was none.

    `asking` is what was open after it: `form.slot` of the dialogue, or `safety.<question>`; None where that is not
    known any more. `alert` is the alert that it joined, as (tier, status) by now.
    """

    seq: int
    author: str
    at: datetime
    tier: str | None
    check: bool
    categories: Sequence[str]
    asking: str | None
    alert: tuple[str, str] | None

    def as_json(self) -> dict[str, Any]:
        """One line of what the operator gets."""
        return {
            "seq": self.seq,
            "author": self.author,
            "at": self.at.isoformat(),
            "tier": self.tier,
            "check": self.check,
            "categories": list(self.categories),
            "asking": self.asking,
            "alert": None if self.alert is None else {"tier": self.alert[0], "status": self.alert[1]},
        }


async def inspect(work: Work, conversation_id: UUID) -> list[Inspected]:
    """Every message of a conversation, oldest first; the audit log records that an operator looked.

    Raises `NoConversation`.
    """
    client_id = await work.session.scalar(select(Conversation.client_id).where(Conversation.id == conversation_id))
    if client_id is None:
        raise NoConversation(f"There is no conversation {conversation_id}")
    found = await work.session.execute(
        select(Message, Triage)
        .outerjoin(Triage, Triage.message_id == Message.id)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq)
    )
    messages = list(found.tuples())
    asking, alerts = await _asking(work, conversation_id), await _alerts(work, conversation_id)
    newest = next((message.id for message, _ in reversed(messages) if message.author == "client"), None)
    question = await _safety_question(work, client_id)
    if newest is not None and question is not None:
        asking = {**asking, newest: question}
    lines = [_line(message, triage, asking, alerts) for message, triage in messages]
    subject = f"conversation:{conversation_id}"
    await audit.record(work, "operator", "conversation.inspected", subject, {"messages": str(len(lines))})
    return lines


def _line(
    message: Message,
    triage: Triage | None,
    asking: Mapping[UUID, str | None],
    alerts: Mapping[UUID, tuple[str, str]],
) -> Inspected:
    return Inspected(
        message.seq,
        message.author,
        message.created_at,
        triage.tier if triage else None,
        triage is not None and triage.check,
        triage.categories if triage else (),
        asking.get(message.id),
        alerts.get(message.id),
    )


async def _asking(work: Work, conversation_id: UUID) -> dict[UUID, str | None]:
    """What the dialogue asked in its turn for each message; only the newest turns are kept."""
    found = await work.session.execute(
        select(TrackerTurn.message_id, TrackerTurn.asking)
        .where(TrackerTurn.conversation_id == conversation_id, TrackerTurn.message_id.is_not(None))
        .order_by(TrackerTurn.number)
    )
    asking = {}
    for message_id, asked in found.tuples():
        try:
            asking[UUID(message_id)] = asked
        except ValueError:  # a turn of the plain Rasa commands, which is about none of our messages
            continue
    return asking


async def _safety_question(work: Work, client_id: UUID) -> str | None:
    """The open question of the client's safety episode, while it holds the conversation; None where nobody can know."""
    try:
        known = await rows.open_of(work, await work.vault(client_id), client_id, lock=False)
    except StoreUnavailable:
        raise
    except (
        StoreError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
    ):  # erased or damaged: the rest can still be looked at
        return None
    if known is None or not known.holds or known.episode.question is None:
        return None
    return f"safety.{known.episode.question}"


async def _alerts(work: Work, conversation_id: UUID) -> dict[UUID, tuple[str, str]]:
    """The alert that each message of a conversation joined, as (tier, status)."""
    found = await work.session.execute(
        select(EscalationEvent.message_id, Escalation.tier, Escalation.status)
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .join(Message, Message.id == EscalationEvent.message_id)
        .where(Message.conversation_id == conversation_id, EscalationEvent.kind == "message")
        .order_by(EscalationEvent.created_at)
    )
    return {message_id: (tier, status) for message_id, tier, status in found.tuples() if message_id is not None}
