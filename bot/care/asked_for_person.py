"""A client asks for a person in words that triage did not take for that: a coach hears of it all the same."""

from uuid import UUID

from bot.care import dialogue_alerts
from bot.store import Work


async def let_coaches_know(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Raise an alert for the message, unless it has one already. A message of another client is passed over."""
    await dialogue_alerts.let_coaches_know(work, client_id, message_id, "asks_for_human")
