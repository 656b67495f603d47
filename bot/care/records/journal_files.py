"""The journal as a file for the client to take along: Markdown to read and edit, JSON for programs, PDF to print."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.care import now
from bot.care.accounts import clients
from bot.care.journal import journal, pdf
from bot.care.journal.journal import Written
from bot.care.records import export
from bot.care.records.entry_labels import day, heading, noted, writing
from bot.store import Work

FORMATS = {"md": "text/markdown", "json": "application/json", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Album:
    """What is written into a file: the entries, newest first, and where the client's days begin and end."""

    entries: Sequence[Written]
    timezone: str
    everything: Sequence[dict[str, object]]  # as `GET /v1/journal` returns it


async def gather(work: Work, client_id: UUID) -> Album:
    """The client's own journal, with what they keep private: it is theirs. Raises `Erased`."""
    profile = await clients.profile(work, client_id)
    entries = writing(await journal.written(work, client_id))
    return Album(entries, profile.timezone, await export.journal(work, client_id))


def content(album: Album, form: str) -> bytes:
    """The file, in one of `FORMATS`. Raises `journal_pdf.NoPdf` when PDF is not to be had here."""
    if form == "json":
        return json.dumps({"entries": album.everything}, ensure_ascii=False, indent=2).encode()
    title = f"What I wrote, until {day(now(), album.timezone)}"
    if form == "pdf":
        return pdf.render(title, [(_head(album, entry), noted(entry), entry.text) for entry in album.entries])
    parts = [f"# {title}"]
    for entry in album.entries:
        parts += [f"## {_head(album, entry)}", *([f"*{noted(entry)}*"] if noted(entry) else []), entry.text]
    return ("\n\n".join(parts) + "\n").encode()


def _head(album: Album, entry: Written) -> str:
    of = f" · treatment session {entry.session}" if entry.session is not None else ""
    return f"{day(entry.at, album.timezone)} · {heading(entry)}{of}"
