"""A client who writes nothing is told, once and by itself, that nobody has opened the alert in time."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from bot.care import Store
from bot.care.messages import messages, overdue
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.texts import texts
from bot.gateway.overdue import Overdue
from bot.gateway.pubsub import Broadcast
from bot.store.models import Conversation, Escalation, SafetyEpisode
from tests.support.clinic import Clinic
from tests.support.episodes import alarm, damage, hear

LATER = timedelta(hours=13)  # later than any response time


async def time_passes(store: Store, by: timedelta = LATER) -> None:
    """Every alert was raised so much earlier."""
    async with store.begin() as work:
        for alert in await work.session.scalars(select(Escalation)):
            alert.raised_at, alert.due_at = alert.raised_at - by, alert.due_at - by


async def said(clinic: Clinic, conversation: UUID) -> list[str]:
    """The lines about an alert that nobody has opened."""
    known = [text.text.partition("{")[0] for text in texts().groups["human.overdue"]]
    async with clinic.store.read() as work:
        shown = (await messages.news(work, conversation, 0)).messages
    found = [each["text"] for each in shown if each["author"] != "client"]
    return [text for text in found if any(line in text for line in known)]


async def sweep(clinic: Clinic) -> None:
    """A gateway that has just started looks once."""
    await Overdue(clinic.store, Broadcast()).once()


async def test_when_the_time_has_passed_it_is_said_once_with_the_numbers(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await sweep(clinic)
    assert await said(clinic, conversation) == [], "there is time yet"
    await time_passes(clinic.store)
    for _ in range(3):
        await sweep(clinic)
    (line,) = await said(clinic, conversation)
    assert "911" in line and "988" in line


async def test_the_response_time_is_that_of_the_tier(clinic: Clinic) -> None:
    urgent, heavy = await clinic.client(), await clinic.client()
    await hear(clinic, urgent, "now", tier="imminent", categories=("suicide",))
    await hear(clinic, heavy, "it is a lot", tier="elevated", categories=("suicide",))
    await time_passes(clinic.store, timedelta(minutes=6))
    await sweep(clinic)
    assert (len(await said(clinic, urgent)), len(await said(clinic, heavy))) == (1, 0)


async def test_their_next_message_is_not_answered_with_it_again_and_the_question_is_still_open(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    before = await question(clinic, conversation)
    await time_passes(clinic.store)
    await sweep(clinic)
    assert await question(clinic, conversation) == before is not None
    await hear(clinic, conversation, "i'm here", "else")
    await sweep(clinic)
    assert len(await said(clinic, conversation)) == 1


async def test_who_heard_it_with_an_answer_is_not_told_by_itself(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await hear(clinic, conversation, "is anybody there", "else")
    assert len(await said(clinic, conversation)) == 1
    await sweep(clinic)
    assert len(await said(clinic, conversation)) == 1


async def test_who_heard_since_that_it_is_raised_anew_is_told_again_when_nobody_opens_that(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await sweep(clinic)
    await hear(clinic, conversation, "it is tonight", "time", tier="imminent", categories=("suicide",))
    await hear(clinic, conversation, "is anybody there", "who_sees")
    await sweep(clinic)
    assert len(await said(clinic, conversation)) == 1, "there is time again"
    await time_passes(clinic.store)
    await sweep(clinic)
    assert len(set(await said(clinic, conversation))) == 2, "in other words"


async def test_it_does_not_count_as_a_message_of_the_client(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    async with clinic.store.read() as work:
        before = await work.session.scalar(select(SafetyEpisode.turned_at))
    await sweep(clinic)
    async with clinic.store.read() as work:
        assert await work.session.scalar(select(SafetyEpisode.turned_at)) == before


async def test_it_is_not_said_once_a_coach_has_opened_or_closed_the_alert(clinic: Clinic) -> None:
    opened, closed = await clinic.client("Ada"), await clinic.client("Bo")
    for conversation in (opened, closed):
        await alarm(clinic, conversation)
    await time_passes(clinic.store)
    for alert in await clinic.open():
        await clinic.acknowledge(alert, clinic.maria)
        if alert.client_id == await clinic.client_of(closed):
            await clinic.resolve(await get(clinic, closed), clinic.maria)
    await sweep(clinic)
    assert await said(clinic, opened) + await said(clinic, closed) == []


async def test_it_is_not_said_when_it_has_eased_or_was_no_alarm(clinic: Clinic) -> None:
    eased = await clinic.client()
    await hear(clinic, eased, "panicking", tier="elevated", categories=("panic",))
    for answer in ("yes", "person_here", "yes", "yes"):
        await hear(clinic, eased, "better now, thank you", answer, there=True, safe=True)
    mistaken = await clinic.client()
    await hear(clinic, mistaken, "this song", tier="elevated", categories=("suicide",), explicit=False, firm=False)
    await hear(clinic, mistaken, "no", "no", explicit=False)
    assert [await state(clinic, one) for one in (eased, mistaken)] == ["BESIDE", "BESIDE"]
    await time_passes(clinic.store)
    await sweep(clinic)
    assert await said(clinic, eased) + await said(clinic, mistaken) == []


async def test_it_is_not_said_while_a_coach_holds_the_conversation_and_is_when_it_is_handed_back(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.overdue.AGAIN_SECONDS", 0.0)
    sweeper = Overdue(clinic.store, Broadcast())
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await owned_by(clinic, "coach")
    await sweeper.once()
    assert await said(clinic, conversation) == []
    await owned_by(clinic, "bot")
    await sweeper.once()
    assert len(await said(clinic, conversation)) == 1


@pytest.mark.parametrize(
    ("answer", "more", "told"),
    [
        ("no", {}, 0),
        ("else", {"watched": True}, 0),
        ("yes", {}, 1),
        (None, {}, 0),
    ],
    ids=["not safe to write", "the other one is there", "safe to write", "has not said whether it is safe"],
)
async def test_where_somebody_may_be_reading_along_nothing_is_said(
    clinic: Clinic, answer: str | None, more: dict[str, Any], told: int
) -> None:
    conversation = await clinic.client()
    await hear(clinic, conversation, "he hits me", tier="high", categories=("abuse",))
    if answer is not None:
        await hear(clinic, conversation, "a few words", answer, **more)
    await time_passes(clinic.store)
    await sweep(clinic)
    assert len(await said(clinic, conversation)) == told


async def test_several_gateways_at_once_say_it_once(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await asyncio.gather(*(sweep(clinic) for _ in range(5)))
    assert len(await said(clinic, conversation)) == 1


async def test_a_message_at_the_same_moment_says_it_or_the_sweep_does_and_never_both(clinic: Clinic) -> None:
    conversations = [await clinic.client() for _ in range(6)]
    for conversation in conversations:
        await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await asyncio.gather(sweep(clinic), *(hear(clinic, one, "still here", "else") for one in conversations))
    assert [len(await said(clinic, one)) for one in conversations] == [1] * 6


@pytest.mark.parametrize("after_the_line", [False, True])
async def test_killed_at_any_moment_it_is_said_once_in_the_end(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, after_the_line: bool
) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await time_passes(clinic.store)
    real = overdue.tell

    async def killed(work: Any, client_id: UUID, at: Any) -> UUID | None:
        if after_the_line:
            await real(work, client_id, at)
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(overdue, "tell", killed)
        with pytest.raises(asyncio.CancelledError):
            await sweep(clinic)
    assert await said(clinic, conversation) == [], "neither the line nor the mark"
    for _ in range(2):
        await sweep(clinic)
    assert len(await said(clinic, conversation)) == 1


async def test_one_client_for_whom_it_fails_keeps_it_from_no_other(clinic: Clinic) -> None:
    broken = await clinic.client()
    await alarm(clinic, broken)
    await damage(clinic)
    fine = [await clinic.client() for _ in range(2)]
    for conversation in fine:
        await alarm(clinic, conversation)
    await time_passes(clinic.store)
    await sweep(clinic)
    assert [len(await said(clinic, one)) for one in fine] == [1, 1]
    assert await said(clinic, broken) == []


async def get(clinic: Clinic, conversation: UUID) -> Any:
    client = await clinic.client_of(conversation)
    return next(alert for alert in await clinic.open() if alert.client_id == client)


async def owned_by(clinic: Clinic, owner: str) -> None:
    async with clinic.store.begin() as work:
        await work.session.execute(update(Conversation).values(owner=owner))


async def episode(clinic: Clinic, conversation: UUID) -> Any:
    client = await clinic.client_of(conversation)
    async with clinic.store.read() as work:
        known = await rows.open_of(work, await work.vault(client), client, lock=False)
    assert known is not None
    return known.episode


async def question(clinic: Clinic, conversation: UUID) -> str | None:
    found: str | None = (await episode(clinic, conversation)).question
    return found


async def state(clinic: Clinic, conversation: UUID) -> str:
    return str((await episode(clinic, conversation)).state)
