"""Alerts raised by the dialogue: a client asks for a person or feels hopeless, in words that triage did not flag.

Hopelessness is asked about and taken seriously because it foretells suicide better than low mood does (Beck, Steer,
Kovacs and Garrison 1985, Am J Psychiatry 142:559-563), and asking does no harm (Dazzi et al. 2014, Psychol Med
44:3361-3363).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.care.accounts import clients, coaches
from bot.care.safety import escalations, safety_words
from bot.store import Work
from bot.store.models import now

ASKS_FOR_HUMAN, HOPELESSNESS = "asks_for_human", "hopelessness"  # categories of triage (docs/triage.md)
TIER = "elevated"


@dataclass(frozen=True)
class _Assessment:
    categories: Sequence[str]
    tier: str = TIER
    score: float = 1.0
    evidence: Sequence[str] = ()
    model: str = "dialogue"


async def asked_for_person(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Raise an alert because the client asks for a person; idempotent per message.

    A message of another client is ignored.
    """
    await _raise(work, client_id, message_id, ASKS_FOR_HUMAN)


async def said_hopeless(work: Work, client_id: UUID, message_id: UUID) -> Sequence[str]:
    """Raise an alert because the client feels hopeless; idempotent per message.

    Returns the safety words for the client, in order. A message of another client is ignored.
    """
    await _raise(work, client_id, message_id, HOPELESSNESS)
    country = (await clients.profile(work, client_id)).country
    return safety_words.safety_words(TIER, [HOPELESSNESS], country, await coaches.anyone_online(work))


async def _raise(work: Work, client_id: UUID, message_id: UUID, category: str) -> None:
    await escalations.raise_once(work, client_id, message_id, _Assessment((category,)), now())
