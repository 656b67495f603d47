"""Messages: reading those after a `seq`, context for triage, buttons, and deleting single ones with their quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from bot.care.safety import help_bar
from bot.care.safety.episodes import rows as episodes
from bot.care.safety.help_bar import HelpBar
from bot.store import Erased, Vault, Work
from bot.store.models import Client, Conversation, Message, SafetyEpisode, TrackerTurn, Triage, now

SHOWN = ("client", "bot", "coach", "system")
DELETED = "(deleted)"
QUOTED_CHARACTERS = 16  # a quote is found by this many first characters; every list of entries shows more
QUOTING = frozenset({None, "utter_confirm_delete"})  # responses that quote a client without quotation marks
LONG = 2000  # characters; the dialogue gets only the beginning of a longer message
CONTEXT_MESSAGES = 8  # how many messages before the new one triage gets


@dataclass(frozen=True)
class Background:
    """The context of a new message: (role, text) of the messages before it, and the buttons that are offered now.

    `question` is the open question of a safety episode, `strand` what it is about, `holds` whether it holds the
    conversation.
    """

    context: Sequence[tuple[str, str]] = ()
    offered: Sequence[dict[str, Any]] = ()
    question: str | None = None
    strand: str | None = None
    holds: bool = False


@dataclass(frozen=True)
class News:
    """New messages of a conversation, as JSON for the client API, and its owner (bot or coach).

    `help` is the help bar that the page shows now, while a safety episode of the client is open.
    """

    messages: list[dict[str, Any]]
    owner: str
    help: HelpBar | None = None


async def news(work: Work, conversation_id: UUID, after: int, most: int = 200) -> News:
    """The messages after the `seq` in `after`, oldest first; one short query when there are none. Raises `Erased`."""
    found = await work.session.execute(
        select(Conversation, Client, SafetyEpisode)
        .join(Client, Client.id == Conversation.client_id)
        .outerjoin(SafetyEpisode, SafetyEpisode.open_for == Client.id)
        .where(Conversation.id == conversation_id)
    )
    row = found.one_or_none()
    if row is None or row[1].wrapped_key is None:
        raise Erased(f"There is no conversation {conversation_id} any more")
    conversation, client, episode = row
    vault = work.vault_of(client.id, client.key_name, row[1].wrapped_key)
    bar = help_bar.shown(vault, episode, client.country)
    last = conversation.last_seq  # what is stored since then comes next time, together with the bar that belongs to it
    if last <= after:
        return News([], conversation.owner, bar)
    rows = await work.session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after, Message.seq <= last)
        .where(Message.author.in_(SHOWN))
        .order_by(Message.seq)
        .limit(most)
    )
    return News([_shown(vault, row) for row in rows], conversation.owner, bar)


async def background(work: Work, conversation_id: UUID) -> Background:
    """The context that triage and the gateway need before they accept a new message. Raises `Erased`."""
    conversation, vault = await _opened(work, conversation_id)
    rows = list(
        await work.session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.author.in_(SHOWN))
            .order_by(Message.seq.desc())
            .limit(CONTEXT_MESSAGES)
        )
    )
    context = [("user" if row.author == "client" else "assistant", _text(vault, row)) for row in reversed(rows)]
    offered: list[dict[str, Any]] = []
    for row in rows:
        if row.author == "client":
            break
        offered = [*(row.buttons or []), *offered]
    known = await episodes.open_of(work, vault, conversation.client_id, lock=False)
    if known is None:
        return Background(context, offered)
    return Background(context, offered, known.episode.question, known.episode.strand, known.holds)


async def button(work: Work, conversation_id: UUID, button_id: str) -> tuple[str, str] | None:
    """The title and payload of a button by id ("seq.place"); None unless it was offered in this conversation."""
    found = re.fullmatch(r"(\d{1,9})\.(\d{1,3})", button_id)
    if found is None:
        return None
    buttons = await work.session.scalar(
        select(Message.buttons).where(Message.conversation_id == conversation_id, Message.seq == int(found[1]))
    )
    for offered in buttons or []:
        if offered["id"] == button_id:
            return offered["title"], offered["payload"]
    return None


def meant_button(text: str, offered: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The offered button whose title was typed instead of pressed, ignoring case and punctuation; or None."""
    typed = _plain(text)
    return next((button for button in offered if typed and _plain(button["title"]) == typed), None)


async def full_text(work: Work, vault: Vault, message_id: UUID) -> str | None:
    """The full text of a message; what passes through Rasa is truncated to `LONG` characters. None once deleted."""
    sealed = await work.session.scalar(select(Message.text).where(Message.id == message_id))
    return vault.open("message.text", message_id, sealed) if sealed is not None else None


async def forget(work: Work, client_id: UUID, message_ids: Iterable[UUID], words: Iterable[str] | None = None) -> None:
    """Delete the text of these messages of a client permanently, and of every bot message that quotes `words`.

    Without `words`, quotes of the messages themselves are looked for.
    The tracker's turns are deleted too; the slots, which hold no text of the client, are stored again by the next turn.
    """
    conversations = list(await work.session.scalars(select(Conversation.id).where(Conversation.client_id == client_id)))
    mine = list(
        await work.session.scalars(
            select(Message).where(Message.conversation_id.in_(conversations), Message.text.is_not(None))
        )
    )
    vault = await work.vault(client_id)
    chosen = set(message_ids)
    forgotten = [row for row in mine if row.id in chosen and row.author == "client"]
    said = {_text(vault, row) for row in forgotten} if words is None else set(words)
    sought = {text.strip() for text in said}
    await episodes.forget(work, vault, client_id, said)
    quoting = [
        row for row in mine if row.author == "bot" and any(quotes(row, _text(vault, row), said) for said in sought)
    ]
    for row in [*forgotten, *quoting]:
        row.text, row.deleted_at = None, now()
    evidence = update(Triage).where(Triage.message_id.in_([row.id for row in forgotten])).values(evidence=None)
    await work.session.execute(evidence.execution_options(synchronize_session=False))
    await work.session.execute(delete(TrackerTurn).where(TrackerTurn.conversation_id.in_(conversations)))


def quotes(row: Message, text: str, said: str) -> bool:
    """Whether a bot message, `text`, quotes `said` of a client: in full, or by its first words as lists do."""
    start, text = " ".join(said.split())[:QUOTED_CHARACTERS].rstrip(), " ".join(text.split())
    if not start or start not in text:
        return False
    # a short answer may by chance be part of a fixed sentence; real quotes of it stand in quotation marks
    return row.response in QUOTING or len(start) >= QUOTED_CHARACTERS - 1 or f"“{start}" in text


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.replace("’", "'").replace("'", "").casefold()).strip()


def _text(vault: Vault, row: Message) -> str:
    return vault.open("message.text", row.id, row.text) if row.text is not None else DELETED


def _shown(vault: Vault, row: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "seq": row.seq,
        "author": row.author,
        "text": _text(vault, row),
        "at": row.created_at.isoformat(),
    }
    if row.author_name:
        shown["author_name"] = row.author_name
    if row.buttons:
        shown["buttons"] = [{"id": button["id"], "title": button["title"]} for button in row.buttons]
    if row.image:
        shown["image"] = row.image
    if row.client_message_id:
        shown["client_message_id"] = row.client_message_id
    return shown


async def _opened(work: Work, conversation_id: UUID) -> tuple[Conversation, Vault]:
    """The conversation, and the vault of its client. Raises `Erased`, also when there is no such conversation."""
    found = await work.session.execute(
        select(Conversation, Client.key_name, Client.wrapped_key)
        .join(Client, Client.id == Conversation.client_id)
        .where(Conversation.id == conversation_id)
    )
    row = found.one_or_none()
    if row is None or row.wrapped_key is None:
        raise Erased(f"There is no conversation {conversation_id} any more")
    return row[0], work.vault_of(row[0].client_id, row.key_name, row.wrapped_key)
