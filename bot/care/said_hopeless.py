"""A client says, or chooses to say, that they feel hopeless: a coach hears of it, and the client gets the words for it.

Hopelessness is asked about and taken seriously because it foretells suicide better than low mood does (Beck, Steer,
Kovacs and Garrison 1985, Am J Psychiatry 142:559-563), and asking does no harm (Dazzi et al. 2014, Psychol Med
44:3361-3363).
"""

from collections.abc import Sequence
from uuid import UUID

from bot.care import clients, coaches, dialogue_alerts, safety_words
from bot.store import Work

CATEGORY = "hopelessness"


async def let_coaches_know(work: Work, client_id: UUID, message_id: UUID) -> Sequence[str]:
    """Raise an alert for the message, unless it has one already. Returns the fixed words for the client, in order."""
    await dialogue_alerts.let_coaches_know(work, client_id, message_id, CATEGORY)
    country = (await clients.profile(work, client_id)).country
    return safety_words.safety_words("elevated", [CATEGORY], country, await coaches.anyone_online(work))
