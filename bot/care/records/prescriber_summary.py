"""Summary for the prescriber: a client's answers in the treatment review ("it isn't working"), as one text.

The answers are journal entries of a kind of their own, sealed and deleted like others. The summary is rendered from
them and from the fixed sentences of `content/page_to_take_along.yml` each time it is read. So a deleted answer is in no
summary, and there is no second copy of what a client wrote. A summary belongs to the last treatment session before it,
or to none if none is known: an answer given again replaces the old one.

The console shows a summary only after the client has agreed, and each new answer withdraws that consent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import select, update

from bot.care.journal import journal
from bot.care.journal.journal import SUMMARY
from bot.settings import PROJECT
from bot.store import Unreadable, Vault, Work
from bot.store.models import Client, JournalEntry, JournalPart

CONTENT = PROJECT / "content" / "page_to_take_along.yml"
DAMAGED = "(This answer is damaged and cannot be opened.)"


@dataclass(frozen=True)
class Summary:
    """One rendered summary. `of` is the treatment session it belongs to; `shared` is whether coaches see it."""

    of: UUID | None
    text: str
    at: datetime
    shared: bool


async def answer(work: Work, client_id: UUID, of: UUID | None, question: str, message_id: UUID, text: str) -> None:
    """Store an answer for the summary, which is private from then on until the client agrees again to share it."""
    await journal.answer(work, client_id, of, SUMMARY, question, message_id, text)
    await share(work, client_id, of, False)


async def newest(work: Work, client_id: UUID) -> Summary | None:
    """The summary that was changed last; None when there is none. Raises `Erased`."""
    return next(iter(await summaries(work, client_id)), None)


async def summaries(work: Work, client_id: UUID) -> Sequence[Summary]:
    """All summaries of a client, the one that was changed last first. Raises `Erased`."""
    vault = await work.vault(client_id)
    zone = (await work.session.get_one(Client, client_id)).timezone
    rows = await work.session.execute(
        select(JournalEntry, JournalPart)
        .join(JournalPart, JournalPart.entry_id == JournalEntry.id)
        .where(JournalEntry.client_id == client_id, JournalEntry.kind == SUMMARY)
        .order_by(JournalPart.id)
    )
    found: dict[UUID | None, list[tuple[JournalEntry, JournalPart]]] = {}
    for entry, part in rows.tuples():
        found.setdefault(entry.treatment_session_id, []).append((entry, part))
    together = [_summary(vault, zone, of, answers) for of, answers in found.items()]
    return sorted(together, key=lambda summary: summary.at, reverse=True)


async def share(work: Work, client_id: UUID, of: UUID | None, shared: bool) -> None:
    """Share a summary with the coaches, or make it private again. Idempotent."""
    await work.session.execute(
        update(JournalEntry)
        .where(*_of(client_id, of))
        .values(shared=shared)
        .execution_options(synchronize_session="fetch")
    )


async def delete(work: Work, client_id: UUID, of: UUID | None) -> None:
    """Delete a summary with all its answers, and their text in the conversation, permanently."""
    await journal.delete(
        work, client_id, await work.session.scalars(select(JournalEntry.id).where(*_of(client_id, of)))
    )


def choice(question: str, code: str) -> str:
    """The words in the summary for a pressed button. Raises `KeyError` when there is no such button."""
    return str(_content()["answers"][question]["choices"][code])


def choices() -> Mapping[str, Sequence[str]]:
    """The questions of the summary in their order, each with the codes of its buttons."""
    return {question: list(about.get("choices", {})) for question, about in _content()["answers"].items()}


def heading(question: str) -> str:
    """The heading of an answer in the summary, for where the answer is shown on its own."""
    about = _content()["answers"].get(question)
    if about is None:
        return str(_content()["title"])
    return f"{_content()['title']}: {about['line'].partition('{answer}')[0].rstrip(' :“')}"


def _of(client_id: UUID, of: UUID | None) -> tuple[Any, ...]:
    mine = JournalEntry.client_id == client_id, JournalEntry.kind == SUMMARY
    return *mine, JournalEntry.treatment_session_id == of


def _summary(vault: Vault, zone: str, of: UUID | None, answers: Sequence[tuple[JournalEntry, JournalPart]]) -> Summary:
    texts = {str(entry.question): _opened(vault, part) for entry, part in answers}
    at = max(entry.updated_at for entry, _ in answers)
    return Summary(of, _together(texts, at.astimezone(_zone(zone))), at, all(entry.shared for entry, _ in answers))


def _together(texts: Mapping[str, str], at: datetime) -> str:
    content = _content()
    lines, asks = [], []
    for question, about in content["answers"].items():
        if question not in texts:
            continue
        lines.append(about["line"].replace("{answer}", texts[question]))
        silent = {choice(question, code) for code in about.get("no_ask", ())}
        if "ask" in about and texts[question] not in silent:
            asks.append(about["ask"])
    return "\n".join(
        [
            content["title"],
            f"{at:%B} {at.day}, {at.year}",
            "",
            *lines,
            "",
            content["asks"],
            *(f"- {ask}" for ask in (*asks, *content["always_ask"])),
            "",
            content["source"],
        ]
    )


def _opened(vault: Vault, part: JournalPart) -> str:
    try:
        return vault.open("journal_part.text", part.id, part.text)
    except Unreadable:  # one damaged answer must not hide all the others
        return DAMAGED


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return ZoneInfo("UTC")


@cache
def _content() -> Any:
    return yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
