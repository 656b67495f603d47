"""Tags of journal entries (hashtags): free words of the client, and therefore sealed like their other texts."""

import json
import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from bot.store import Vault, Work
from bot.store.models import JournalEntry

COLUMN = "journal_entry.tags"
LONGEST = 40  # characters; a tag is a word or two, and anything longer is a sentence taken for a tag by mistake
MOST = 20  # tags per entry
_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W_][\w-]*)")


def inside(text: str) -> list[str]:
    """The hashtags in a text ("#sleep"), normalized, in their order. A bare number ("#1") is none."""
    return _normalized(word for word in _HASHTAG.findall(text) if not word.isdecimal())


def of(vault: Vault, entry: JournalEntry) -> list[str]:
    """The tags of an entry. Raises `Unreadable`."""
    return list(json.loads(vault.open(COLUMN, entry.id, entry.tags))) if entry.tags else []


def put(vault: Vault, entry: JournalEntry, tags: Iterable[str]) -> None:
    """Replace the tags of an entry, normalized; at most `MOST` of them."""
    chosen = _normalized(tags)[:MOST]
    entry.tags = vault.seal(COLUMN, entry.id, json.dumps(chosen)) if chosen else None


def follow_text(vault: Vault, entry: JournalEntry, before: str, after: str) -> None:
    """Update the hashtags after a change of text: those of the old text go, those of the new come, others stay."""
    gone = set(inside(before))
    put(vault, entry, [*(tag for tag in of(vault, entry) if tag not in gone), *inside(after)])


async def add(work: Work, client_id: UUID, entry_id: UUID, tags: Iterable[str], message_id: UUID) -> bool:
    """Add tags to an entry. Returns False when the client has no such entry."""
    vault, entry = await work.vault(client_id), await entry_of(work, client_id, entry_id)
    if entry is None:
        return False
    put(vault, entry, [*of(vault, entry), *tags])
    note_source(entry, message_id)
    return True


async def remove(work: Work, client_id: UUID, entry_id: UUID, tags: Iterable[str], message_id: UUID) -> bool:
    """Remove tags from an entry; those it does not have are ignored. Returns False when there is no such entry."""
    vault, entry = await work.vault(client_id), await entry_of(work, client_id, entry_id)
    if entry is None:
        return False
    gone = set(_normalized(tags))
    put(vault, entry, [tag for tag in of(vault, entry) if tag not in gone])
    note_source(entry, message_id)
    return True


async def all_of(work: Work, client_id: UUID) -> Sequence[tuple[str, int]]:
    """All tags of the client with the number of entries that have them, most frequent first."""
    vault = await work.vault(client_id)
    counts: dict[str, int] = {}
    for entry in await work.session.scalars(
        select(JournalEntry).where(JournalEntry.client_id == client_id, JournalEntry.tags.is_not(None))
    ):
        for tag in of(vault, entry):
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


async def entry_of(work: Work, client_id: UUID, entry_id: UUID) -> JournalEntry | None:
    """The entry with this id if it belongs to the client; None otherwise."""
    return await work.session.scalar(
        select(JournalEntry).where(JournalEntry.id == entry_id, JournalEntry.client_id == client_id)
    )


def note_source(entry: JournalEntry, message_id: UUID) -> None:
    """Note that a message gave the entry its mood or tags, so that it is hidden and deleted together with the entry."""
    if str(message_id) not in entry.about:
        entry.about = [*entry.about, str(message_id)]


def _normalized(tags: Iterable[str]) -> list[str]:
    plain = (" ".join(tag.casefold().strip(" \t\n#.,;:!?\"'“”").split()) for tag in tags)
    return list(dict.fromkeys(tag for tag in plain if tag and len(tag) <= LONGEST))
