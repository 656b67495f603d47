"""Caseload: the coaches' list of conversations, with search by name or code, and pagination."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from bot.care.accounts.clients import Named, named
from bot.care.safety.escalations import TIERS
from bot.store import Work
from bot.store.models import Client, Conversation, Escalation, Message

PAGE = 25  # conversations per page


@dataclass(frozen=True)
class Case:
    """One conversation in the list. `said` is how many messages the client wrote in it."""

    conversation_id: UUID
    who: Named
    active_at: datetime
    risk: str
    owner: str
    alert: str | None  # the tier of an open alert about this client
    said: int


@dataclass(frozen=True)
class Cases:
    """One page of the list; `page` counts from 1, and `total` is the number of conversations on all pages."""

    rows: Sequence[Case]
    page: int
    pages: int
    total: int


async def cases(work: Work, search: str = "", page: int = 1) -> Cases:
    """One page of the conversations whose client's name or code contains `search`, most recently active first."""
    wanted = " ".join(search.split()).casefold()
    query = _newest_first()
    if wanted:
        # names are sealed, so the database cannot search them
        found = [row for row in await work.session.execute(query) if _fits(named(work, row), wanted)]
        total = len(found)
        page = _within(page, total)
        rows: Sequence[Any] = found[(page - 1) * PAGE : page * PAGE]
    else:
        total = await work.session.scalar(select(func.count()).select_from(Conversation)) or 0
        page = _within(page, total)
        rows = (await work.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))).all()
    alerts = await _open_tiers(work, [row.id for row in rows])
    said = await _said(work, [row.conversation_id for row in rows])
    return Cases(
        [
            Case(
                row.conversation_id,
                named(work, row),
                row.active_at,
                row.risk,
                row.owner,
                alerts.get(row.id),
                said.get(row.conversation_id, 0),
            )
            for row in rows
        ],
        page,
        max(1, -(-total // PAGE)),
        total,
    )


def _newest_first() -> Select[UUID, datetime, str, str, UUID, bytes | None, str, bytes | None]:
    return (
        select(
            Conversation.id.label("conversation_id"),
            Conversation.active_at,
            Client.risk,
            Conversation.owner,
            Client.id,
            Client.name,
            Client.key_name,
            Client.wrapped_key,
        )
        .join(Client, Client.id == Conversation.client_id)
        .order_by(Conversation.active_at.desc(), Conversation.id.desc())
    )


def _fits(who: Named, wanted: str) -> bool:
    return wanted in f"{who.label} {who.code}".casefold()


def _within(page: int, total: int) -> int:
    return max(1, min(page, -(-total // PAGE)))


async def _open_tiers(work: Work, client_ids: Sequence[UUID]) -> dict[UUID, str]:
    worst: dict[UUID, str] = {}
    rows = await work.session.execute(
        select(Escalation.client_id, Escalation.tier).where(
            Escalation.client_id.in_(client_ids), Escalation.status != "resolved"
        )
    )
    for client_id, tier in rows:
        worst[client_id] = max(worst.get(client_id, "none"), tier, key=TIERS.index)
    return worst


async def _said(work: Work, conversation_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = await work.session.execute(
        select(Message.conversation_id, func.count())
        .where(Message.conversation_id.in_(conversation_ids), Message.author == "client")
        .group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in rows}
