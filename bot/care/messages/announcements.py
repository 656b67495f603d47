"""Announcements: messages to a client outside of a turn, in Landfall's fixed words and in a coach's own words."""

from uuid import UUID

from sqlalchemy import select

from bot.store import Work
from bot.store.models import Conversation, Message, new_id


async def announce(
    work: Work,
    client_id: UUID,
    notice: str,
    *,
    words: str = "",
    coach_name: str | None = None,
    button: tuple[str, str] | None = None,
) -> None:
    """Add a notice, and a coach's `words` if there are any, to the client's most recently active conversation.

    `button` is the title and the payload of a button below it. Does nothing when the client has no conversation.
    Raises `Erased`.
    """
    vault = await work.vault(client_id)
    conversation = await work.session.scalar(
        select(Conversation)
        .where(Conversation.client_id == client_id)
        .order_by(Conversation.active_at.desc(), Conversation.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
    )
    if conversation is None:
        return
    texts = [("system", notice, None)] + ([("coach", words, coach_name)] if words else [])
    for author, text, name in texts:
        conversation.last_seq += 1
        message = Message(
            id=new_id(),
            conversation_id=conversation.id,
            seq=conversation.last_seq,
            author=author,
            author_name=name,
            channel=conversation.channel,
            state="answered",
        )
        message.text = vault.seal("message.text", message.id, text)
        work.session.add(message)
    if button is not None:
        title, payload = button
        message.buttons = [{"id": f"{message.seq}.0", "title": title, "payload": payload}]
    await work.session.flush()
