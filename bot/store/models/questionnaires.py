"""Tables of measures: mood scores and answers to questionnaires, and when the questionnaires were offered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row, now


class Measure(Row):
    """One measurement: a mood score from 0 to 10, or a client's answers to one questionnaire.

    For a questionnaire, `items` holds the points of each question, None where it was left out, and `total` their sum.
    For a mood score, both hold the score.
    """

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("treatment_session_id", "instrument", "moment"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    treatment_session_id: Mapped[UUID | None] = mapped_column(ForeignKey("treatment_session.id"))
    instrument: Mapped[str] = mapped_column(doc="mood, phq9 or gad7")
    moment: Mapped[str] = mapped_column(
        doc="mood: before or after the treatment session, days after, a week after; two_weeks for a questionnaire"
    )
    items: Mapped[list[int | None]] = mapped_column(JSON, default=list)
    total: Mapped[int]
    state: Mapped[str] = mapped_column(default="kept", server_default="kept", doc="open while still being answered")
    sources: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default="[]", doc="ids of the messages with the answers to a questionnaire"
    )
    updated_at: Mapped[datetime | None] = mapped_column(default=now)


class MeasureOffer(Row):
    """One offer of the questionnaires, made in reply to a message; `declined_at` is when the client said "not now"."""

    __tablename__ = "measure_offer"
    __table_args__ = (UniqueConstraint("source_message_id"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    source_message_id: Mapped[UUID]
    declined_at: Mapped[datetime | None]
