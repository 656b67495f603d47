"""Verdicts: one a message, the newest word counts; what was missed is looked after, and no verdict lowers a risk."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from bot.care import Erased, audit, now
from bot.care.messages import messages
from bot.care.records import erasure, feedback
from bot.care.safety import alerts, verdicts
from bot.care.safety.verdicts import Judged
from bot.store.models import EscalationEvent, Message, Triage, Verdict
from tests.support.clinic import Clinic


async def say(clinic: Clinic, message: UUID, tier: str, coach: UUID | None = None) -> bool:
    async with clinic.store.begin() as work:
        return await verdicts.say(work, message, coach or clinic.maria, tier)


async def take_back(clinic: Clinic, message: UUID, coach: UUID | None = None) -> bool:
    async with clinic.store.begin() as work:
        return await verdicts.take_back(work, message, coach or clinic.maria)


async def judged(clinic: Clinic, message: UUID) -> Judged:
    async with clinic.store.read() as work:
        return (await verdicts.of(work, [message]))[message]


async def said(clinic: Clinic, message: UUID) -> tuple[str, str, str] | None:
    """What was said of a message: as what, which tier, by whom."""
    found = (await judged(clinic, message)).said
    return (found.kind, found.tier, found.by) if found else None


async def delete(clinic: Clinic, message: UUID) -> None:
    async with clinic.store.begin() as work:
        found = await work.session.get_one(Message, message)
        await messages.forget(work, await clinic.client_of(found.conversation_id), [message])


@pytest.mark.parametrize(
    ("triaged", "tier", "kind"),
    [
        ("high", "high", "right"),
        ("high", "none", "wrong"),
        ("high", "imminent", "other_tier"),
        ("high", "elevated", "other_tier"),
        ("none", "elevated", "missed"),
        ("none", "imminent", "missed"),
    ],
)
async def test_what_is_said_of_a_message_is_seen_with_who_said_it(
    clinic: Clinic, triaged: str, tier: str, kind: str
) -> None:
    message = await clinic.says(await clinic.client(), triaged)
    assert await said(clinic, message) is None
    await say(clinic, message, tier)
    assert await said(clinic, message) == (kind, tier, "Maria Ortiz")


async def test_saying_it_again_replaces_it_and_there_is_one_verdict_a_message(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "high")
    await say(clinic, message, "high")
    await say(clinic, message, "none", clinic.ben)
    assert await said(clinic, message) == ("wrong", "none", "Ben Adeyemi")
    async with clinic.store.read() as work:
        assert await work.session.scalar(select(func.count()).select_from(Verdict)) == 1


async def test_two_coaches_at_once_leave_one_verdict(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "none")
    await asyncio.gather(say(clinic, message, "high"), say(clinic, message, "elevated", clinic.ben))
    assert await said(clinic, message) in (
        ("missed", "high", "Maria Ortiz"),
        ("missed", "elevated", "Ben Adeyemi"),
    )
    assert (await clinic.only()).messages == 1


async def test_marks_and_new_messages_at_once_wait_for_each_other_and_share_one_alert(clinic: Clinic) -> None:
    conversation = await clinic.client()
    other = await clinic.another(conversation)
    quiet = [await clinic.says(each, "none") for each in (conversation, other)]
    await asyncio.gather(
        *(say(clinic, message, "high") for message in quiet),
        *(clinic.says(each, "imminent") for each in (conversation, other)),
    )
    assert ((await clinic.only()).tier, await clinic.risk(other)) == ("imminent", "imminent")
    async with clinic.store.read() as work:
        events = select(func.count()).select_from(EscalationEvent).where(EscalationEvent.kind == "message")
        assert await work.session.scalar(events) == 4


async def test_a_verdict_is_taken_back_by_any_coach_and_only_once(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "high")
    await say(clinic, message, "none")
    assert await take_back(clinic, message, clinic.ben) is True
    assert await said(clinic, message) is None
    assert await take_back(clinic, message) is False


async def test_of_a_quiet_message_only_a_missed_tier_can_be_said(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "none")
    for tier in ("none", "", "worst"):
        with pytest.raises(verdicts.Unfit):
            await say(clinic, message, tier)


async def test_only_what_a_client_said_can_be_judged(clinic: Clinic) -> None:
    conversation = await clinic.client()
    async with clinic.store.read() as work:
        opening = (await work.session.scalars(select(Message.id))).one()
    for message in (uuid4(), opening):
        with pytest.raises(LookupError):
            await say(clinic, message, "high")
        with pytest.raises(LookupError):
            await take_back(clinic, message)
    assert await clinic.risk(conversation) == "none"


async def test_a_deleted_message_cannot_be_judged_any_more(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "high")
    await delete(clinic, message)
    assert not (await judged(clinic, message)).can_be_judged
    with pytest.raises(verdicts.Deleted):
        await say(clinic, message, "none")


async def test_no_verdict_lowers_the_risk_or_closes_an_alert(clinic: Clinic) -> None:
    conversation = await clinic.client()
    message = await clinic.says(conversation, "high")
    await say(clinic, message, "none")
    assert await clinic.risk(conversation) == "high"
    alert = await clinic.only()
    assert (alert.tier, alert.status) == ("high", "raised")
    await clinic.resolve(alert, clinic.maria)
    await take_back(clinic, message)
    assert await clinic.risk(conversation) == "high"


# ---- what was missed


async def test_a_missed_message_has_its_alert_and_the_coach_who_marked_it_has_that(clinic: Clinic) -> None:
    conversation = await clinic.client()
    message = await clinic.says(conversation, "none")
    assert await say(clinic, message, "high") is True
    alert = await clinic.only()
    assert (alert.tier, alert.category, alert.message_id) == ("high", None, message)
    assert (alert.status, alert.acknowledged_by_name) == ("acknowledged", "Maria Ortiz")
    assert await clinic.pages_due() == 0
    assert await clinic.risk(conversation) == "high"
    async with clinic.store.read() as work:
        triage = (await work.session.scalars(select(Triage).where(Triage.message_id == message))).one()
        assert (triage.tier, triage.model) == ("none", "rules-1")


async def test_a_missed_message_joins_the_open_alert_and_leaves_it_with_whoever_has_it(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "high")
    await clinic.acknowledge(await clinic.only(), clinic.ben)
    assert await say(clinic, await clinic.says(conversation, "none"), "elevated") is True
    alert = await clinic.only()
    assert (alert.tier, alert.acknowledged_by, alert.messages) == ("high", clinic.ben, 2)
    assert await clinic.pages_due() == 0


async def test_a_missed_message_that_is_worse_than_the_open_alert_of_another_coach_calls_people_again(
    clinic: Clinic,
) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "elevated")
    await clinic.acknowledge(await clinic.only(), clinic.ben)
    await say(clinic, await clinic.says(conversation, "none"), "imminent")
    alert = await clinic.only()
    assert (alert.tier, alert.status) == ("imminent", "raised")
    assert await clinic.pages_due() == 1


async def test_a_coach_is_not_paged_for_what_they_mark_in_an_alert_they_have(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "elevated")
    await clinic.acknowledge(await clinic.only(), clinic.maria)
    await say(clinic, await clinic.says(conversation, "none"), "imminent")
    alert = await clinic.only()
    assert (alert.tier, alert.acknowledged_by) == ("imminent", clinic.maria)
    assert await clinic.pages_due() == 0


async def test_a_message_that_was_worse_than_triage_or_the_coach_said_first_raises_its_open_alert(
    clinic: Clinic,
) -> None:
    for triaged in ("elevated", "none"):
        conversation = await clinic.client()
        message = await clinic.says(conversation, triaged)
        await say(clinic, message, "elevated")
        if triaged == "elevated":
            await clinic.acknowledge(await clinic.only(), clinic.maria)
        assert await say(clinic, message, "imminent") is True
        alert = await clinic.only()
        assert (alert.tier, alert.acknowledged_by, alert.messages) == ("imminent", clinic.maria, 1)
        assert await clinic.risk(conversation) == "imminent"
        await clinic.resolve(alert, clinic.maria, cleared=True)


async def test_a_message_whose_alert_is_resolved_raises_no_second_one(clinic: Clinic) -> None:
    conversation = await clinic.client()
    message = await clinic.says(conversation, "none")
    await say(clinic, message, "high")
    await clinic.resolve(await clinic.only(), clinic.maria, cleared=True)
    await take_back(clinic, message)
    assert await say(clinic, message, "imminent") is False
    assert await clinic.open() == []
    assert await clinic.risk(conversation) == "none"


async def test_taking_back_that_a_message_was_missed_leaves_its_alert_to_be_resolved(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "none")
    await say(clinic, message, "high")
    await take_back(clinic, message)
    assert (await clinic.only()).message_id == message


async def test_nothing_of_a_mark_is_kept_when_its_alert_cannot_be(clinic: Clinic) -> None:
    message = await clinic.says(await clinic.client(), "none")
    with pytest.raises(RuntimeError):
        async with clinic.store.begin() as work:
            await verdicts.say(work, message, clinic.maria, "high")
            raise RuntimeError
    assert await said(clinic, message) is None
    assert await clinic.open() == []


# ---- on record, and gone with the client


async def test_what_is_said_and_taken_back_is_on_record_without_a_word_of_the_client(clinic: Clinic) -> None:
    conversation = await clinic.client("Jo")
    message = await clinic.says(conversation, "none", text="a secret of mine")
    await say(clinic, message, "high")
    await take_back(clinic, message, clinic.ben)
    async with clinic.store.read() as work:
        entries = [entry for entry in await audit.latest(work) if entry.act.startswith("verdict.")]
        assert await audit.verify(work) is None
    assert [(entry.act, entry.actor, entry.subject) for entry in reversed(entries)] == [
        ("verdict.said", f"coach:{clinic.maria}", f"conversation:{conversation}"),
        ("verdict.taken_back", f"coach:{clinic.ben}", f"conversation:{conversation}"),
    ]
    assert entries[-1].detail == {"message": "2", "triage": "none", "verdict": "missed", "tier": "high"}
    assert "secret" not in repr(entries) and "Jo" not in repr(entries)


async def test_erasing_a_client_erases_what_was_said_of_their_messages(clinic: Clinic) -> None:
    conversation, other = await clinic.client(), await clinic.client()
    message, kept = await clinic.says(conversation, "high"), await clinic.says(other, "high")
    await say(clinic, message, "none")
    await say(clinic, kept, "none")
    async with clinic.store.begin() as work:
        await erasure.erase(work, await clinic.client_of(conversation))
    assert await said(clinic, message) is None
    assert await said(clinic, kept) is not None
    with pytest.raises(Erased):
        await say(clinic, message, "high")


# ---- taken out by an operator


async def collect(clinic: Clinic, **how: object) -> feedback.Collected:
    async with clinic.store.begin() as work:
        return await feedback.collect(work, **how)


async def test_feedback_has_the_words_the_three_turns_before_and_what_triage_made_of_them(clinic: Clinic) -> None:
    conversation = await clinic.client("Sam")
    for number in range(5):
        await clinic.says(conversation, "none", text=f"turn {number}")
    message = await clinic.says(conversation, "high", text="the words")
    await clinic.says(conversation, "none", text="what came after")
    await say(clinic, message, "none")
    (row,) = (await collect(clinic)).rows
    assert (row.text, row.before, row.name) == ("the words", ["turn 2", "turn 3", "turn 4"], "Sam")
    assert row.as_json(str.upper) == {
        "id": str(message),
        "text": "THE WORDS",
        "before": ["TURN 2", "TURN 3", "TURN 4"],
        "triage": {"tier": "high", "categories": ["suicide"], "score": 0.9, "model": "rules-1"},
        "coach_tier": "none",
        "verdict": "wrong",
        "at": row.at.isoformat(),
    }


async def test_feedback_leaves_out_what_was_deleted_taken_back_erased_or_said_earlier(clinic: Clinic) -> None:
    conversation, leaving = await clinic.client(), await clinic.client()
    deleted = await clinic.says(conversation, "high", text="not to be kept")
    back, stays = [await clinic.says(conversation, "high", text=text) for text in ("back", "stays")]
    gone = await clinic.says(leaving, "high")
    for message in (deleted, back, stays, gone):
        await say(clinic, message, "none")
    await delete(clinic, deleted)
    await take_back(clinic, back)
    async with clinic.store.begin() as work:
        await erasure.erase(work, await clinic.client_of(leaving))
    (row,) = (await collect(clinic)).rows
    assert (row.text, row.before) == ("stays", ["back"])
    assert (await collect(clinic, since=now() + timedelta(hours=1))).rows == []


async def test_a_damaged_text_is_counted_and_holds_up_no_other(clinic: Clinic) -> None:
    broken, fine = [await clinic.says(await clinic.client(), "high") for _ in range(2)]
    for message in (broken, fine):
        await say(clinic, message, "none")
    async with clinic.store.begin() as work:
        (await work.session.get_one(Message, broken)).text = b"nonsense"
    found = await collect(clinic)
    assert ([row.message_id for row in found.rows], found.damaged) == ([fine], 1)


async def test_taking_feedback_out_is_on_record(clinic: Clinic) -> None:
    await say(clinic, await clinic.says(await clinic.client(), "high"), "high")
    await collect(clinic, whole=True)
    async with clinic.store.read() as work:
        entry = (await audit.latest(work))[0]
    assert (entry.actor, entry.act) == ("operator", "verdicts.exported")
    assert entry.detail == {"verdicts": "1", "texts": "whole"}


async def test_an_alert_knows_its_first_message_wherever_that_was_said(clinic: Clinic) -> None:
    conversation = await clinic.client()
    first = await clinic.says(conversation, "high")
    await clinic.says(await clinic.another(conversation), "high")
    alert = await clinic.only()
    assert alert.message_id == first
    async with clinic.store.read() as work:
        assert (await alerts.get(work, alert.id)) == alert
