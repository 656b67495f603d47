"""Pub/sub inside the gateway: a subscriber of a conversation wakes when something new is stored in it."""

import asyncio
from uuid import uuid4

from bot.gateway.pubsub import Broadcast


async def test_every_subscriber_of_the_conversation_wakes_and_nobody_else() -> None:
    broadcast, mine, other = Broadcast(), uuid4(), uuid4()
    with broadcast.subscribe(mine) as one, broadcast.subscribe(mine) as two, broadcast.subscribe(other) as three:
        broadcast.notify(mine)
        assert [await one.wait(0.01), await two.wait(0.01), await three.wait(0.01)] == [True, True, False]


async def test_what_came_between_subscribing_and_waiting_is_not_missed() -> None:
    broadcast, conversation = Broadcast(), uuid4()
    with broadcast.subscribe(conversation) as subscription:
        broadcast.notify(conversation)
        broadcast.notify(conversation)
        assert await subscription.wait(0.01)
        assert not await subscription.wait(0.01), "both were one piece of news"


async def test_a_waiting_subscriber_wakes_at_once() -> None:
    broadcast, conversation = Broadcast(), uuid4()
    with broadcast.subscribe(conversation) as subscription:
        waiting = asyncio.create_task(subscription.wait(60))
        await asyncio.sleep(0)
        broadcast.notify(conversation)
        assert await asyncio.wait_for(waiting, 1)


async def test_who_has_left_takes_nothing_along_and_leaves_nothing_behind() -> None:
    broadcast, conversation = Broadcast(), uuid4()
    broadcast.notify(conversation)  # nobody is there
    with broadcast.subscribe(conversation) as stays:
        with broadcast.subscribe(conversation):
            pass
        broadcast.notify(conversation)
        assert await stays.wait(0.01)
    assert not broadcast._subscribers, "one entry for each conversation there ever was would fill the memory"
