"""Onboarding: the name in the sentence around it, consent, and who is under age."""

import pytest

from actions import store as process
from actions.onboarding import Agree, NeedsConsent, UnderAge, Welcome
from bot.care import Store
from bot.care.accounts import clients
from tests.support.chat_client import ChatClient


@pytest.mark.parametrize("name", ["Noor", "Noah", "Yessica", "Okan"])
async def test_a_name_that_begins_like_a_yes_or_a_no_is_a_name(client: ChatClient, name: str) -> None:
    await client.answers(Welcome(), "called", name, "deny")
    async with client.store.read() as work:
        assert (await clients.profile(work, client.id)).name == name


async def test_a_name_is_taken_out_of_the_sentence_around_it(client: ChatClient) -> None:
    await client.answers(Welcome(), "called", "hi, you can call me Ann Marie.")
    async with client.store.read() as work:
        assert (await clients.profile(work, client.id)).name == "Ann Marie"


async def test_a_minor_stays_outside(store: Store) -> None:
    process.use(store)
    async with store.begin() as work:
        client = ChatClient(store, (await clients.create(work, timezone="UTC", country="US")).id)
    outside = {"metadata": {"consented": False}}
    assert await client.does(UnderAge(), "8/10", "under_age", **outside) == ["utter_confirm_under_age"]
    assert await client.does(UnderAge(), "i'm 16", "under_age", **outside) == ["utter_under_age"]
    assert await client.does(Agree(), "/agree", "agree", **outside) == ["utter_under_age_closed"]
    assert await client.does(NeedsConsent(), "prepare", "needs_consent", **outside) == ["utter_under_age_closed"]


async def test_a_question_is_answered_before_consent_and_consent_asked_for_again(client: ChatClient) -> None:
    meant = [{"entity": "meant", "value": "are_you_a_bot"}]
    said = await client.does(
        NeedsConsent(), "are you a bot", "needs_consent", entities=meant, metadata={"consented": False}
    )
    assert said == ["utter_are_you_a_bot", "utter_ask_consent"]
