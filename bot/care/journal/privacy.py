"""Access control of the journal: each entry is shared with the coaches or private, and so is what is not yet written.

A private entry is hidden wherever a coach could see it: in the list of entries, in the conversation it was written in,
and where the bot quotes it. A message that triage flags is never part of an entry (docs/dialogue.md), so this hides no
message of an alert.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, update

from bot.care.journal import tags
from bot.care.journal.journal import SMALL_ACTION, SUMMARY
from bot.care.messages import messages
from bot.store import Unreadable, Vault, Work
from bot.store.models import Client, Intention, JournalEntry, JournalPart, Message, Practice

TAG_LINES = frozenset({"utter_your_tags"})  # responses that name tags of all entries


@dataclass(frozen=True)
class Hidden:
    """What is hidden from coaches in a client's conversations: message ids, texts and tags.

    `waiting` says whether a message that is not yet answered may become part of a private entry.
    """

    messages: frozenset[UUID] = frozenset()
    words: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    waiting: bool = False

    def covers(self, message: Message, text: str, tier: str) -> bool:
        """Whether this message with this text and tier is hidden from coaches."""
        if message.id in self.messages:
            return True
        if message.author == "client":
            if text.strip() in self.words and len(text.strip()) >= messages.QUOTED_CHARACTERS:
                return True  # sent a second time, after the first one became no part of an entry
            typed = message.payload is None
            return self.waiting and typed and tier == "none" and message.state == "received"
        if message.author != "bot":
            return False
        if message.response in TAG_LINES and any(f"#{tag}" in text for tag in self.tags):
            return True
        return any(messages.quotes(message, text, said) for said in self.words)


async def set_shared(work: Work, client_id: UUID, entry_id: UUID, shared: bool) -> bool:
    """Share one entry or intention with the coaches, or make it private. Returns False when there is none such."""
    entry = await tags.entry_of(work, client_id, entry_id)
    if entry is not None:
        entry.shared = shared
        return True
    intention = await work.session.scalar(
        select(Intention).where(Intention.id == entry_id, Intention.client_id == client_id)
    )
    if intention is None:
        return False
    wordings = update(Intention).where(Intention.treatment_session_id == intention.treatment_session_id)
    await work.session.execute(wordings.values(shared=shared))
    return True


async def set_from_now_on(work: Work, client_id: UUID, shared: bool) -> None:
    """Set whether what the client writes from now on is shared. Existing entries do not change."""
    (await work.session.get_one(Client, client_id)).journal_shared = shared


async def set_all(work: Work, client_id: UUID, shared: bool) -> None:
    """Share everything, or make it private: existing entries, and what the client writes from now on.

    A summary for the prescriber is not shared by this: it needs an explicit consent of its own
    (bot/care/records/prescriber_summary.py).
    """
    await set_from_now_on(work, client_id, shared)
    for table in (JournalEntry, Intention):
        rows = update(table).where(table.client_id == client_id)
        if shared and table is JournalEntry:
            rows = rows.where(JournalEntry.kind != SUMMARY)
        await work.session.execute(rows.values(shared=shared))


async def is_any_private(work: Work, client_id: UUID) -> bool:
    """Whether any entry or intention is private, or would be from now on."""
    client = await work.session.get_one(Client, client_id)
    if not client.journal_shared:
        return True
    for table in (JournalEntry, Intention):
        private = select(table.id).where(table.client_id == client_id, table.shared.is_(False)).limit(1)
        if await work.session.scalar(private) is not None:
            return True
    return False


async def private_practices(work: Work, client_id: UUID) -> Sequence[Practice]:
    """The practices that are hidden from coaches.

    A small action is as private as its answer in the journal; a commitment between treatment sessions is as private as
    what the client writes from now on.
    """
    of = select(JournalEntry.treatment_session_id).where(
        JournalEntry.client_id == client_id,
        JournalEntry.question == SMALL_ACTION,
        JournalEntry.shared.is_(False),
        JournalEntry.treatment_session_id.is_not(None),
    )
    client = await work.session.get_one(Client, client_id)
    private = [Practice.treatment_session_id.in_(of)]
    if not client.journal_shared:
        private.append(Practice.treatment_session_id.is_(None))
    return list(await work.session.scalars(select(Practice).where(Practice.client_id == client_id, or_(*private))))


async def hidden(work: Work, vault: Vault) -> Hidden:
    """What is hidden from coaches in all conversations of this client. Damaged texts are left out."""
    client_id, session = vault.client_id, work.session
    if not await is_any_private(work, client_id):
        return Hidden()
    entries = list(
        await session.scalars(
            select(JournalEntry).where(JournalEntry.client_id == client_id, JournalEntry.shared.is_(False))
        )
    )
    ids = [entry.id for entry in entries]
    parts = list(await session.scalars(select(JournalPart).where(JournalPart.entry_id.in_(ids))))
    intentions = list(
        await session.scalars(select(Intention).where(Intention.client_id == client_id, Intention.shared.is_(False)))
    )
    practices = await private_practices(work, client_id)
    said = [part.source_message_id for part in parts] + [row.source_message_id for row in intentions]
    said += [each for row in practices for each in (row.source_message_id, row.helped_message_id) if each]
    said += [UUID(each) for entry in entries for each in entry.about]
    words = [_opened(vault, "journal_part.text", part.id, part.text) for part in parts]
    words += [_opened(vault, "intention.text", row.id, row.text) for row in intentions]
    words += [_opened(vault, "practice.text", row.id, row.text) for row in practices]
    words += [_opened(vault, "practice.helped", row.id, row.helped) for row in practices if row.helped]
    return Hidden(frozenset(said), _stripped(words), _stripped(_tags(vault, entries)), waiting=True)


def _tags(vault: Vault, entries: Iterable[JournalEntry]) -> Iterable[str]:
    for entry in entries:
        try:
            yield from tags.of(vault, entry)
        except Unreadable:
            continue


def _stripped(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text.strip() for text in texts if text.strip())


def _opened(vault: Vault, column: str, row_id: UUID, sealed: bytes) -> str:
    try:
        return vault.open(column, row_id, sealed)
    except Unreadable:  # a text that cannot be decrypted cannot have been quoted
        return ""
