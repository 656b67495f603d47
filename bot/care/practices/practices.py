"""Practices: the one small thing a client committed to (behavioural activation), its due date, and its review.

At most one is running at any time: a new one ends the one before it. A practice is reviewed when it is due, or earlier
when the client brings it up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from bot.care.messages import messages
from bot.store import Vault, Work
from bot.store.models import Practice, new_id, now

SMALL_ACTION = "small_action"  # chosen in integration; the other kinds are those of bot/care/practices/content.py
DONE, PARTLY, NOT, CHANGED = "done", "partly", "not", "changed"
# A week is the interval of planning in behavioural activation (NICE guideline NG222, 2022), and integration asks for
# something to do "this week". "Not now" puts the review off for 2 days, which is our own choice.
REVIEW_AFTER = timedelta(days=7)
PUT_OFF = timedelta(days=2)


@dataclass(frozen=True)
class Commitment:
    """A practice in the client's own words. `outcome` is done, partly, not or changed, as of its last review.

    `treatment_session_id` is the session whose small action it is, if it is one.
    """

    id: UUID
    kind: str
    text: str
    chosen_at: datetime
    due_at: datetime
    outcome: str | None
    treatment_session_id: UUID | None = None


async def choose(work: Work, client_id: UUID, treatment_session_id: UUID, message_id: UUID, text: str) -> None:
    """Commit to the small action of a treatment session; replaces an earlier one (upsert)."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None:
        row = _new(client_id, SMALL_ACTION)
        row.treatment_session_id = treatment_session_id
    await _begin(work, row, message_id, text)


async def reword(work: Work, client_id: UUID, treatment_session_id: UUID, message_id: UUID, text: str) -> None:
    """Replace the text of the small action of a treatment session; its due date and outcome stay."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None:
        return
    vault = await work.vault(client_id)
    row.text = vault.seal("practice.text", row.id, await _whole(work, vault, message_id, text))
    row.source_message_id = message_id


async def current(work: Work, client_id: UUID, treatment_session_id: UUID) -> str | None:
    """The text of the small action of a treatment session; None if there is none."""
    row = await _small_action(work, client_id, treatment_session_id)
    return _opened(await work.vault(client_id), row).text if row else None


async def small_action_to_ask_about(
    work: Work, client_id: UUID, treatment_session_id: UUID, since: datetime | None
) -> Commitment | None:
    """The small action of a treatment session if it is running and was not reviewed after `since`; else None."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None or row.ended_at is not None:
        return None
    if since is not None and row.looked_back_at is not None and row.looked_back_at > since:
        return None
    return _opened(await work.vault(client_id), row)


async def commit(
    work: Work, client_id: UUID, kind: str, message_id: UUID, text: str, *, rewording: UUID | None = None
) -> Commitment:
    """Commit to a practice for a week from now, in the client's words; ends whatever else is running.

    `rewording` is the practice whose text is replaced, while it is still being worded. The same message again begins no
    second practice.
    """
    row = await work.session.scalar(
        select(Practice).where(Practice.client_id == client_id, Practice.source_message_id == message_id)
    )
    if row is None and rewording is not None:
        row = await _row(work, client_id, rewording)
    row = row or _new(client_id, kind)
    row.kind = kind
    await _begin(work, row, message_id, text)
    return _opened(await work.vault(client_id), row)


async def running(work: Work, client_id: UUID) -> Commitment | None:
    """The client's running practice; None if there is none."""
    row = await work.session.scalar(
        select(Practice)
        .where(Practice.client_id == client_id, Practice.ended_at.is_(None))
        .order_by(Practice.id.desc())
        .limit(1)
    )
    return _opened(await work.vault(client_id), row) if row else None


async def due(work: Work, client_id: UUID) -> UUID | None:
    """The id of the running practice that is due for review; None if there is none."""
    return await work.session.scalar(
        select(Practice.id)
        .where(Practice.client_id == client_id, Practice.ended_at.is_(None), Practice.due_at <= now())
        .order_by(Practice.id.desc())
        .limit(1)
    )


async def find(work: Work, client_id: UUID, practice_id: UUID) -> Commitment | None:
    """A practice of this client by id; None when it does not exist any more."""
    row = await _row(work, client_id, practice_id)
    return _opened(await work.vault(client_id), row) if row else None


async def put_off(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """Postpone the review of a practice by at least 2 days from now."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.due_at = max(row.due_at or now(), now() + PUT_OFF)


async def went(work: Work, client_id: UUID, practice_id: UUID, outcome: str) -> None:
    """Record the outcome of a review: done, partly, not or changed. Replaces an earlier outcome."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.outcome, row.looked_back_at = outcome, now()


async def helped(work: Work, client_id: UUID, practice_id: UUID, message_id: UUID, text: str) -> None:
    """Store what helped, in the client's words (sealed)."""
    row = await _row(work, client_id, practice_id)
    if row is None:
        return
    vault = await work.vault(client_id)
    row.helped = vault.seal("practice.helped", row.id, await _whole(work, vault, message_id, text))
    row.helped_message_id = message_id


async def keep(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """Continue a practice for another week from now."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.due_at, row.ended_at = now() + REVIEW_AFTER, None


async def let_go(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """End a practice; idempotent. It stays readable with its outcome."""
    row = await _row(work, client_id, practice_id)
    if row is not None and row.ended_at is None:
        row.ended_at = now()


async def _begin(work: Work, row: Practice, message_id: UUID, text: str) -> None:
    vault = await work.vault(row.client_id)
    running = update(Practice).where(Practice.client_id == row.client_id, Practice.ended_at.is_(None))
    await work.session.execute(running.where(Practice.id != row.id).values(ended_at=now()))
    row.text = vault.seal("practice.text", row.id, await _whole(work, vault, message_id, text))
    row.source_message_id = message_id
    row.due_at, row.ended_at = now() + REVIEW_AFTER, None
    row.outcome = row.looked_back_at = row.helped = row.helped_message_id = None
    work.session.add(row)
    await work.session.flush()


async def _row(work: Work, client_id: UUID, practice_id: UUID) -> Practice | None:
    return await work.session.scalar(
        select(Practice).where(Practice.client_id == client_id, Practice.id == practice_id)
    )


async def _small_action(work: Work, client_id: UUID, treatment_session_id: UUID) -> Practice | None:
    return await work.session.scalar(
        select(Practice).where(
            Practice.client_id == client_id,
            Practice.treatment_session_id == treatment_session_id,
            Practice.kind == SMALL_ACTION,
        )
    )


def _new(client_id: UUID, kind: str) -> Practice:
    return Practice(id=new_id(), client_id=client_id, kind=kind, created_at=now())


async def _whole(work: Work, vault: Vault, message_id: UUID, text: str) -> str:
    if len(text) < messages.LONG:
        return text
    return await messages.full_text(work, vault, message_id) or text


def _opened(vault: Vault, row: Practice) -> Commitment:
    text = vault.open("practice.text", row.id, row.text)
    due_at = row.due_at or row.created_at
    return Commitment(row.id, row.kind, text, row.created_at, due_at, row.outcome, row.treatment_session_id)
