"""Safety episodes in the database: begun with the message, held until it eases, and closed by a human alone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.care import Store, now
from bot.care.messages import dialogue_alerts, messages, turns
from bot.care.records import erasure, export
from bot.care.safety.episodes import rows
from bot.store.models import (
    Conversation,
    Escalation,
    Message,
    Notification,
    SafetyEpisode,
)
from tests.support.clinic import Clinic
from tests.support.talk import HOPE, ME, Talk, begun


@pytest.fixture
async def talk(store: Store) -> Talk:
    """A client whose opening was answered."""
    return await begun(store)


async def test_an_alarm_is_answered_at_once_and_the_dialogue_is_not_asked(talk: Talk) -> None:
    await talk.agreed()
    accepted = await talk.says("else", "high")
    assert accepted.turn is None
    assert (await talk.said(accepted.seq))[-1].endswith("?")
    episode = await talk.episode()
    assert episode is not None
    assert (episode.strand, episode.state, episode.question) == ("suicide", "HOW_NEAR", "safe_tonight")


async def test_until_it_eases_every_message_is_answered_by_the_safety_conversation(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    for answer in ("yes", "unsure", "else", "who_sees", "farewell", "back_to_coaching", "wont_say"):
        accepted = await talk.says(answer)
        assert accepted.turn is None, answer
        assert await talk.said(accepted.seq), answer


async def test_what_an_answer_is_worth_raises_the_alert_in_the_same_transaction(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    yes = await talk.says("yes")
    assert await talk.tier(yes) == "high"
    alert = await talk.clinic.only()
    assert alert.tier == "high"
    assert await talk.tier(await talk.says("yes")) == "none", "yes to being safe"


async def test_words_at_an_open_question_go_to_the_dialogue_to_be_kept_and_nothing_is_said_there(talk: Talk) -> None:
    await talk.agreed(HOPE)
    accepted = await talk.says("else", "high")
    assert accepted.turn is not None
    assert accepted.turn.silent
    assert accepted.turn.metadata["silent"] is True
    before = await talk.said()
    await talk.answered(accepted.turn, "What would you like to meet with kindness?")
    assert await talk.said() == before


async def test_nothing_of_somebody_who_has_not_agreed_is_kept_by_the_dialogue(talk: Talk) -> None:
    accepted = await talk.says("else", "high")
    assert accepted.turn is None
    assert await talk.said(accepted.seq)


async def test_a_welcome_that_comes_late_is_not_said_in_the_middle_of_it(store: Store) -> None:
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    talk = Talk(store, clinic, conversation, await clinic.client_of(conversation))
    async with store.begin() as work:
        opening = await turns.next_turn(work, conversation, ME, now())
    await talk.says("else", "imminent")
    await talk.answered(opening, "Welcome. Do you agree?")
    assert "Welcome. Do you agree?" not in await talk.said()


async def test_the_question_that_was_open_comes_back_when_it_has_eased(talk: Talk) -> None:
    await talk.agreed(HOPE)
    kept = await talk.says("else", "elevated")
    await talk.answered(kept.turn)
    eased = await talk.says("no")
    assert eased.turn is not None
    assert (eased.turn.payload or "").startswith("/resume_flow")
    assert not eased.turn.silent
    episode = await talk.episode()
    assert episode is not None
    assert episode.state == "BESIDE"


async def test_somebody_who_has_not_agreed_is_asked_for_consent_only_with_what_they_write_next(talk: Talk) -> None:
    await talk.says("else", "elevated")
    assert (await talk.says("no")).turn is None
    following = await talk.says("else")
    assert following.turn is not None
    assert following.turn.metadata["consented"] is False


async def test_beside_it_the_coaching_goes_on_and_a_new_alarm_leads_back(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    await talk.says("no")
    goes_on = await talk.says("else")
    assert goes_on.turn is not None
    await talk.answered(goes_on.turn, "And so on.")
    again = await talk.says("else", "high")
    assert again.turn is None
    episode = await talk.episode()
    assert episode is not None
    assert episode.state == "HOW_NEAR"


async def test_words_that_only_the_listener_hears_after_a_mistaken_alarm_are_not_met_with_silence(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated", firm=False, explicit=False)
    mistaken = await talk.says("no")
    assert mistaken.turn is not None, "the alarm was none, and the coaching goes on"
    await talk.answered(mistaken.turn, "And so on.")
    softly = await talk.says("else", "elevated", firm=False, explicit=False)
    if softly.turn is None:
        assert await talk.said(softly.seq)
    else:
        assert (softly.turn.metadata or {})["tier"] == "none", "or the dialogue answers an alarm with nothing"
    assert await talk.tier(softly) == "elevated"
    assert (await talk.clinic.only()).tier == "elevated"


async def test_the_next_visit_begins_with_a_question_and_what_they_came_for_follows(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    await talk.says("no")
    later = now() + timedelta(hours=20)
    came_for = await talk.says("else", at=later, text="help me prepare")
    assert came_for.turn is None
    assert (await talk.said(came_for.seq))[-1].endswith("?")
    answer = await talk.says("yes", at=later + timedelta(minutes=1))
    assert answer.turn is not None
    assert answer.turn.text == "help me prepare"
    await talk.answered(answer.turn, "Gladly.")
    assert (await talk.said())[-1] == "Gladly."


async def test_two_calm_visits_close_the_lowest_tier_and_no_visit_asks_afterwards(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    await talk.says("no")
    at = now()
    for _ in range(2):
        at += timedelta(hours=20)
        await talk.says("else", at=at)
        await talk.says("yes", at=at + timedelta(minutes=1))
    assert await talk.episode() is None
    assert (await talk.says("else", at=at + timedelta(hours=20))).turn is not None


async def test_a_higher_tier_is_closed_by_a_human_alone(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "high")
    at = now()
    for _ in range(4):
        at += timedelta(hours=20)
        await talk.says("else", at=at)
        await talk.says("yes", at=at + timedelta(minutes=1))
    assert await talk.episode() is not None
    alert = await talk.clinic.only()
    await talk.clinic.resolve(alert, talk.clinic.maria)
    assert await talk.episode() is None
    assert (await talk.says("else", at=at + timedelta(hours=20))).turn is not None, "none asks after clearing"


async def test_a_soft_check_alerts_nobody_keeps_the_words_and_ends_with_its_answer(talk: Talk) -> None:
    await talk.agreed(HOPE)
    check = await talk.says("else", check=True)
    assert check.turn is not None
    assert check.turn.silent
    assert await talk.clinic.open() == []
    assert (await talk.said(check.seq))[-1].endswith("?")
    await talk.answered(check.turn)
    no = await talk.says("no")
    assert no.turn is not None
    assert (no.turn.payload or "").startswith("/resume_flow")
    assert await talk.episode() is None


async def test_a_wish_for_a_person_is_noted_and_holds_up_nothing(talk: Talk) -> None:
    await talk.agreed()
    wish = await talk.says("else", "elevated", "asks_for_human")
    assert wish.turn is not None
    assert await talk.episode() is None
    assert (await talk.clinic.only()).tier == "elevated"


async def test_an_answer_that_only_the_dialogue_understands_begins_it_once(talk: Talk) -> None:
    await talk.agreed()
    pressed = await talk.says("else")
    assert pressed.turn is not None
    for _ in range(2):
        async with talk.store.begin() as work:
            message = pressed.turn.message_id
            await dialogue_alerts.answered_alarmingly(work, talk.client, message, "elevated", ("suicide",), "phq9")
    said = await talk.said(pressed.seq)
    assert len([text for text in said if text.endswith("?")]) == 1
    await talk.answered(pressed.turn, "2 of 9")
    assert "2 of 9" not in await talk.said()


async def test_one_client_has_one_open_episode_and_one_alert(talk: Talk) -> None:
    await talk.agreed()
    for tier in ("elevated", "high", "imminent", "high"):
        await talk.says("else", tier)
    async with talk.store.read() as work:
        for table in (SafetyEpisode, Escalation):
            assert await work.session.scalar(select(func.count()).select_from(table)) == 1


async def test_what_is_told_of_people_is_what_the_database_says(talk: Talk) -> None:
    await talk.agreed()
    first = await talk.says("else", "high")
    assert any("opened" in text for text in await talk.said(first.seq)), "nobody has opened it"
    async with talk.store.begin() as work:
        (page,) = await work.session.scalars(select(Notification))
        page.state, page.sent_at = "sent", now()
    paged = await talk.says("who_sees")
    async with talk.store.read() as work:
        assert (await rows.human(work, talk.client, now())).state == "paged"
    assert await talk.said(paged.seq)
    await talk.clinic.acknowledge(await talk.clinic.only(), talk.clinic.maria)
    opened = await talk.says("else")
    assert any("Maria Ortiz" in text for text in await talk.said(opened.seq))


async def test_while_a_coach_holds_the_conversation_the_safety_conversation_is_silent(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "high")
    async with talk.store.begin() as work:
        conversation = await work.session.get_one(Conversation, talk.conversation)
        conversation.owner, conversation.epoch = "coach", 1
    to_coach = await talk.says("no", "high")
    assert to_coach.turn is None
    assert await talk.said(to_coach.seq) == []


async def test_a_broken_protocol_loses_no_message_and_no_alert(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.agreed()
    monkeypatch.setattr("bot.care.messages.safety_turns.begin", lambda *_: 1 / 0)
    accepted = await talk.says("else", "imminent")
    assert (await talk.clinic.only()).tier == "imminent"
    assert "911" in " ".join(await talk.said(accepted.seq))


async def test_a_damaged_episode_keeps_no_message_from_being_stored_and_the_next_alarm_opens_another(
    talk: Talk,
) -> None:
    await talk.agreed()
    await talk.says("else", "high")
    async with talk.store.begin() as work:
        (row,) = await work.session.scalars(select(SafetyEpisode))
        row.sealed = b"damaged"
    assert (await talk.says("else")).turn is not None
    again = await talk.says("else", "high")
    assert await talk.said(again.seq)
    assert await talk.episode() is not None


async def test_erasing_a_client_leaves_no_episode(talk: Talk) -> None:
    await talk.says("else", "high")
    async with talk.store.begin() as work:
        await erasure.erase(work, talk.client)
    async with talk.store.read() as work:
        assert await work.session.scalar(select(func.count()).select_from(SafetyEpisode)) == 0


async def test_the_export_has_what_was_asked_and_answered(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    await talk.says("yes", text="yes, most nights")
    async with talk.store.read() as work:
        (safety,) = (await export.everything(work, talk.client))["safety_conversations"]
    assert {"question": "life", "text": "yes, most nights"} in safety["answers"]


async def test_a_deleted_message_leaves_the_answers_of_the_episode_too(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "elevated")
    answer = await talk.says("yes", text="yes, most nights")
    async with talk.store.begin() as work:
        seq = Message.seq == answer.seq, Message.conversation_id == talk.conversation
        message = (await work.session.scalars(select(Message.id).where(*seq))).one()
        await messages.forget(work, talk.client, [message])
    episode = await talk.episode()
    assert episode is not None
    assert "yes, most nights" not in episode.said.values()


async def test_a_protocol_that_breaks_in_the_middle_still_answers_with_numbers(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.agreed()
    await talk.says("else", "high")
    monkeypatch.setattr("bot.care.messages.safety_turns.step", lambda *_: 1 / 0)
    answer = await talk.says("unsure")
    assert answer.turn is None, "the dialogue is not asked"
    assert "911" in " ".join(await talk.said(answer.seq))


async def test_a_coach_who_closes_it_lets_through_the_message_that_waited_for_the_first_question(talk: Talk) -> None:
    await talk.agreed()
    await talk.says("else", "high")
    await talk.says("back_to_coaching", at=now() + timedelta(hours=20), text="I want to write about the sea")
    alert = await talk.clinic.only()
    await talk.clinic.resolve(alert, talk.clinic.maria)
    async with talk.store.begin() as work:
        turn = await turns.next_turn(work, talk.conversation, ME, now() + timedelta(hours=21))
    assert turn is not None
    assert turn.text == "I want to write about the sea"
