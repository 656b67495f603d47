"""What has to happen when somebody is in distress: what triage found, and the alert that a coach sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care.safety import alerts
from bot.care.safety.escalations import TIERS
from bot.store.models import Coach, Escalation, EscalationEvent, Message, Triage
from tests.support.live import Live
from tests.support.people import Person

SAFETY_WORDS = "safety_words"


@dataclass(frozen=True)
class Alarm:
    """What triage made of a message, and the alert that holds it, if one does."""

    message_id: UUID
    tier: str
    categories: Sequence[str]
    joined_as: str | None
    alert: Escalation | None

    @property
    def alerted(self) -> str:
        """The tier with which a coach is alerted; "none" when no alert holds the message."""
        return self.joined_as or "none"


async def alarm(person: Person) -> Alarm:
    """The alarm about what this person said last."""
    async with person.live.store.read() as work:
        found = await work.session.execute(
            select(Message.id, Triage.tier, Triage.categories, EscalationEvent.tier, Escalation)
            .join(Triage, Triage.message_id == Message.id)
            .outerjoin(
                EscalationEvent,
                (EscalationEvent.message_id == Message.id) & (EscalationEvent.kind == "message"),
            )
            .outerjoin(Escalation, Escalation.id == EscalationEvent.escalation_id)
            .where(Message.conversation_id == person.client.conversation_id, Message.author == "client")
            .order_by(Message.seq.desc())
            .limit(1)
        )
        return Alarm(*found.one())


async def resolve(live: Live, alert: Escalation, seen: int = 1) -> None:
    """A coach has looked after the person and closes the alert, so that the next message raises a new one.

    `seen`: how many of its messages they have read.
    """
    async with live.store.begin() as work:
        coach = (await work.session.scalars(select(Coach.id).limit(1))).one()
        await alerts.resolve(work, alert.id, coach, "talked", risk_cleared=True, seen=seen)


def at_least(tier: str, least: str) -> bool:
    """Whether a tier is as urgent as another, or more so."""
    return TIERS.index(tier) >= TIERS.index(least)
