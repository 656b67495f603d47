"""Risk over time: a person's, over all their conversations; it rises with what they say, and a human lets it fall."""

from datetime import timedelta
from uuid import UUID

from bot.care import now
from bot.care.records import caseload, erasure
from bot.care.safety import risks, verdicts
from bot.care.safety.risks import History
from tests.support.clinic import Clinic


async def history(clinic: Clinic, conversation: UUID) -> History:
    async with clinic.store.read() as work:
        return await risks.history(work, await clinic.client_of(conversation))


def ago(days: float) -> timedelta:
    return timedelta(days=days)


async def listed(clinic: Clinic) -> set[str]:
    async with clinic.store.read() as work:
        return {case.risk for case in (await caseload.cases(work)).rows}


async def test_the_mark_is_the_person_s_and_shows_in_each_of_their_conversations(clinic: Clinic) -> None:
    first = await clinic.client()
    second = await clinic.another(first)
    await clinic.says(first, "elevated")
    await clinic.says(second, "high")
    assert [await clinic.risk(each) for each in (first, second)] == ["high", "high"]
    assert await listed(clinic) == {"high"}
    await clinic.resolve(await clinic.only(), clinic.maria, cleared=True)
    assert [await clinic.risk(each) for each in (first, second)] == ["none", "none"]
    assert await listed(clinic) == {"none"}


async def test_nothing_worrying_is_a_calm_history(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "none")
    found = await history(clinic, conversation)
    assert (found.is_empty, found.older, found.risk) == (True, False, "none")


async def test_the_mark_rises_and_never_falls_by_itself_and_a_coach_clears_it(clinic: Clinic) -> None:
    conversation = await clinic.client()
    at = now()
    await clinic.says(conversation, "elevated", at=at - ago(9))
    await clinic.says(await clinic.another(conversation), "high", at=at - ago(8))
    await clinic.says(conversation, "elevated", at=at - ago(2))
    await clinic.says(conversation, "none", at=at - ago(1))
    await clinic.resolve(await clinic.only(), clinic.ben, cleared=True)
    found = await history(clinic, conversation)
    assert [(step.what, step.tier, step.risk, step.by) for step in found.steps] == [
        ("message", "elevated", "elevated", None),
        ("message", "high", "high", None),
        ("message", "elevated", "high", None),
        ("cleared", "none", "none", "Ben Adeyemi"),
    ]
    assert [step.at for step in found.steps[:3]] == [at - ago(days) for days in (9, 8, 2)]
    assert found.risk == await clinic.risk(conversation) == "none"


async def test_resolving_alone_lets_nothing_fall(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "high")
    await clinic.resolve(await clinic.only(), clinic.maria)
    assert [step.what for step in (await history(clinic, conversation)).steps] == ["message"]


async def test_a_missed_message_raises_the_mark_when_it_was_marked_and_is_shown_when_it_was_said(
    clinic: Clinic,
) -> None:
    conversation = await clinic.client()
    said_at = now() - ago(5)
    message = await clinic.says(conversation, "none", at=said_at)
    async with clinic.store.begin() as work:
        await verdicts.say(work, message, clinic.maria, "elevated")
    async with clinic.store.begin() as work:
        await verdicts.say(work, message, clinic.ben, "imminent")
    found = await history(clinic, conversation)
    assert [(step.what, step.tier, step.risk, step.by, step.said_at) for step in found.steps] == [
        ("missed", "elevated", "elevated", "Maria Ortiz", said_at),
        ("worse", "imminent", "imminent", "Ben Adeyemi", None),
    ]
    assert found.steps[0].at > said_at + ago(4)
    assert found.risk == await clinic.risk(conversation)


async def test_what_is_older_than_90_days_is_not_shown_but_its_mark_is(clinic: Clinic) -> None:
    conversation = await clinic.client()
    at = now()
    await clinic.says(conversation, "high", at=at - ago(100))
    await clinic.says(conversation, "elevated", at=at - ago(80))
    found = await history(clinic, conversation)
    assert (found.before, [step.tier for step in found.steps], found.older) == ("high", ["elevated"], True)
    assert found.until - found.since == ago(90)
    assert found.risk == "high"


async def test_a_clearing_of_long_ago_leaves_a_calm_history_that_says_there_was_more(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "high")
    await clinic.resolve(await clinic.only(), clinic.maria, cleared=True)
    async with clinic.store.read() as work:
        found = await risks.history(work, await clinic.client_of(conversation), now() + ago(91))
    assert (found.is_empty, found.older) == (True, True)


async def test_a_short_history_is_at_least_a_week_wide_and_begins_before_its_first_step(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "high")
    found = await history(clinic, conversation)
    assert found.until - found.since == ago(7)
    await clinic.says(conversation, "high", at=now() - ago(20))
    found = await history(clinic, conversation)
    assert found.since < found.steps[0].at
    assert ago(20) < found.until - found.since < ago(22)


async def test_one_person_s_history_is_not_another_s(clinic: Clinic) -> None:
    mine, other = await clinic.client(), await clinic.client()
    await clinic.says(other, "high")
    assert (await history(clinic, mine)).is_empty


async def test_of_an_erased_client_it_is_still_known_that_there_were_alerts(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await clinic.says(conversation, "high")
    async with clinic.store.begin() as work:
        await erasure.erase(work, await clinic.client_of(conversation))
    assert [step.tier for step in (await history(clinic, conversation)).steps] == ["high"]
