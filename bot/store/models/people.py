"""Clients, and the outside identities by which they are recognised."""

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
    """Who a client is outside: on the host's website or on a messaging platform."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "fingerprint"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    channel: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(doc="keyed hash of the external id")
    external_id: Mapped[bytes] = mapped_column(LargeBinary, doc="sealed original")
