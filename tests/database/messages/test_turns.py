"""Turns: stored with their triage and alert or not at all, answered once, in order."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from bot.care import Erased, Store, now
from bot.care.accounts import conversations
from bot.care.messages import messages, turns
from bot.care.messages.replies import Reply
from bot.care.messages.spool import Assessment
from bot.care.messages.turns import Incoming
from bot.care.records import erasure
from bot.care.safety.episodes.episode import Heard
from bot.store.models import Client, Conversation, Escalation, EscalationEvent, Message, Notification, Triage

CALM = Assessment("none", (), 0.0, (), "rules-1")
DISTRESS = Assessment("high", ("suicide",), 0.9, ("the words",), "rules-1")
HEARD = Heard("", tier="high", categories=("suicide",))
ME = "gateway-1"


@pytest.fixture
async def conversation(store: Store) -> UUID:
    """A conversation whose opening was answered."""
    async with store.begin() as work:
        started = await conversations.start(work, identity=None, name=None, locale="en", timezone="UTC", country="US")
    async with store.begin() as work:
        turn = await turns.next_turn(work, started.conversation_id, ME, now())
        assert turn is not None and turn.payload == "/open_chat"
        await turns.answer(work, turn, [Reply("Hello")], ME, now())
    return started.conversation_id


async def say(store: Store, conversation: UUID, text: str, how: Assessment = CALM, **more: str) -> turns.Accepted:
    incoming = Incoming(conversation, more.get("id") or str(uuid4()), text)
    async with store.begin() as work:
        heard = Heard(text, tier=how.tier, categories=how.categories)
        return await turns.accept(work, incoming, how, heard, more.get("lease_owner", ME), now())


async def texts(store: Store, conversation: UUID) -> list[str]:
    async with store.read() as work:
        return [f"{m['author']}: {m['text']}" for m in (await messages.news(work, conversation, 0)).messages]


async def count(store: Store, table: type) -> int:
    async with store.read() as work:
        return await work.session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_message_is_answered_and_both_are_shown_in_order(store: Store, conversation: UUID) -> None:
    accepted = await say(store, conversation, "good morning")
    assert accepted.turn is not None and accepted.turn.text == "good morning"
    async with store.begin() as work:
        assert await turns.answer(work, accepted.turn, [Reply("Morning."), Reply("Ready?")], ME, now()) is None
    assert await texts(store, conversation) == [
        "bot: Hello", "client: good morning", "bot: Morning.", "bot: Ready?",
    ]  # fmt: skip


async def test_the_same_message_sent_again_changes_nothing(store: Store, conversation: UUID) -> None:
    first = await say(store, conversation, "once", DISTRESS, id="one")
    again = await say(store, conversation, "once", DISTRESS, id="one")
    assert (again.seq, again.fresh, again.turn) == (first.seq, False, None)
    assert await count(store, Escalation) == 1
    said = await texts(store, conversation)
    assert said[:2] == ["bot: Hello", "client: once"]
    assert len(said) == len(set(said)), "the safety words are said once"


async def test_the_same_message_sent_many_times_at_once_is_stored_once(store: Store, conversation: UUID) -> None:
    accepted = await asyncio.gather(*(say(store, conversation, "once", DISTRESS, id="one") for _ in range(10)))
    assert len({each.seq for each in accepted}) == 1
    assert sum(each.fresh for each in accepted) == 1
    assert await count(store, Escalation) == 1


async def test_messages_sent_at_once_each_get_their_own_place(store: Store, conversation: UUID) -> None:
    accepted = await asyncio.gather(*(say(store, conversation, f"message {n}") for n in range(20)))
    assert len({each.seq for each in accepted}) == 20
    assert sum(each.turn is not None for each in accepted) == 1, "turns of one conversation run one at a time"


async def test_the_next_turn_comes_only_after_the_first_is_answered(store: Store, conversation: UUID) -> None:
    first = await say(store, conversation, "first")
    second = await say(store, conversation, "second")
    assert first.turn is not None and second.turn is None
    async with store.begin() as work:
        following = await turns.answer(work, first.turn, [], ME, now())
    assert following is not None and following.text == "second"


async def test_a_turn_answered_twice_is_shown_once(store: Store, conversation: UUID) -> None:
    accepted = await say(store, conversation, "hello")
    assert accepted.turn is not None
    for _ in range(2):
        async with store.begin() as work:
            await turns.answer(work, accepted.turn, [Reply("Hi.")], ME, now())
    assert (await texts(store, conversation)).count("bot: Hi.") == 1


async def test_another_gateway_takes_a_turn_over_only_when_its_lease_has_ended(
    store: Store, conversation: UUID
) -> None:
    await say(store, conversation, "hello")
    async with store.begin() as work:
        assert await turns.next_turn(work, conversation, "gateway-2", now()) is None
        later = now() + turns.LEASE + timedelta(seconds=1)
        assert await turns.next_turn(work, conversation, "gateway-2", later) is not None


async def test_a_restarted_gateway_takes_its_own_turns_back_at_once(store: Store, conversation: UUID) -> None:
    await say(store, conversation, "hello")
    async with store.begin() as work:
        assert await turns.waiting(work, now()) == []
        await turns.reclaim(work, ME)
        assert await turns.waiting(work, now()) == [conversation]


async def test_a_postponed_turn_is_tried_again_after_its_wait_and_the_client_is_told_once(
    store: Store, conversation: UUID
) -> None:
    accepted = await say(store, conversation, "hello")
    assert accepted.turn is not None
    for _ in range(2):
        async with store.begin() as work:
            await turns.postpone(work, accepted.turn, ME, now(), timedelta(seconds=30), "Late.", counts=False)
    assert (await texts(store, conversation)).count("system: Late.") == 1
    async with store.begin() as work:
        assert await turns.waiting(work, now()) == []
        assert await turns.waiting(work, now() + timedelta(seconds=31)) == [conversation]


async def test_an_answer_from_before_a_hand_over_is_dropped(store: Store, conversation: UUID) -> None:
    accepted = await say(store, conversation, "hello")
    async with store.begin() as work:
        row = await work.session.get_one(Conversation, conversation)
        row.owner, row.epoch = "coach", row.epoch + 1
    async with store.begin() as work:
        assert accepted.turn is not None
        await turns.answer(work, accepted.turn, [Reply("I am the bot")], ME, now())
    assert "bot: I am the bot" not in await texts(store, conversation)


async def test_distress_is_stored_with_alert_page_and_safety_words_in_one_go(store: Store, conversation: UUID) -> None:
    await say(store, conversation, "the worst night", DISTRESS)
    assert (await texts(store, conversation))[-1].endswith("?"), "the safety conversation asks"
    assert [await count(store, t) for t in (Triage, Escalation, EscalationEvent, Notification)] == [1, 1, 1, 1]
    async with store.read() as work:
        assert (await work.session.scalars(select(Client.risk))).one() == "high"


async def test_when_the_alert_cannot_be_stored_neither_is_the_message(store: Store, conversation: UUID) -> None:
    class Broken(Exception): ...

    incoming = Incoming(conversation, str(uuid4()), "the worst night")
    with pytest.raises(Broken):
        async with store.begin() as work:
            await turns.accept(work, incoming, DISTRESS, HEARD, ME, now())
            raise Broken
    assert await texts(store, conversation) == ["bot: Hello"]
    assert await count(store, Escalation) == 0


async def test_further_distress_joins_the_open_alert_and_risk_never_falls_by_itself(
    store: Store, conversation: UUID
) -> None:
    await say(store, conversation, "the worst night", DISTRESS)
    await say(store, conversation, "still bad", Assessment("elevated", (), 0.5, (), "rules-1"))
    await say(store, conversation, "never mind")
    assert await count(store, Escalation) == 1
    assert await count(store, EscalationEvent) == 2
    async with store.read() as work:
        assert (await work.session.scalars(select(Escalation.tier))).one() == "high"
        assert (await work.session.scalars(select(Client.risk))).one() == "high"


async def test_a_worse_message_raises_an_acknowledged_alert_anew_and_pages_again(
    store: Store, conversation: UUID
) -> None:
    await say(store, conversation, "the worst night", DISTRESS)
    async with store.begin() as work:
        alert = (await work.session.scalars(select(Escalation))).one()
        alert.status, alert.acknowledged_at = "acknowledged", now()
    await say(store, conversation, "now", Assessment("imminent", ("suicide",), 1.0, (), "rules-1"))
    async with store.read() as work:
        alert = (await work.session.scalars(select(Escalation))).one()
        assert (alert.tier, alert.status) == ("imminent", "raised")
    assert await count(store, Notification) == 2


async def test_an_erased_client_can_neither_write_nor_be_read(store: Store, conversation: UUID) -> None:
    await say(store, conversation, "my secret")
    async with store.begin() as work:
        client_id = (await work.session.get_one(Conversation, conversation)).client_id
        await erasure.erase(work, client_id)
    with pytest.raises(Erased):
        await say(store, conversation, "again")
    with pytest.raises(Erased):
        await texts(store, conversation)
    async with store.read() as work:
        assert (await work.session.scalars(select(Message.text).where(Message.text.is_not(None)))).all() == []


async def test_seen_turns_are_delivered_only_when_all_their_replies_were_shown(
    store: Store, conversation: UUID
) -> None:
    accepted = await say(store, conversation, "hello")
    assert accepted.turn is not None
    async with store.begin() as work:
        await turns.answer(work, accepted.turn, [Reply("One."), Reply("Two.")], ME, now())
    for seen, state in ((accepted.seq + 1, "answered"), (accepted.seq + 2, "delivered")):
        async with store.begin() as work:
            await turns.seen(work, conversation, seen)
        async with store.read() as work:
            assert (await work.session.get_one(Message, accepted.turn.message_id)).state == state
