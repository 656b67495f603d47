"""Tags of journal entries: the client's own words, so they are sealed like any other text of theirs."""

import json
import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from bot.store import Vault, Work
from bot.store.models import JournalEntry

COLUMN = "journal_entry.tags"
LONGEST = 40  # characters: a tag is a word or two, and anything longer is a sentence that was mistaken for one
MOST = 20  # of one entry
_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W_][\w-]*)")


def inside(text: str) -> list[str]:
    """The tags that are written as "#sleep" inside a text, in their order. A bare number ("#1") is none."""
    return _tidy(word for word in _HASHTAG.findall(text) if not word.isdecimal())


def of(vault: Vault, entry: JournalEntry) -> list[str]:
    """The tags of an entry. Raises `Unreadable`."""
    return list(json.loads(vault.open(COLUMN, entry.id, entry.tags))) if entry.tags else []


def put(vault: Vault, entry: JournalEntry, tags: Iterable[str]) -> None:
    """Give an entry these tags and no others."""
    chosen = _tidy(tags)[:MOST]
    entry.tags = vault.seal(COLUMN, entry.id, json.dumps(chosen)) if chosen else None


def follow(vault: Vault, entry: JournalEntry, before: str, after: str) -> None:
    """The words of an entry changed: tags that stood in the old ones go, those in the new ones come, others stay."""
    gone = set(inside(before))
    put(vault, entry, [*(tag for tag in of(vault, entry) if tag not in gone), *inside(after)])


async def add(work: Work, client_id: UUID, entry_id: UUID, tags: Iterable[str], message_id: UUID) -> bool:
    """Add tags to an entry. Returns False when the client has no such entry."""
    vault, entry = await work.vault(client_id), await mine(work, client_id, entry_id)
    if entry is None:
        return False
    put(vault, entry, [*of(vault, entry), *tags])
    about(entry, message_id)
    return True


async def remove(work: Work, client_id: UUID, entry_id: UUID, tags: Iterable[str], message_id: UUID) -> bool:
    """Take tags off an entry; those it does not have are passed over. Returns False when there is no such entry."""
    vault, entry = await work.vault(client_id), await mine(work, client_id, entry_id)
    if entry is None:
        return False
    gone = set(_tidy(tags))
    put(vault, entry, [tag for tag in of(vault, entry) if tag not in gone])
    about(entry, message_id)
    return True


async def all_of(work: Work, client_id: UUID) -> Sequence[tuple[str, int]]:
    """Every tag of the client and how many entries have it; the most used first."""
    vault = await work.vault(client_id)
    counts: dict[str, int] = {}
    for entry in await work.session.scalars(
        select(JournalEntry).where(JournalEntry.client_id == client_id, JournalEntry.tags.is_not(None))
    ):
        for tag in of(vault, entry):
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


async def mine(work: Work, client_id: UUID, entry_id: UUID) -> JournalEntry | None:
    """This entry, if it is the client's."""
    return await work.session.scalar(
        select(JournalEntry).where(JournalEntry.id == entry_id, JournalEntry.client_id == client_id)
    )


def about(entry: JournalEntry, message_id: UUID) -> None:
    """Note that a message is about this entry, so that it is hidden and deleted along with it."""
    if str(message_id) not in entry.about:
        entry.about = [*entry.about, str(message_id)]


def _tidy(tags: Iterable[str]) -> list[str]:
    plain = (" ".join(tag.casefold().strip(" \t\n#.,;:!?\"'“”").split()) for tag in tags)
    return list(dict.fromkeys(tag for tag in plain if tag and len(tag) <= LONGEST))
