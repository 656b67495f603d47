"""Intentions for treatment sessions, in the client's own words; the newest one for a session counts."""

from uuid import UUID

from sqlalchemy import select

from bot.care.messages import messages
from bot.store import Work
from bot.store.models import Client, Intention, new_id


async def set_out_with(
    work: Work, client_id: UUID, treatment_session_id: UUID, message_id: UUID, text: str, *, private: bool = False
) -> None:
    """Store an intention, hidden from coaches if it is `private`. Idempotent per message."""
    known = await work.session.scalar(
        select(Intention.id).where(Intention.source_message_id == message_id, Intention.client_id == client_id)
    )
    if known is not None:
        return
    vault = await work.vault(client_id)
    if len(text) >= messages.LONG:
        text = await messages.full_text(work, vault, message_id) or text
    row_id = new_id()
    work.session.add(
        Intention(
            id=row_id,
            client_id=client_id,
            treatment_session_id=treatment_session_id,
            text=vault.seal("intention.text", row_id, text),
            source_message_id=message_id,
            shared=not private and (await work.session.get_one(Client, client_id)).journal_shared,
        )
    )


async def current(work: Work, client_id: UUID, treatment_session_id: UUID) -> str | None:
    """The newest intention for a treatment session; None if there is none. Raises `Erased`."""
    row = await work.session.scalar(
        select(Intention)
        .where(Intention.client_id == client_id, Intention.treatment_session_id == treatment_session_id)
        .order_by(Intention.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    vault = await work.vault(client_id)
    return vault.open("intention.text", row.id, row.text)


async def last_before(work: Work, client_id: UUID, treatment_session_id: UUID) -> str | None:
    """The newest intention for any other treatment session; None if there is none. Raises `Erased`."""
    row = await _last_before(work, client_id, treatment_session_id)
    if row is None:
        return None
    vault = await work.vault(client_id)
    return vault.open("intention.text", row.id, row.text)


async def keep_last(work: Work, client_id: UUID, treatment_session_id: UUID, message_id: UUID) -> None:
    """Reuse the newest intention for another treatment session for this one; a private one stays private."""
    row = await _last_before(work, client_id, treatment_session_id)
    if row is None:
        return
    text = (await work.vault(client_id)).open("intention.text", row.id, row.text)
    private = not row.shared
    # from `messages.LONG` characters on, the text would be read from the message, which only says "keep it"
    await set_out_with(work, client_id, treatment_session_id, message_id, text[: messages.LONG - 1], private=private)


async def _last_before(work: Work, client_id: UUID, treatment_session_id: UUID) -> Intention | None:
    return await work.session.scalar(
        select(Intention)
        .where(Intention.client_id == client_id, Intention.treatment_session_id != treatment_session_id)
        .order_by(Intention.id.desc())
        .limit(1)
    )
