"""Tables of safety: triage of each message, coaches' verdicts on it, escalations, and notifications to coaches."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


class Triage(Row):
    """The triage of one message: its tier (how soon a human has to look), its categories and its score."""

    __tablename__ = "triage"
    __table_args__ = (
        Index("ix_triage_partial", "partial", sqlite_where=text("partial"), postgresql_where=text("partial")),
    )

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), unique=True)
    tier: Mapped[str]
    categories: Mapped[list[str]] = mapped_column(JSON)
    score: Mapped[float]
    evidence: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: it quotes the client")
    model: Mapped[str]
    check: Mapped[bool] = mapped_column(
        "soft_check", default=False, server_default=false(), doc="one gentle question before any alarm"
    )
    partial: Mapped[bool] = mapped_column(
        default=False, server_default=false(), doc="by the rules alone, or half: to be assessed again"
    )


class SafetyEpisode(Row):
    """A safety episode: from a client's first alarm until a human closes it. At most one of a client is open.

    `open_for` is the client while it is open, which the unique constraint keeps to one, and nothing afterwards.
    """

    __tablename__ = "safety_episode"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    open_for: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), unique=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), doc="the message that it began with")
    escalation_id: Mapped[UUID | None] = mapped_column(ForeignKey("escalation.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, doc="strand, state, question, answers, as JSON")
    turned_at: Mapped[datetime] = mapped_column(default=now, doc="the client's last message in it")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"), doc="nobody: it eased, at the lowest tier")


class Verdict(Row):
    """A coach's verdict: the tier that triage should have given one message. A new verdict replaces the one before."""

    __tablename__ = "verdict"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), unique=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    tier: Mapped[str] = mapped_column(doc="the right tier; none where there was nothing to worry about")
    at: Mapped[datetime] = mapped_column(default=now, doc="when the coach gave it")


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
    due_at: Mapped[datetime] = mapped_column(doc="acknowledge by then, or the next coach is notified")
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))
    outcome: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: the note at resolving")
    risk_cleared: Mapped[bool] = mapped_column(
        default=False, server_default=false(), doc="whether the risk mark was cleared at resolving"
    )


class EscalationEvent(Row):
    """One event in the life of an escalation: a message joined it, a coach was notified, acknowledged, resolved it.

    A `message` event with a coach is a message that this coach marked as missed by triage. A `marked` event is a
    coach's verdict that the alert is worse than its tier.
    """

    __tablename__ = "escalation_event"
    __table_args__ = (UniqueConstraint("escalation_id", "kind", "message_id"),)

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"), index=True)
    kind: Mapped[str] = mapped_column(doc="message, marked, paged, acknowledged, handed_back, resolved")
    tier: Mapped[str | None]
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    coach_id: Mapped[UUID | None] = mapped_column(ForeignKey("coach.id"))


class Notification(Row):
    """A notification to a coach: an outbox row, sent by whichever gateway process claims it."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("escalation_id", "round"),)

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"))
    round: Mapped[int] = mapped_column(doc="0 for the first coach on call, and so on down the list")
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="waiting", doc="waiting, sent, logged (there is no address) or dropped")
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
