"""Item 9 of the PHQ-9 (suicidal ideation): any answer above "not at all" raises an alert."""

from uuid import UUID

from bot.care.messages import dialogue_alerts
from bot.care.questionnaires.questionnaires import PHQ9
from bot.store import Work

PLACE = 9
CATEGORIES = ("suicide",)
# Any answer above "not at all" predicts suicide attempts and deaths in the following year, more so the more frequent:
# Simon GE et al. Does response on the PHQ-9 depression questionnaire predict subsequent suicide attempt or suicide
# death? Psychiatr Serv 2013;64:1195-1202. That "nearly every day" is `high` is our choice, on the safe side.
TIERS = ("none", "elevated", "elevated", "high")


def tier_of(key: str, place: int, points: int | None) -> str:
    """The tier of an answer to a questionnaire, by its points (0 to 3, or None); "none" for every other item."""
    return TIERS[points or 0] if (key, place) == (PHQ9, PLACE) else "none"


async def alert_coaches(work: Work, client_id: UUID, message_id: UUID, tier: str) -> None:
    """Raise an alert of this tier for the answer, and begin the safety conversation; idempotent per message."""
    await dialogue_alerts.answered_alarmingly(work, client_id, message_id, tier, CATEGORIES, PHQ9)
