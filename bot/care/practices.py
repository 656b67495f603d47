"""Practices: the one small action that a client chose after a treatment session."""

from uuid import UUID

from sqlalchemy import select

from bot.store import Work
from bot.store.models import Practice, new_id

SMALL_ACTION = "small_action"


async def choose(work: Work, client_id: UUID, treatment_session_id: UUID, text: str) -> None:
    """Keep the small action for a treatment session; one that was chosen before is replaced."""
    vault = await work.vault(client_id)
    row = await _chosen(work, client_id, treatment_session_id)
    if row is None:
        row = Practice(
            id=new_id(),
            client_id=client_id,
            treatment_session_id=treatment_session_id,
            kind=SMALL_ACTION,
        )
        work.session.add(row)
    row.text = vault.seal("practice.text", row.id, text)
    row.done_at = None


async def current(work: Work, client_id: UUID, treatment_session_id: UUID) -> str | None:
    """The small action for a treatment session, or None if none was chosen."""
    row = await _chosen(work, client_id, treatment_session_id)
    if row is None:
        return None
    return (await work.vault(client_id)).open("practice.text", row.id, row.text)


async def _chosen(work: Work, client_id: UUID, treatment_session_id: UUID) -> Practice | None:
    return await work.session.scalar(
        select(Practice).where(
            Practice.client_id == client_id,
            Practice.treatment_session_id == treatment_session_id,
            Practice.kind == SMALL_ACTION,
        )
    )
