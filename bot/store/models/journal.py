"""Tables of the journal: entries, the messages they are made of, and the last change that can be undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


class JournalEntry(Row):
    """One journal entry: written freely, or an answer to a question of a flow."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("treatment_session_id", "kind", "question"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    kind: Mapped[str] = mapped_column(doc="free, preparation, integration, practice or not_working")
    question: Mapped[str | None] = mapped_column(doc="which question it answers; empty for free writing")
    state: Mapped[str] = mapped_column(default="open", doc="open while still being written, then kept")
    mood: Mapped[int | None] = mapped_column(doc="0 to 10, as the client gave it")
    tags: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: a JSON list of the client's words")
    about: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default=text("'[]'"), doc="ids of the messages that gave it its mood and its tags"
    )
    shared: Mapped[bool] = mapped_column(default=True, doc="whether coaches may read it")
    updated_at: Mapped[datetime] = mapped_column(default=now, doc="when the client last wrote in it")


class JournalPart(Row):
    """The text that one message added to a journal entry. Unique per message, so that adding it is idempotent."""

    __tablename__ = "journal_part"
    __table_args__ = (UniqueConstraint("entry_id", "source_message_id"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("journal_entry.id"), index=True)
    source_message_id: Mapped[UUID]
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")
    interrupted: Mapped[bool] = mapped_column(
        default=False, server_default=false(), doc="raised an alarm: a later answer is added and does not replace it"
    )


class JournalUndo(Row):
    """The client's last deletion or change in the journal, while it can be undone. A client has at most one."""

    __tablename__ = "journal_undo"
    __table_args__ = (UniqueConstraint("client_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(doc="deleted or changed")
    entry_id: Mapped[UUID | None] = mapped_column(doc="the entry, if it was one and not all of them")
    message_id: Mapped[UUID] = mapped_column(doc="the message that deleted or changed")
    until: Mapped[datetime] = mapped_column(index=True)
    rows: Mapped[dict[str, Any]] = mapped_column(JSON, doc="the rows as they were, their texts sealed as before")
    undone_by: Mapped[UUID | None] = mapped_column(doc="the message that undid it")
