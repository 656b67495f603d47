"""The integration form: who is not safe is asked nothing more, and the small action becomes a practice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.integration.integration import CloseIntegration, Integration
from actions.navigation.navigation import WelcomeBack
from actions.navigation.session import SessionStart
from bot.store.models import Practice
from tests.support.chat_client import ChatClient


@pytest.mark.parametrize("answer", ["no", "not sure", "I don't think so"])
async def test_who_is_not_safe_is_asked_nothing_more(looking_back: ChatClient, answer: str) -> None:
    assert await looking_back.answers(Integration(), "safe_now", answer) == ["utter_not_safe"]
    assert looking_back.slots["requested_slot"] is None
    assert looking_back.slots["paused_flow"] == "integration_form"
    assert looking_back.slots["safe_now"] is None, "it is asked again next time"


async def test_while_it_has_not_worn_off_a_few_words_are_kept_and_then_there_is_rest(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "safe_now", "yes", "affirm")
    await looking_back.answers(Integration(), "worn_off", "not yet", "deny")
    assert looking_back.slots["fragments"] is None, "it is asked for"
    assert await looking_back.answers(Integration(), "fragments", "a door, light") == []
    assert looking_back.slots["fragments_more"] is None, "there may be one more word"
    assert await looking_back.answers(Integration(), "fragments_more", "blue") == ["utter_rest"]
    assert await looking_back.written() == {"fragments": "a door, light", "fragments_more": "blue"}
    assert looking_back.slots["worn_off"] is None
    assert await looking_back.does(CloseIntegration(), "", "answer") == []


async def test_without_an_intention_it_is_not_asked_about(looking_back: ChatClient) -> None:
    assert looking_back.slots["intention_touched"] == "not asked"


async def test_the_small_action_is_kept_as_one(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "small_action", "call my sister")
    said = await looking_back.does(CloseIntegration(), "", "answer")
    assert said == ["utter_integrated_with_action", "utter_offer_measures"]
    assert looking_back.said[0]["action"] == "call my sister"


async def test_the_first_words_after_the_day_has_come_are_answered_with_how_it_went(looking_back: ChatClient) -> None:
    await looking_back.answers(Integration(), "small_action", "call my brother")
    await looking_back.does(CloseIntegration(), "", "answer")
    looking_back.loop = None
    await looking_back.does(SessionStart(), "hey", "greet")
    assert looking_back.slots.get("practice_due") is None
    async with looking_back.store.begin() as work:
        for practice in await work.session.scalars(select(Practice)):
            assert practice.due_at is not None
            practice.due_at -= timedelta(days=10)
    await looking_back.does(SessionStart(), "hey", "greet")
    assert looking_back.slots["returning"] is True
    assert await looking_back.does(WelcomeBack(), "hey", "greet") == ["utter_look_back"]
    await looking_back.does(SessionStart(), "hey", "greet")
    assert "practice_due" not in {change.get("name") for change in looking_back.changes}, "nobody is asked twice"
