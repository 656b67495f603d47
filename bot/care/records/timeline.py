"""A client's way so far, as a coach sees it beside the transcript: from treatment sessions to small actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.care.journal import privacy
from bot.care.journal import tags as journal_tags
from bot.care.journal.journal import SUMMARY
from bot.care.questionnaires import mood as measures
from bot.care.questionnaires import phq9_item9, questionnaires
from bot.care.questionnaires.questionnaires import Filled, Questionnaire
from bot.care.records import prescriber_summary
from bot.care.records.prescriber_summary import Page
from bot.store import Erased, Unreadable, Vault, Work
from bot.store.models import Intention, JournalEntry, JournalPart, Measure, Practice, TreatmentSession

MOST_ENTRIES = 20
SMALL_ACTION = "small_action"
DAMAGED = "(This text is damaged and cannot be opened.)"


@dataclass(frozen=True)
class SessionSeen:
    """A treatment session."""

    number: int
    when: datetime | None
    when_text: str | None
    state: str


@dataclass(frozen=True)
class IntentionSeen:
    """What the client sets out with."""

    text: str
    at: datetime
    number: int | None


@dataclass(frozen=True)
class EntrySeen:
    """A journal entry that the client shares with coaches."""

    kind: str
    question: str | None
    text: str
    at: datetime
    mood: int | None
    tags: Sequence[str]
    open: bool
    number: int | None


@dataclass(frozen=True)
class MeasureSeen:
    """A number the client gave."""

    instrument: str
    moment: str
    total: int
    at: datetime
    number: int | None


@dataclass(frozen=True)
class PointSeen:
    """One time that a questionnaire was answered, or a mood given. `items` are (words, how often) of a questionnaire.

    `worrying` says whether there were thoughts of death or of self-harm: item 9 of the PHQ-9 above "not at all".
    """

    at: datetime
    total: int | None
    items: Sequence[tuple[str, str]] = ()
    worrying: bool = False


@dataclass(frozen=True)
class CourseSeen:
    """A questionnaire, or the mood from 0 to 10, over time, oldest first; `most` is the highest total."""

    key: str
    name: str
    most: int
    points: Sequence[PointSeen]


@dataclass(frozen=True)
class PracticeSeen:
    """A small thing the client chose to do, and how it went. `ended`: they let it go, or put it aside for another."""

    kind: str
    text: str
    at: datetime
    due_at: datetime | None
    looked_back_at: datetime | None
    outcome: str | None
    helped: str | None
    ended: bool
    number: int | None


@dataclass(frozen=True)
class Journey:
    """All of it, newest first. `private` says whether the client keeps some entries to themselves."""

    sessions: Sequence[SessionSeen]
    intention: IntentionSeen | None
    entries: Sequence[EntrySeen]
    private: bool
    measures: Sequence[MeasureSeen]
    practices: Sequence[PracticeSeen]
    pages: Sequence[Page]
    courses: Sequence[CourseSeen] = ()


async def journey(work: Work, client_id: UUID) -> Journey:
    """What a coach may see of this client's way. An erased client's is empty."""
    try:
        vault = await work.vault(client_id)
    except Erased:
        return Journey((), None, (), False, (), (), ())
    sessions = list(
        await work.session.scalars(
            select(TreatmentSession)
            .where(TreatmentSession.client_id == client_id)
            .order_by(TreatmentSession.number.desc())
        )
    )
    numbers = {row.id: row.number for row in sessions}
    return Journey(
        [
            SessionSeen(
                row.number,
                row.when,
                _opened(vault, "treatment_session.when_text", row.id, row.when_text) if row.when_text else None,
                row.state,
            )
            for row in sessions
        ],
        await _intention(work, vault, numbers),
        await _entries(work, vault, numbers),
        await privacy.is_any_private(work, client_id),
        await _measures(work, client_id, numbers),
        await _practices(work, vault, numbers),
        [page for page in await prescriber_summary.pages(work, client_id) if page.shared],
        await _courses(work, client_id),
    )


async def _intention(work: Work, vault: Vault, numbers: dict[UUID, int]) -> IntentionSeen | None:
    row = await work.session.scalar(
        select(Intention).where(Intention.client_id == vault.client_id).order_by(Intention.id.desc()).limit(1)
    )
    if row is None or not row.shared:
        return None
    text = _opened(vault, "intention.text", row.id, row.text)
    return IntentionSeen(text, row.created_at, numbers.get(row.treatment_session_id))


async def _entries(work: Work, vault: Vault, numbers: dict[UUID, int]) -> list[EntrySeen]:
    rows = list(
        await work.session.scalars(
            select(JournalEntry)
            .where(JournalEntry.client_id == vault.client_id, JournalEntry.shared.is_(True))
            .where(JournalEntry.kind != SUMMARY)  # those are on a page
            .order_by(JournalEntry.updated_at.desc())
            .limit(MOST_ENTRIES)
        )
    )
    texts: dict[UUID, list[str]] = {row.id: [] for row in rows}
    parts = await work.session.scalars(
        select(JournalPart).where(JournalPart.entry_id.in_(texts)).order_by(JournalPart.id)
    )
    for part in parts:
        texts[part.entry_id].append(_opened(vault, "journal_part.text", part.id, part.text))
    return [
        EntrySeen(
            row.kind,
            row.question,
            "\n\n".join(texts[row.id]),
            row.created_at,
            row.mood,
            _tags(vault, row),
            row.state == "open",
            _number(numbers, row.treatment_session_id),
        )
        for row in rows
        if texts[row.id]
    ]


async def _measures(work: Work, client_id: UUID, numbers: dict[UUID, int]) -> list[MeasureSeen]:
    rows = await work.session.scalars(
        select(Measure)
        .where(Measure.client_id == client_id, Measure.instrument == measures.MOOD)
        .order_by(Measure.id.desc())
        .limit(MOST_ENTRIES)
    )
    return [
        MeasureSeen(row.instrument, row.moment, row.total, row.created_at, _number(numbers, row.treatment_session_id))
        for row in rows
    ]


async def _courses(work: Work, client_id: UUID) -> list[CourseSeen]:
    """The questionnaires of which there is anything; and the moods beside them."""
    found = []
    for key, asked in questionnaires.questionnaires().items():
        filled = await questionnaires.course(work, client_id, key, MOST_ENTRIES)
        points = [_point(asked, each) for each in filled if not each.is_empty]
        if points:
            found.append(CourseSeen(key, asked.name, asked.most, points))
    moods = await measures.moods(work, client_id, MOST_ENTRIES)
    if found and moods:
        points = [PointSeen(at, number) for at, number in moods]
        found.append(CourseSeen(measures.MOOD, "Mood, 10 is best", measures.BEST_MOOD, points))
    return found


def _point(asked: Questionnaire, filled: Filled) -> PointSeen:
    often = questionnaires.how_often()
    items = [
        (words, "left out" if points is None else f"{points}, {often[points].lower()}")
        for words, points in zip(asked.items, filled.items, strict=True)
    ]
    worrying = any(
        phq9_item9.tier_of(asked.key, place, points) != "none" for place, points in enumerate(filled.items, start=1)
    )
    return PointSeen(filled.at, filled.total, items, worrying)


async def _practices(work: Work, vault: Vault, numbers: dict[UUID, int]) -> list[PracticeSeen]:
    private = [row.id for row in await privacy.private_practices(work, vault.client_id)]
    rows = await work.session.scalars(
        select(Practice)
        .where(Practice.client_id == vault.client_id, Practice.id.not_in(private))
        .order_by(Practice.id.desc())
        .limit(MOST_ENTRIES)
    )
    return [
        PracticeSeen(
            row.kind,
            _opened(vault, "practice.text", row.id, row.text),
            row.created_at,
            row.due_at,
            row.looked_back_at,
            row.outcome,
            _opened(vault, "practice.helped", row.id, row.helped) if row.helped else None,
            row.ended_at is not None,
            _number(numbers, row.treatment_session_id),
        )
        for row in rows
    ]


def _number(numbers: dict[UUID, int], session_id: UUID | None) -> int | None:
    return numbers.get(session_id) if session_id else None


def _tags(vault: Vault, entry: JournalEntry) -> list[str]:
    try:
        return journal_tags.of(vault, entry)
    except Unreadable:
        return [DAMAGED]


def _opened(vault: Vault, column: str, row_id: UUID, sealed: bytes) -> str:
    try:
        return vault.open(column, row_id, sealed)
    except Unreadable:  # one damaged text must not hide all the others
        return DAMAGED
