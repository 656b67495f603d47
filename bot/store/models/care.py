"""What a client makes on the way: treatment sessions, intentions, journal entries, practices, measures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


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
    ended_at: Mapped[datetime | None] = mapped_column(doc="when they came back from it, as far as they said so")
    looked_back_at: Mapped[datetime | None] = mapped_column(doc="when they last looked back at it, to the end")
    stage: Mapped[str | None] = mapped_column(doc="how far looking back has come: day, days or week")
    before_state: Mapped[str | None] = mapped_column(doc="what it was before it was last moved or cancelled")
    before_when: Mapped[datetime | None] = mapped_column(doc="when it was before it was last moved or cancelled")
    before_when_text: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: their words for that")
    changed_by: Mapped[UUID | None] = mapped_column(doc="the message by which it was last moved, cancelled or put back")


class Intention(Row):
    """What a client sets out with, in their own words. A changed intention is a new row; the newest one counts."""

    __tablename__ = "intention"
    __table_args__ = (UniqueConstraint("source_message_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID] = mapped_column(ForeignKey("treatment_session.id"), index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")
    source_message_id: Mapped[UUID]
    shared: Mapped[bool] = mapped_column(default=True, server_default=true(), doc="whether coaches may read it")


class JournalEntry(Row):
    """Something a client wrote to keep: freely, or as an answer to a question of a flow."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("treatment_session_id", "kind", "question"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    kind: Mapped[str] = mapped_column(doc="free, preparation, integration or not_working")
    question: Mapped[str | None] = mapped_column(doc="which question it answers; empty for free writing")
    state: Mapped[str] = mapped_column(default="open", doc="open while still being written, then kept")
    mood: Mapped[int | None] = mapped_column(doc="0 to 10, as the client gave it")
    tags: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: a JSON list of the client's words")
    about: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default=text("'[]'"), doc="messages that gave it its mood and its tags"
    )
    shared: Mapped[bool] = mapped_column(default=True, doc="whether coaches may read it")
    updated_at: Mapped[datetime] = mapped_column(default=now, doc="when the client last wrote in it")


class JournalPart(Row):
    """One message's worth of a journal entry. Keyed by the message, so that a turn that runs twice adds it once."""

    __tablename__ = "journal_part"
    __table_args__ = (UniqueConstraint("entry_id", "source_message_id"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("journal_entry.id"), index=True)
    source_message_id: Mapped[UUID]
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")


class JournalUndo(Row):
    """The client's last deletion or change in the journal, for as long as it can be undone: one for each client."""

    __tablename__ = "journal_undo"
    __table_args__ = (UniqueConstraint("client_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(doc="deleted or changed")
    entry_id: Mapped[UUID | None] = mapped_column(doc="the entry, if it was one and not all of them")
    message_id: Mapped[UUID] = mapped_column(doc="the message that deleted or changed")
    until: Mapped[datetime] = mapped_column(index=True)
    rows: Mapped[dict[str, Any]] = mapped_column(JSON, doc="the rows as they were, their texts sealed as before")
    undone_by: Mapped[UUID | None] = mapped_column(doc="the message that undid it")


class Practice(Row):
    """One small thing a client chose to do: until when, and how it went. Running until it has ended; one at a time."""

    __tablename__ = "practice"
    __table_args__ = (UniqueConstraint("treatment_session_id", "kind"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    kind: Mapped[str] = mapped_column(default="small_action", doc="or one of the practices of content/practices.yml")
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")
    source_message_id: Mapped[UUID | None] = mapped_column(index=True, unique=True)
    due_at: Mapped[datetime | None] = mapped_column(doc="from when on the client is asked how it went")
    looked_back_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(doc="done, partly, not or changed, as it was last said")
    helped: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed: what helped, in their words")
    helped_message_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None] = mapped_column(doc="let go, or put aside for another one")


class Measure(Row):
    """A number a client gave, such as how they feel from 0 to 10, or the answers to a questionnaire.

    Of a questionnaire, `items` has a place for each question, with None where there is no answer, and `total` is the
    sum of those that were answered.
    """

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("treatment_session_id", "instrument", "moment"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    instrument: Mapped[str] = mapped_column(doc="mood, phq9 or gad7")
    moment: Mapped[str] = mapped_column(
        doc="before the treatment session, after it, days or a week after at a look back; two_weeks of a questionnaire"
    )
    items: Mapped[list[int | None]] = mapped_column(JSON, default=list)
    total: Mapped[int]
    state: Mapped[str] = mapped_column(default="kept", server_default="kept", doc="open while still being answered")
    sources: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default="[]", doc="the messages with the answers to a questionnaire"
    )
    updated_at: Mapped[datetime | None] = mapped_column(default=now)


class MeasureOffer(Row):
    """The questionnaires were offered in answer to a message; `declined_at` is when the client said "not now"."""

    __tablename__ = "measure_offer"
    __table_args__ = (UniqueConstraint("source_message_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    source_message_id: Mapped[UUID]
    declined_at: Mapped[datetime | None]
