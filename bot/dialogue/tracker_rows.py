"""Rows of the tracker store: bounded event history, one encrypted row for each turn, with a snapshot of the slots.

Rasa's event sourcing would replay a conversation from its beginning, which grows with every turn, and would store each
message in plain text. Here each row also holds the slots as they were before its turn, and the tracker is rebuilt from
the oldest row that is kept. Older messages are in the transcript only.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from bot.settings import settings
from bot.store import Store, Vault, Work
from bot.store.models import Conversation, TrackerTurn, new_id

KEPT_TURNS = 5  # more than any rule depends on; each one is replayed and sent to the action server with every turn


@dataclass(frozen=True)
class StoredTracker:
    """One turn of the tracker: its events, and the state before it (None for the very first)."""

    number: int
    events: list[dict[str, Any]]
    before: dict[str, Any] | None


@lru_cache(maxsize=1)
def opened_store() -> Store:
    """The store of this Rasa process, opened on first use."""
    return Store.open(settings())


async def load(work: Work, conversation_id: UUID) -> list[StoredTracker]:
    """The kept turns of a conversation, oldest first."""
    rows = await work.session.scalars(
        select(TrackerTurn)
        .where(TrackerTurn.conversation_id == conversation_id)
        .order_by(TrackerTurn.number.desc())
        .limit(KEPT_TURNS)
    )
    vault = await _vault(work, conversation_id)
    return [_open(vault, row) for row in reversed(list(rows))]


async def replies_to(work: Work, conversation_id: UUID, message_id: str) -> list[dict[str, Any]] | None:
    """The events of the turn that this message already had, or None: the idempotency check of the channel."""
    row = await work.session.scalar(
        select(TrackerTurn).where(TrackerTurn.conversation_id == conversation_id, TrackerTurn.message_id == message_id)
    )
    return _open(await _vault(work, conversation_id), row).events if row is not None else None


async def append(
    work: Work, conversation_id: UUID, turn: StoredTracker, message_id: str | None, asking: str | None
) -> None:
    """Store one more turn, and delete those above the bound."""
    row_id = new_id()
    content = json.dumps({"events": turn.events, "before": turn.before})
    vault = await _vault(work, conversation_id)
    work.session.add(
        TrackerTurn(
            id=row_id,
            conversation_id=conversation_id,
            number=turn.number,
            message_id=message_id,
            asking=asking,
            sealed=vault.seal("tracker_turn.sealed", row_id, content),
        )
    )
    await work.session.execute(
        delete(TrackerTurn)
        .where(TrackerTurn.conversation_id == conversation_id, TrackerTurn.number <= turn.number - KEPT_TURNS)
        .execution_options(synchronize_session=False)
    )


async def _vault(work: Work, conversation_id: UUID) -> Vault:
    client_id = await work.session.scalar(select(Conversation.client_id).where(Conversation.id == conversation_id))
    return await work.vault(client_id or conversation_id)


def _open(vault: Vault, row: TrackerTurn) -> StoredTracker:
    content = json.loads(vault.open("tracker_turn.sealed", row.id, row.sealed))
    return StoredTracker(row.number, content["events"], content["before"])
