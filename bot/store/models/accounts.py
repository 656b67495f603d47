"""Tables of people: clients and the outside identities they are recognised by, coaches and their logins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Row


class Client(Row):
    """A person in treatment. Everything they write is sealed with their own key, which is wrapped by the keyring."""

    __tablename__ = "client"

    name: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed display name")
    timezone: Mapped[str]
    country: Mapped[str]
    country_from: Mapped[str | None] = mapped_column(
        doc="how the country is known: clinic, identity, host, said, chosen, guessed; nothing: not known"
    )
    consented_at: Mapped[datetime | None]
    under_age_at: Mapped[datetime | None] = mapped_column(doc="when they said they are under 18")
    risk: Mapped[str] = mapped_column(
        default="none", server_default="none", doc="highest tier in any conversation until a human clears it"
    )
    journal_shared: Mapped[bool] = mapped_column(
        default=True, server_default=true(), doc="whether coaches may read what is written from now on"
    )
    key_name: Mapped[str]
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary, doc="empty once the client was erased")
    erased_at: Mapped[datetime | None]


class Address(Row):
    """An outside identity of a client: their id on the host's website or on a messaging platform."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "fingerprint"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    channel: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(doc="keyed MAC of the external id")
    external_id: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed original")


class Coach(Row):
    """A human who is responsible for clients."""

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
    """A coach's login session in one browser. Only the hash of the cookie's token is stored."""

    __tablename__ = "coach_login"

    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    csrf: Mapped[str]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AssignedCoach(Row):
    """The coach a client is assigned to. A client without a row may book any coach."""

    __tablename__ = "own_coach"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), unique=True)
    coach_id: Mapped[UUID] = mapped_column(ForeignKey("coach.id"))
