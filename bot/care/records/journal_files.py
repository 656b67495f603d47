"""The journal as a file to download: Markdown to read and edit, JSON for programs, PDF to print."""

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
class Contents:
    """What goes into a file: the entries, newest first, and the client's timezone for their dates."""

    entries: Sequence[Written]
    timezone: str
    everything: Sequence[dict[str, object]]  # as `GET /v1/journal` returns it


async def gather(work: Work, client_id: UUID) -> Contents:
    """Read the client's journal for a file, private entries included, because it is theirs. Raises `Erased`."""
    profile = await clients.profile(work, client_id)
    entries = writing(await journal.written(work, client_id))
    return Contents(entries, profile.timezone, await export.journal(work, client_id))


def content(contents: Contents, form: str) -> bytes:
    """The bytes of the file in one of `FORMATS`. Raises `pdf.NoPdf` when PDF rendering is unavailable."""
    if form == "json":
        return json.dumps({"entries": contents.everything}, ensure_ascii=False, indent=2).encode()
    title = f"What I wrote, until {day(now(), contents.timezone)}"
    if form == "pdf":
        return pdf.render(title, [(_head(contents, entry), noted(entry), entry.text) for entry in contents.entries])
    parts = [f"# {title}"]
    for entry in contents.entries:
        parts += [f"## {_head(contents, entry)}", *([f"*{noted(entry)}*"] if noted(entry) else []), entry.text]
    return ("\n\n".join(parts) + "\n").encode()


def _head(contents: Contents, entry: Written) -> str:
    of = f" · treatment session {entry.session}" if entry.session is not None else ""
    return f"{day(entry.at, contents.timezone)} · {heading(entry)}{of}"
