"""Tables of treatment sessions: the plan of sessions, and the intention for each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row


class TreatmentSession(Row):
    """One ketamine treatment session of a client: planned, prepared, integrated, or cancelled."""

    __tablename__ = "treatment_session"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    number: Mapped[int] = mapped_column(doc="1 for the first")
    when: Mapped[datetime | None] = mapped_column("starts_at", doc="when it takes place, if that is known")
    when_text: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: as the client said it")
    state: Mapped[str] = mapped_column(default="planned", doc="planned, prepared, integrated or cancelled")
    guided: Mapped[bool | None] = mapped_column(doc="with a guide, or on their own; empty while that is not known")
    prepared_at: Mapped[datetime | None] = mapped_column(doc="when preparation was finished")
    ended_at: Mapped[datetime | None] = mapped_column(doc="when it ended, as far as the client said so")
    looked_back_at: Mapped[datetime | None] = mapped_column(doc="when integration was last finished for it")
    stage: Mapped[str | None] = mapped_column(doc="how far integration has come: day, days or week")
    before_state: Mapped[str | None] = mapped_column(doc="its state before it was last moved or cancelled")
    before_when: Mapped[datetime | None] = mapped_column(doc="its time before it was last moved or cancelled")
    before_when_text: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: the client's words for that time")
    changed_by: Mapped[UUID | None] = mapped_column(doc="the message by which it was last moved, cancelled or restored")


class Intention(Row):
    """A client's intention, in their own words. A changed intention is a new row; the newest one counts."""

    __tablename__ = "intention"
    __table_args__ = (UniqueConstraint("source_message_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID] = mapped_column(ForeignKey("treatment_session.id"), index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")
    source_message_id: Mapped[UUID]
    shared: Mapped[bool] = mapped_column(default=True, server_default=true(), doc="whether coaches may read it")
