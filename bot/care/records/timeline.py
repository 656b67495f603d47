"""Timeline of a client, as a coach sees it beside the transcript: sessions, intention, scores, practices, journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bot.care.journal import privacy, tags
from bot.care.journal.journal import SUMMARY
from bot.care.questionnaires import mood, phq9_item9, questionnaires
from bot.care.questionnaires.questionnaires import Filled, Questionnaire
from bot.care.records import prescriber_summary
from bot.care.records.prescriber_summary import Summary
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
    """The client's newest intention, if it is shared."""

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
class MoodSeen:
    """A mood score, from 0 to 10, with its moment and the number of its treatment session."""

    moment: str
    total: int
    at: datetime
    number: int | None


@dataclass(frozen=True)
class PointSeen:
    """One point of a chart: a total of a questionnaire, or a mood score. `items` are (words, answer).

    `worrying` says whether item 9 of the PHQ-9 (suicidal ideation) was answered above "not at all".
    """

    at: datetime
    total: int | None
    items: Sequence[tuple[str, str]] = ()
    worrying: bool = False


@dataclass(frozen=True)
class CourseSeen:
    """The time series of a questionnaire or of the mood score, oldest first; `most` is the highest possible total."""

    key: str
    name: str
    most: int
    points: Sequence[PointSeen]


@dataclass(frozen=True)
class PracticeSeen:
    """A practice and its review. `ended` is whether the client let go of it, or replaced it by another."""

    kind: str
    text: str
    at: datetime
    due_at: datetime | None
    reviewed_at: datetime | None
    outcome: str | None
    helped: str | None
    ended: bool
    number: int | None


@dataclass(frozen=True)
class Timeline:
    """What a coach may see, newest first. `private` says whether the client keeps some entries private."""

    sessions: Sequence[SessionSeen]
    intention: IntentionSeen | None
    entries: Sequence[EntrySeen]
    private: bool
    moods: Sequence[MoodSeen]
    practices: Sequence[PracticeSeen]
    summaries: Sequence[Summary]
    courses: Sequence[CourseSeen] = ()


async def timeline(work: Work, client_id: UUID) -> Timeline:
    """The client's timeline without anything they keep private; empty for an erased client."""
    try:
        vault = await work.vault(client_id)
    except Erased:
        return Timeline((), None, (), False, (), (), ())
    sessions = list(
        await work.session.scalars(
            select(TreatmentSession)
            .where(TreatmentSession.client_id == client_id)
            .order_by(TreatmentSession.number.desc())
        )
    )
    numbers = {row.id: row.number for row in sessions}
    return Timeline(
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
        await _moods(work, client_id, numbers),
        await _practices(work, vault, numbers),
        [summary for summary in await prescriber_summary.summaries(work, client_id) if summary.shared],
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
            .where(JournalEntry.kind != SUMMARY)  # those are in the summary for the prescriber
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


async def _moods(work: Work, client_id: UUID, numbers: dict[UUID, int]) -> list[MoodSeen]:
    rows = await work.session.scalars(
        select(Measure)
        .where(Measure.client_id == client_id, Measure.instrument == mood.MOOD)
        .order_by(Measure.id.desc())
        .limit(MOST_ENTRIES)
    )
    return [MoodSeen(row.moment, row.total, row.created_at, _number(numbers, row.treatment_session_id)) for row in rows]


async def _courses(work: Work, client_id: UUID) -> list[CourseSeen]:
    """The time series of the questionnaires that were answered; with them, that of the mood score."""
    found = []
    for key, asked in questionnaires.questionnaires().items():
        filled = await questionnaires.history(work, client_id, key, MOST_ENTRIES)
        points = [_point(asked, each) for each in filled if not each.is_empty]
        if points:
            found.append(CourseSeen(key, asked.name, asked.most, points))
    scores = await mood.moods(work, client_id, MOST_ENTRIES)
    if found and scores:
        points = [PointSeen(at, score) for at, score in scores]
        found.append(CourseSeen(mood.MOOD, "Mood, 10 is best", mood.BEST_MOOD, points))
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
        return tags.of(vault, entry)
    except Unreadable:
        return [DAMAGED]


def _opened(vault: Vault, column: str, row_id: UUID, sealed: bytes) -> str:
    try:
        return vault.open(column, row_id, sealed)
    except Unreadable:  # one damaged text must not hide all the others
        return DAMAGED
