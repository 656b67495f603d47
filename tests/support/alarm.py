"""What has to happen when somebody is in distress: the words of the tier at once, and an alert that a coach sees."""

from uuid import UUID

from sqlalchemy import select

from bot.care import alerts
from bot.care.escalations import TIERS
from bot.store.models import Coach, Conversation, Escalation, EscalationEvent, Triage
from tests.support.live import Live
from tests.support.people import Person

SAFETY_WORDS = "safety_words"


async def tier_of(live: Live, message_id: UUID) -> str:
    """With which tier a message has joined an alert; "none" when no alert holds it."""
    async with live.store.read() as work:
        found = await work.session.scalar(
            select(EscalationEvent.tier).where(
                EscalationEvent.kind == "message", EscalationEvent.message_id == message_id
            )
        )
    return found or "none"


async def triage_of(live: Live, message_id: UUID) -> Triage:
    """What triage said of a message."""
    async with live.store.read() as work:
        return (await work.session.scalars(select(Triage).where(Triage.message_id == message_id))).one()


async def open_alert(live: Live, message_id: UUID) -> Escalation | None:
    """The open alert that holds a message."""
    async with live.store.read() as work:
        found: Escalation | None = await work.session.scalar(
            select(Escalation)
            .join(EscalationEvent, EscalationEvent.escalation_id == Escalation.id)
            .where(EscalationEvent.message_id == message_id, EscalationEvent.kind == "message")
            .where(Escalation.status != "resolved")
        )
    return found


async def resolve_all(person: Person) -> None:
    """A coach looks after the person and closes what is open, so that the next alert is a new one."""
    async with person.live.store.begin() as work:
        coach = (await work.session.scalars(select(Coach.id).limit(1))).one()
        client = (await work.session.get_one(Conversation, person.client.conversation_id)).client_id
        for alert in await alerts.open_alerts(work, client):
            await alerts.resolve(work, alert.id, coach, "talked", risk_cleared=True, seen=alert.messages)


def at_least(tier: str, least: str) -> bool:
    """Whether a tier is as urgent as another, or more so."""
    return TIERS.index(tier) >= TIERS.index(least)
