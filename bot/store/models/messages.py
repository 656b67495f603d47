"""Tables of messages: conversations, their messages (a client's message is a turn), and the turns of Rasa's tracker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, Row, now


class Conversation(Row):
    """One client's conversation with the bot and the coaches. A gateway answers in it while it holds its lease."""

    __tablename__ = "conversation"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    channel: Mapped[str] = mapped_column(default="web")
    locale: Mapped[str] = mapped_column(default="en")
    owner: Mapped[str] = mapped_column(default="bot", doc="bot or coach: who answers")
    epoch: Mapped[int] = mapped_column(default=0, doc="incremented by every hand-over")
    last_seq: Mapped[int] = mapped_column(default=0)
    seen_seq: Mapped[int] = mapped_column(default=0, doc="read receipt: the last message the client was shown")
    active_at: Mapped[datetime] = mapped_column(default=now, index=True)
    lease_holder: Mapped[str | None] = mapped_column(doc="the gateway that is answering now")
    lease_until: Mapped[datetime | None]


class Message(Row):
    """One message of a conversation. A client's message is a turn: received, answered, delivered."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_message_id"),
        UniqueConstraint("reply_to", "reply_index"),
        Index("ix_message_state_conversation_id_seq", "state", "conversation_id", "seq"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"))
    seq: Mapped[int]
    author: Mapped[str] = mapped_column(doc="client, bot, coach, system, or event (never shown)")
    author_name: Mapped[str | None] = mapped_column(doc="the coach's display name")
    channel: Mapped[str] = mapped_column(default="web")
    text: Mapped[bytes | None] = mapped_column(LargeBinary, doc="sealed; empty once deleted")
    deleted_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(doc="received, answered or delivered")
    client_message_id: Mapped[str | None] = mapped_column(doc="idempotency key: the sender's own id, for sending again")
    payload: Mapped[str | None] = mapped_column(doc="what a pressed button means to Rasa; never free text")
    buttons: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON, doc="offered: id, title, payload")
    image: Mapped[str | None]
    response: Mapped[str | None] = mapped_column(doc="name of the fixed text in the domain")
    reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    reply_index: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    instead: Mapped[str | None] = mapped_column(
        doc="what the dialogue gets in a safety episode: a payload, or `keep`, for the words only"
    )


class TrackerTurn(Base):
    """One turn of Rasa's tracker: its events and the slots after it, sealed. Only the newest turns are stored."""

    __tablename__ = "tracker_turn"
    __table_args__ = (UniqueConstraint("conversation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"))
    number: Mapped[int]
    message_id: Mapped[str | None] = mapped_column(index=True)
    asking: Mapped[str | None] = mapped_column(doc="form.slot that the bot has just asked for")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(default=now)
