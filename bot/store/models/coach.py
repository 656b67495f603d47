"""Coaches, their logins and notes, and the record of who saw or did what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, Row


class Coach(Row):
    """A human who answers for clients."""

    __tablename__ = "coach"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True, doc="lower case; the login name")
    password_hash: Mapped[str] = mapped_column(doc="argon2id")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None] = mapped_column(doc="last request to the console")


class CoachLogin(Row):
    """A coach's login on one browser. The cookie's value itself is not kept, only its hash."""

    __tablename__ = "coach_login"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    csrf: Mapped[str]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Note(Row):
    """What a coach wrote down about a client."""

    __tablename__ = "note"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
    escalation_id: Mapped[UUID | None] = mapped_column(ForeignKey("escalation.id"))
    text: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed")


class AuditEvent(Base):
    """Who saw or did what, each row carrying the hash of the one before: a change or a gap shows."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(doc="coach:<id>, client:<id>, operator, or landfall")
    act: Mapped[str] = mapped_column(doc="what was done, e.g. transcript.seen")
    subject: Mapped[str] = mapped_column(doc="to what, e.g. conversation:<id>")
    detail: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, doc="never a client's words")
    previous: Mapped[str]
    digest: Mapped[str]
