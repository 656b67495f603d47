"""A process is killed at a random moment of a conversation: the client sees everything exactly once all the same."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from bot.store.models import Conversation, Escalation, EscalationEvent, JournalPart, Message
from tests.support.client import Client
from tests.support.live import Live

KILLS = int(os.environ.get("LANDFALL_TEST_KILLS", "6"))  # on each of the two databases
SEED = int(os.environ.get("LANDFALL_TEST_SEED", random.SystemRandom().randrange(2**32)))
PROCESSES = ("gateway", "actions", "rasa")

# A conversation with an answer to a question, a journal entry, and distress in the middle of both.
SCRIPT = (
    "write in my journal",
    "the sea was calm and so was i",
    "i can't do this anymore, i want to die",
    "no",
    "i have put it away",
    "my sister is here with me now",
    "there was a blue door and i was not afraid of it",
    "done",
    "what can you do?",
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def breakable(request: pytest.FixtureRequest, folder: Path, model: None) -> AsyncIterator[Live]:
    """A running system that may be broken."""
    url = request.getfixturevalue("postgres").fresh() if request.param == "postgresql" else ""
    system = Live(folder / f"faults-{request.param}", url)
    system.start()
    await system.ready()
    yield system
    await system.stop()


async def converse(client: Client) -> None:
    """The whole script, by a person whose page sends again whatever did not get through."""
    await client.open()
    await client.agree()
    for text in SCRIPT:
        await client.say(text)


async def seen(live: Live, client: Client) -> list[str]:
    """The conversation as the client sees it: what they said, and which of its texts the bot answered with."""
    async with live.store.read() as work:
        names = dict(
            (
                await work.session.execute(
                    select(Message.seq, Message.response).where(Message.conversation_id == client.conversation_id)
                )
            ).all()
        )
    return [
        f"client: {message['text']}" if message["author"] == "client" else f"bot: {names[message['seq']]}"
        for message in client.shown
        if message["author"] != "system"  # that an answer is late may be said, or not
    ]


async def count(live: Live, query: Any) -> int:
    async with live.store.read() as work:
        return await work.session.scalar(query) or 0


async def alerts(live: Live, conversation: UUID) -> tuple[int, int]:
    """How many alerts there are of a conversation, and how many messages they hold."""
    mine = select(func.count()).where(Escalation.conversation_id == conversation)
    held = (
        select(func.count())
        .select_from(EscalationEvent)
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .where(Escalation.conversation_id == conversation, EscalationEvent.kind == "message")
    )
    return await count(live, mine), await count(live, held)


async def parts_written(live: Live, conversation: UUID) -> int:
    """How many pieces of journal there are of a conversation."""
    mine = (
        select(func.count())
        .select_from(JournalPart)
        .join(Message, Message.id == JournalPart.source_message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.id == conversation)
    )
    return await count(live, mine)


@pytest.mark.timeout(600 + 60 * KILLS)
async def test_everything_is_stored_and_answered_exactly_once_whichever_process_dies_whenever(
    breakable: Live,
) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    undisturbed = breakable.client()
    started = asyncio.get_running_loop().time()
    await converse(undisturbed)
    duration = asyncio.get_running_loop().time() - started
    expected = await seen(breakable, undisturbed)
    alerted = await alerts(breakable, undisturbed.conversation_id)
    assert alerted[0] == 1
    written = await parts_written(breakable, undisturbed.conversation_id)
    assert written >= 2
    for number in range(KILLS):
        victim, moment = chance.choice(PROCESSES), chance.uniform(0, duration)
        print(f"kill {number + 1}: {victim} after {moment * 1000:.0f} ms")
        client = breakable.client()
        talking = asyncio.create_task(converse(client))
        await asyncio.sleep(moment)
        breakable.kill(victim)
        breakable.start(victim)
        await talking
        await breakable.ready()
        where = f"kill {number + 1} of {victim} after {moment * 1000:.0f} ms, seed {SEED}"
        assert await seen(breakable, client) == expected, where
        assert await alerts(breakable, client.conversation_id) == alerted, where
        assert await parts_written(breakable, client.conversation_id) == written, where
        await client.close()


@pytest.mark.parametrize("absent", ["actions", "rasa"])
async def test_distress_is_met_at_once_while_a_part_is_away_and_answered_once_when_it_is_back(
    breakable: Live, absent: str
) -> None:
    client = breakable.client()
    await client.open()
    await client.agree()
    await client.say("write in my journal")
    breakable.kill(absent)
    await client.send(text="i want to kill myself")
    await client.refresh()
    assert "988" in " ".join(client.last_texts()), "the safety words do not wait for anything"
    assert await alerts(breakable, client.conversation_id) == (1, 1)
    breakable.start(absent)
    await client.answers()
    await breakable.ready()
    assert await alerts(breakable, client.conversation_id) == (1, 1)
    assert await parts_written(breakable, client.conversation_id) == 1, "the line is kept in the journal, once"
    assert [message["text"] for message in client.shown].count("i want to kill myself") == 1
