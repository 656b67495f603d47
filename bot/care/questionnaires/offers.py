"""Offering the questionnaires, throttled: at most once per 24 hours, and not for 3 days after "not now"."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bot.care.questionnaires import questionnaires
from bot.store import Work
from bot.store.models import MeasureOffer, now

A_DAY = timedelta(days=1)
NOT_NOW = timedelta(days=3)


async def offer(work: Work, client_id: UUID, message_id: UUID) -> Sequence[str]:
    """The keys of the questionnaires to offer in reply to this message; records the offer. Empty when it is too soon.

    Idempotent: the same message again gets the same offer.
    """
    last = await _last(work, client_id)
    again = last is not None and last.source_message_id == message_id
    if last is not None and not again and _too_soon(last):
        return ()
    due = await questionnaires.due(work, client_id)
    if due and not again:
        await note(work, client_id, message_id)
    return due


async def note(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Record that the questionnaires were offered in reply to this message. Idempotent."""
    last = await _last(work, client_id)
    if last is None or last.source_message_id != message_id:
        work.session.add(MeasureOffer(client_id=client_id, source_message_id=message_id))
        await work.session.flush()


async def decline(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Record that the client declined the last offer for now."""
    if await _last(work, client_id) is None:
        await note(work, client_id, message_id)
    last = await _last(work, client_id)
    if last is not None:
        last.declined_at = now()


def _too_soon(last: MeasureOffer) -> bool:
    declined = last.declined_at is not None and now() - last.declined_at < NOT_NOW
    return declined or now() - last.created_at < A_DAY


async def _last(work: Work, client_id: UUID) -> MeasureOffer | None:
    return await work.session.scalar(
        select(MeasureOffer)
        .where(MeasureOffer.client_id == client_id)
        .order_by(MeasureOffer.created_at.desc(), MeasureOffer.id.desc())
        .limit(1)
    )
