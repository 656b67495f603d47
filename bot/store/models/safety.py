"""Escalations: a human is needed, by when, and who is being told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row


class Escalation(Row):
    """One alert about one client. Further messages join it until a human resolves it."""

    __tablename__ = "escalation"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), unique=True, doc="the first message")
    tier: Mapped[str]
    category: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="raised", index=True, doc="raised, acknowledged or resolved")
    raised_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(doc="acknowledge by then, or the next person is paged")
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))
    outcome: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: the note at resolving")
    risk_cleared: Mapped[bool] = mapped_column(
        default=False, server_default=false(), doc="whether the risk mark was cleared at resolving"
    )


class EscalationEvent(Row):
    """Something that happened to an escalation: a message joined it, it was paged, acknowledged, resolved.

    A message that joined because a coach marked it as missed names that coach; `marked` is a coach's word that it
    is worse than it stood.
    """

    __tablename__ = "escalation_event"
    __table_args__ = (UniqueConstraint("escalation_id", "kind", "message_id"),)

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"), index=True)
    kind: Mapped[str] = mapped_column(doc="message, marked, paged, acknowledged, handed_back, resolved")
    tier: Mapped[str | None]
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    coach_id: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))


class Page(Row):
    """A notification that has to reach a coach: an outbox row, sent by whichever gateway takes it."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("escalation_id", "round"),)

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"))
    round: Mapped[int] = mapped_column(doc="0 for the first person, and so on down the list")
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="waiting", doc="waiting, sent or dropped")
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
