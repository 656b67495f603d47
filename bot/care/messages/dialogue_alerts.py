"""Alerts for messages that are stored already: by the dialogue, which understands an answer, or by triage, read again.

Hopelessness is asked about and taken seriously because it foretells suicide better than low mood does (Beck, Steer,
Kovacs and Garrison 1985, Am J Psychiatry 142:559-563), and asking does no harm (Dazzi et al. 2014, Psychol Med
44:3361-3363).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.care.messages import safety_turns
from bot.care.messages.replies import AGAIN_INDEX, say_safely
from bot.care.safety import escalations
from bot.care.safety.episodes.episode import Heard
from bot.care.safety.escalations import Assessed
from bot.store import Work
from bot.store.models import Client, Conversation, Message, now

ASKS_FOR_HUMAN, HOPELESSNESS = "asks_for_human", "hopelessness"  # categories of triage (docs/triage.md)
TIER = "elevated"


@dataclass(frozen=True)
class _Assessment:
    tier: str
    categories: Sequence[str]
    model: str = "dialogue"
    score: float = 1.0
    evidence: Sequence[str] = ()


async def asked_for_person(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Raise an alert because the client asks for a person; idempotent per message.

    No safety episode begins: the coaching goes on. A message of another client is ignored.
    """
    await escalations.raise_once(work, client_id, message_id, _Assessment(TIER, (ASKS_FOR_HUMAN,)), now())


async def said_hopeless(work: Work, client_id: UUID, message_id: UUID) -> None:
    """Raise an alert because the client feels hopeless, and begin the safety conversation; as `alarm`."""
    await answered_alarmingly(work, client_id, message_id, TIER, (HOPELESSNESS,), "dialogue")


async def answered_alarmingly(
    work: Work, client_id: UUID, message_id: UUID, tier: str, categories: Sequence[str], model: str
) -> None:
    """Raise an alert for an answer that only the dialogue understands, such as a pressed one; as `alarm`."""
    heard = Heard("", tier=tier, categories=tuple(categories))
    await alarm(work, client_id, message_id, _Assessment(tier, categories, model), heard)


async def alarm(work: Work, client_id: UUID, message_id: UUID, assessed: Assessed, heard: Heard) -> None:
    """Raise an alert for a message that is stored already, and begin or deepen the safety conversation.

    Idempotent per message: what runs again says nothing twice. A message of another client is ignored.
    """
    at = now()
    await escalations.raise_once(work, client_id, message_id, assessed, at)
    message = await work.session.get(Message, message_id)
    conversation = await work.session.get(Conversation, message.conversation_id) if message else None
    if message is None or conversation is None or conversation.client_id != client_id or conversation.owner != "bot":
        return
    said = await work.session.scalar(
        select(Message.id).where(Message.reply_to == message_id, Message.reply_index == AGAIN_INDEX)
    )
    if said is not None:
        return
    client = await work.session.get_one(Client, client_id)
    vault = await work.vault(client_id)
    says = await safety_turns.begin_aside(work, vault, client, message_id, heard, at)
    say_safely(work, conversation, message, says, vault, AGAIN_INDEX)
