"""Safety episodes in the database: opening, reading, storing and closing one, and what is true of people now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update

from bot.care.safety.episodes.episode import Episode, Human
from bot.care.safety.episodes.protocol import HUMAN, RESTING
from bot.store import Erased, Unreadable, Vault, Work
from bot.store.models import Coach, Escalation, Message, Notification, SafetyEpisode, new_id, now

log = structlog.get_logger(__name__)

DAMAGED = (Unreadable, ValueError, TypeError, AttributeError)  # what opening a damaged episode raises
A_VISIT = timedelta(minutes=60)  # without a message; the same as `session_config` of domain.yml
NEXT_VISIT = timedelta(hours=72)  # the days after a crisis: docs/safety-protocol.md has the sources
CALM_VISITS = 2  # after which the lowest tier closes by itself


@dataclass(frozen=True)
class Open:
    """An open episode with its row."""

    row: SafetyEpisode
    episode: Episode

    @property
    def holds(self) -> bool:
        """Whether the gateway holds the conversation."""
        return self.episode.state not in RESTING  # not from the protocol: it has to be known also where that is broken

    def begins_visit(self, at: datetime) -> bool:
        """Whether a message at this time begins a later visit at which they are to be asked first."""
        passed = at - self.row.turned_at
        if passed < A_VISIT or self.episode.state == HUMAN:  # where a coach writes, nothing is asked
            return False
        if self.episode.mistaken and not self.episode.lines:
            return False  # it turned out to be none
        return passed <= NEXT_VISIT or self.episode.tier in ("high", "imminent")


async def open_of(work: Work, vault: Vault, client_id: UUID, *, lock: bool = True) -> Open | None:
    """The client's open episode, under a row lock unless it is only read; None when there is none."""
    found = select(SafetyEpisode).where(SafetyEpisode.open_for == client_id)
    row = await work.session.scalar(found.with_for_update(key_share=True) if lock else found)
    if row is None:
        return None
    try:
        return Open(row, opened(vault, row))
    except DAMAGED as error:
        log.error("episode.damaged", episode_id=str(row.id), kind=type(error).__name__)
    if lock:  # a damaged episode must not keep any message from being stored; the next alarm opens a new one
        row.open_for, row.closed_at = None, now()
        await work.session.flush()
    return None


async def is_about_abuse(work: Work, client_id: UUID) -> bool:
    """Whether the client's open episode is about harm from somebody, who may read along."""
    known = await open_of(work, await work.vault(client_id), client_id, lock=False)
    return known is not None and (known.episode.strand == "abuse" or known.episode.watched)


def opened(vault: Vault, row: SafetyEpisode) -> Episode:
    """The episode of a row."""
    return Episode.load(vault.open("safety_episode.sealed", row.id, row.sealed))


def add(work: Work, vault: Vault, client_id: UUID, message_id: UUID, episode: Episode, at: datetime) -> SafetyEpisode:
    """Store a new episode."""
    row = SafetyEpisode(id=new_id(), client_id=client_id, open_for=client_id, message_id=message_id, turned_at=at)
    row.sealed = vault.seal("safety_episode.sealed", row.id, episode.dump())
    work.session.add(row)
    return row


def keep(vault: Vault, row: SafetyEpisode, episode: Episode, at: datetime) -> None:
    """Store an episode as it is after a turn. A soft check closes with its answer, the lowest tier after
    enough calm visits."""
    row.sealed = vault.seal("safety_episode.sealed", row.id, episode.dump())
    row.turned_at = at
    only_checked = episode.tier == "none"
    if episode.state == "BESIDE" and (
        only_checked or (episode.tier == "elevated" and episode.calm_visits >= CALM_VISITS)
    ):
        row.open_for, row.closed_at = None, at


async def close(work: Work, client_id: UUID, coach_id: UUID, at: datetime) -> bool:
    """A coach closes the client's open episode. Returns whether there was one.

    The message of a visit that was still waiting for the first question goes to the dialogue now.
    """
    row = await work.session.scalar(
        select(SafetyEpisode).where(SafetyEpisode.open_for == client_id).with_for_update(key_share=True)
    )
    if row is None:
        return False
    row.open_for, row.closed_at, row.closed_by = None, at, coach_id
    try:
        returned = opened(await work.vault(client_id), row).returned
    except (Erased, *DAMAGED):
        returned = None
    if returned is not None:
        waiting = update(Message).where(Message.id == UUID(returned)).values(state="received")
        await work.session.execute(waiting.execution_options(synchronize_session=False))
    return True


async def human(work: Work, client_id: UUID, at: datetime) -> Human:
    """What is true of people now, from the client's open alert: noted, paged or opened, and by whom."""
    found = await work.session.execute(
        select(Escalation, Coach.name)
        .outerjoin(Coach, Coach.id == Escalation.acknowledged_by)
        .where(Escalation.client_id == client_id, Escalation.status != "resolved")
        .order_by(Escalation.created_at)
        .limit(1)
    )
    row = found.one_or_none()
    if row is None:
        return Human()
    alert, name = row.tuple()
    if alert.status == "acknowledged":
        return Human("opened", name)
    sent = await work.session.scalar(
        select(Notification.id).where(
            Notification.escalation_id == alert.id,
            Notification.state == "sent",
            Notification.sent_at >= alert.raised_at,
        )
    )
    return Human("paged" if sent is not None else "noted", None, overdue=alert.due_at < at)


async def forget(work: Work, vault: Vault, client_id: UUID, texts: set[str]) -> None:
    """Delete these words of a client, who deleted the messages they stood in, from the answers of their episodes."""
    for row in await work.session.scalars(select(SafetyEpisode).where(SafetyEpisode.client_id == client_id)):
        try:
            episode = opened(vault, row)
        except DAMAGED:
            continue
        said = {asked: "(deleted)" if text in texts else text for asked, text in episode.said.items()}
        steps = tuple(step for step in episode.steps if not any(step in text for text in texts))
        if said != dict(episode.said) or steps != tuple(episode.steps):
            kept = replace(episode, said=said, steps=steps)
            row.sealed = vault.seal("safety_episode.sealed", row.id, kept.dump())
