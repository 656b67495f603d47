"""Data export for clients (data portability): their journal, and everything that is stored about them, as JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.journal import tags
from bot.care.messages import messages
from bot.care.records import entry_labels, prescriber_summary
from bot.care.safety.episodes import rows
from bot.store import Vault, Work
from bot.store.models import (
    Conversation,
    Intention,
    JournalEntry,
    JournalPart,
    Measure,
    Practice,
    SafetyEpisode,
    TreatmentSession,
)


async def journal(work: Work, client_id: UUID) -> list[dict[str, Any]]:
    """The client's journal entries with their full text, newest first, as JSON. Raises `Erased`."""
    vault = await work.vault(client_id)
    rows = await work.session.execute(
        select(JournalEntry, TreatmentSession.number)
        .outerjoin(TreatmentSession, TreatmentSession.id == JournalEntry.treatment_session_id)
        .where(JournalEntry.client_id == client_id)
        .order_by(JournalEntry.created_at.desc())
    )
    parts: dict[UUID, list[str]] = {}
    mine = select(JournalEntry.id).where(JournalEntry.client_id == client_id).scalar_subquery()
    for part in await work.session.scalars(
        select(JournalPart).where(JournalPart.entry_id.in_(mine)).order_by(JournalPart.id)
    ):
        parts.setdefault(part.entry_id, []).append(vault.open("journal_part.text", part.id, part.text))
    return [
        {
            "id": str(entry.id),
            "kind": entry.kind,
            "question": entry.question,
            "heading": entry_labels.heading_of(entry.kind, entry.question),
            "text": "\n\n".join(parts.get(entry.id, [])),
            "mood": entry.mood,
            "tags": tags.of(vault, entry),
            "shared": entry.shared,
            "treatment_session": number,
            "created_at": entry.created_at.isoformat(),
        }
        for entry, number in rows.all()
        if entry.id in parts
    ]


async def everything(work: Work, client_id: UUID) -> dict[str, Any]:
    """Everything that is stored about a client, as JSON. Raises `Erased`."""
    vault = await work.vault(client_id)
    scalars = work.session.scalars
    profile = await clients.profile(work, client_id)
    intentions = await scalars(select(Intention).where(Intention.client_id == client_id).order_by(Intention.created_at))
    practices = await scalars(select(Practice).where(Practice.client_id == client_id).order_by(Practice.created_at))
    measures = await scalars(select(Measure).where(Measure.client_id == client_id).order_by(Measure.created_at))
    treatment_sessions = await scalars(
        select(TreatmentSession).where(TreatmentSession.client_id == client_id).order_by(TreatmentSession.number)
    )
    conversations = list(await scalars(select(Conversation.id).where(Conversation.client_id == client_id)))
    safety = await scalars(
        select(SafetyEpisode).where(SafetyEpisode.client_id == client_id).order_by(SafetyEpisode.created_at)
    )
    return {
        "name": profile.name,
        "timezone": profile.timezone,
        "country": profile.country,
        "country_from": profile.country_from,
        "consented_at": profile.consented_at.isoformat() if profile.consented_at else None,
        "journal_shared": profile.journal_shared,
        "treatment_sessions": [
            {
                "number": row.number,
                "when": row.when.isoformat() if row.when else None,
                "when_in_your_words": vault.open("treatment_session.when_text", row.id, row.when_text)
                if row.when_text
                else None,
                "state": row.state,
                "with_a_guide": row.guided,
                "prepared_at": _when(row.prepared_at),
                "ended_at": _when(row.ended_at),
                "looked_back_at": _when(row.looked_back_at),
            }
            for row in treatment_sessions
        ],
        "safety_conversations": [_safety(vault, row) for row in safety],
        "intentions": [
            {
                "text": vault.open("intention.text", row.id, row.text),
                "shared": row.shared,
                "at": row.created_at.isoformat(),
            }
            for row in intentions
        ],
        "practices": [
            {
                "kind": row.kind,
                "text": vault.open("practice.text", row.id, row.text),
                "at": row.created_at.isoformat(),
                "look_back_at": row.due_at.isoformat() if row.due_at else None,
                "looked_back_at": row.looked_back_at.isoformat() if row.looked_back_at else None,
                "outcome": row.outcome,
                "what_helped": vault.open("practice.helped", row.id, row.helped) if row.helped else None,
                "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            }
            for row in practices
        ],
        "measures": [
            {
                "instrument": row.instrument,
                "moment": row.moment,
                "items": row.items,
                "total": row.total if None not in row.items else None,
                "at": row.created_at.isoformat(),
            }
            for row in measures
        ],
        "pages_to_take_along": [
            {"text": summary.text, "at": summary.at.isoformat(), "shared": summary.shared}
            for summary in await prescriber_summary.summaries(work, client_id)
        ],
        "bookings": [booked.as_json() for booked in await bookings.every(work, client_id)],
        "journal": await journal(work, client_id),
        "conversations": [
            (await messages.news(work, conversation_id, 0, most=1_000_000)).messages
            for conversation_id in conversations
        ],
    }


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _safety(vault: Vault, row: SafetyEpisode) -> dict[str, Any]:
    """A safety conversation: when it was, and what was asked and answered."""
    episode = rows.opened(vault, row)
    return {
        "began_at": row.created_at.isoformat(),
        "last_message_at": row.turned_at.isoformat(),
        "closed_at": _when(row.closed_at),
        "about": episode.strand,
        "state": episode.state,
        "answers": [{"question": asked, "text": text} for asked, text in episode.said.items()],
        "steps": list(episode.steps),
        "numbers_shown": episode.lines,
    }
