"""Practices: the one small thing a client chose to do, until when, and how it went.

At any time at most one is running: a new one puts the one before it aside. A practice is looked back at when it is due,
or earlier when the client speaks of it themselves.
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
# A week, the step that behavioural activation plans by and that integration asks for ("this week"); "not now" is a
# shorter pause, so that the thread is not lost: NICE guideline NG222, 2022, and our own choice.
UNTIL_LOOKED_BACK_AT = timedelta(days=7)
PUT_OFF = timedelta(days=2)


@dataclass(frozen=True)
class Commitment:
    """A practice in the client's own words. `outcome` is how it went when it was last looked back at.

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
    """Keep the small action for a treatment session; one that was chosen before is replaced."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None:
        row = _new(client_id, SMALL_ACTION)
        row.treatment_session_id = treatment_session_id
    await _begin(work, row, message_id, text)


async def reword(work: Work, client_id: UUID, treatment_session_id: UUID, message_id: UUID, text: str) -> None:
    """Put other words in place of the small action's for a treatment session; how it goes on stays as it is."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None:
        return
    vault = await work.vault(client_id)
    row.text = vault.seal("practice.text", row.id, await _whole(work, vault, message_id, text))
    row.source_message_id = message_id


async def current(work: Work, client_id: UUID, treatment_session_id: UUID) -> str | None:
    """The small action for a treatment session, or None if none was chosen."""
    row = await _small_action(work, client_id, treatment_session_id)
    return _opened(await work.vault(client_id), row).text if row else None


async def small_action_to_ask_about(
    work: Work, client_id: UUID, treatment_session_id: UUID, since: datetime | None
) -> Commitment | None:
    """The small action for a treatment session, while it is running and nobody has said since then how it went."""
    row = await _small_action(work, client_id, treatment_session_id)
    if row is None or row.ended_at is not None:
        return None
    if since is not None and row.looked_back_at is not None and row.looked_back_at > since:
        return None
    return _opened(await work.vault(client_id), row)


async def commit(
    work: Work, client_id: UUID, kind: str, message_id: UUID, text: str, *, rewording: UUID | None = None
) -> Commitment:
    """Begin a practice for a week from now, in the client's words; whatever else is running is put aside.

    `rewording` is the practice whose words these replace, while it is still being worded. The same message again
    begins nothing new.
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
    """The practice that the client has going, if there is one."""
    row = await work.session.scalar(
        select(Practice)
        .where(Practice.client_id == client_id, Practice.ended_at.is_(None))
        .order_by(Practice.id.desc())
        .limit(1)
    )
    return _opened(await work.vault(client_id), row) if row else None


async def due(work: Work, client_id: UUID) -> UUID | None:
    """The running practice that it is time to look back at, if there is one."""
    return await work.session.scalar(
        select(Practice.id)
        .where(Practice.client_id == client_id, Practice.ended_at.is_(None), Practice.due_at <= now())
        .order_by(Practice.id.desc())
        .limit(1)
    )


async def find(work: Work, client_id: UUID, practice_id: UUID) -> Commitment | None:
    """A practice of this client; None when it was deleted meanwhile."""
    row = await _row(work, client_id, practice_id)
    return _opened(await work.vault(client_id), row) if row else None


async def put_off(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """Ask about it no earlier than in two days."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.due_at = max(row.due_at or now(), now() + PUT_OFF)


async def went(work: Work, client_id: UUID, practice_id: UUID, outcome: str) -> None:
    """Keep how it went: done, partly, not, or changed into something else. What was said before is replaced."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.outcome, row.looked_back_at = outcome, now()


async def helped(work: Work, client_id: UUID, practice_id: UUID, message_id: UUID, text: str) -> None:
    """Keep what helped, in the client's words."""
    row = await _row(work, client_id, practice_id)
    if row is None:
        return
    vault = await work.vault(client_id)
    row.helped = vault.seal("practice.helped", row.id, await _whole(work, vault, message_id, text))
    row.helped_message_id = message_id


async def keep(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """Go on with it for another week."""
    row = await _row(work, client_id, practice_id)
    if row is not None:
        row.due_at, row.ended_at = now() + UNTIL_LOOKED_BACK_AT, None


async def let_go(work: Work, client_id: UUID, practice_id: UUID) -> None:
    """End it. It stays readable, with how it went."""
    row = await _row(work, client_id, practice_id)
    if row is not None and row.ended_at is None:
        row.ended_at = now()


async def _begin(work: Work, row: Practice, message_id: UUID, text: str) -> None:
    vault = await work.vault(row.client_id)
    running = update(Practice).where(Practice.client_id == row.client_id, Practice.ended_at.is_(None))
    await work.session.execute(running.where(Practice.id != row.id).values(ended_at=now()))
    row.text = vault.seal("practice.text", row.id, await _whole(work, vault, message_id, text))
    row.source_message_id = message_id
    row.due_at, row.ended_at = now() + UNTIL_LOOKED_BACK_AT, None
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
