"""Table of practices: what clients committed to between treatment sessions, and how it went."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row


class Practice(Row):
    """One small thing a client committed to, until when, and how it went. A client has at most one that is running."""

    __tablename__ = "practice"
    __table_args__ = (UniqueConstraint("treatment_session_id", "kind"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    kind: Mapped[str] = mapped_column(default="small_action", doc="or one of the practices of content/practices.yml")
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")
    source_message_id: Mapped[UUID | None] = mapped_column(index=True, unique=True)
    due_at: Mapped[datetime | None] = mapped_column(doc="from when on the client is asked how it went: its review")
    looked_back_at: Mapped[datetime | None] = mapped_column(doc="when it was last reviewed")
    outcome: Mapped[str | None] = mapped_column(doc="done, partly, not or changed, as of the last review")
    helped: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: what helped, in the client's words")
    helped_message_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None] = mapped_column(doc="when the client let go of it, or replaced it by another")
