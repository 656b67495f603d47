"""Tables of records: coaches' notes about clients, and the audit log."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, Row


class Note(Row):
    """A coach's note about a client."""

    __tablename__ = "note"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    escalation_id: Mapped[UUID | None] = mapped_column(ForeignKey("escalation.id"))
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")


class AuditEvent(Base):
    """One event of the audit log, an append-only hash chain: each row carries the hash of the row before it."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(doc="coach:<id>, client:<id>, operator, or landfall")
    act: Mapped[str] = mapped_column(doc="what was done, e.g. transcript.seen")
    subject: Mapped[str] = mapped_column(doc="to what, e.g. conversation:<id>")
    detail: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, doc="never a client's words")
    previous: Mapped[str]
    digest: Mapped[str]
