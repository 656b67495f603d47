"""Finding an intention: the last one once more, ways to one, and very wide words asked back about once."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from actions.core.flow import NOT_ASKED
from actions.preparation.intention import AskIntentionWords, AskLastIntention
from actions.preparation.preparation import BeginPreparation, Preparation
from bot.care.journal import privacy
from bot.care.sessions import intentions, treatment_sessions
from bot.store.models import Intention
from tests.support.chat_client import ChatClient


@pytest.fixture
async def again(preparing: ChatClient) -> ChatClient:
    """Somebody who prepares for their second treatment session; they set out for the first with an intention."""
    await preparing.answers(Preparation(), "intention", "to listen")
    async with preparing.store.begin() as work:
        first = UUID(preparing.slots["preparing"])
        await treatment_sessions.looked_back(work, preparing.id, first, treatment_sessions.DAY)
    preparing.loop, preparing.slots = None, {}
    await preparing.begins(BeginPreparation(), "preparation_form")
    return preparing


def pressed(value: str) -> dict[str, Any]:
    return {"text": f'/answer{{"value": "{value}"}}', "entities": [{"entity": "value", "value": value}]}


async def current(client: ChatClient) -> str | None:
    async with client.store.read() as work:
        return await intentions.current(work, client.id, UUID(client.slots["preparing"]))


async def test_the_first_time_there_is_no_last_intention_to_ask_about(preparing: ChatClient) -> None:
    assert preparing.slots["last_intention"] == NOT_ASKED


async def test_the_second_time_the_last_intention_is_read_back(again: ChatClient) -> None:
    assert again.slots["last_intention"] is None
    assert await again.does(AskLastIntention(), "", "ask") == ["utter_ask_last_intention"]
    assert again.said[0]["intention"] == "to listen"


@pytest.mark.parametrize("text", ["keep it", "the same one", "yes please"])
async def test_the_last_intention_comes_along_once_more(again: ChatClient, text: str) -> None:
    assert await again.answers(Preparation(), "last_intention", text) == ["utter_last_intention_kept"]
    assert await current(again) == "to listen"
    assert again.slots["intention"] == NOT_ASKED, "it is not asked for any more"


async def test_keeping_it_twice_in_one_turn_keeps_it_once(again: ChatClient) -> None:
    message = UUID("01a22419-81b2-7d56-93e3-45081c6720b7")
    for _ in range(2):
        await again.answers(Preparation(), "last_intention", "keep it", message_id=message)
    assert await again.count(Intention) == 2


async def test_a_private_intention_stays_private_when_it_comes_along(again: ChatClient) -> None:
    async with again.store.begin() as work:
        (first,) = await work.session.scalars(select(Intention))
        await privacy.set_shared(work, again.id, first.id, False)
    await again.answers(Preparation(), "last_intention", "keep it")
    async with again.store.read() as work:
        assert {row.shared for row in await work.session.scalars(select(Intention))} == {False}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i'd change it", "utter_last_intention_change"),
        ("leave it behind", "utter_last_intention_leave"),
        ("a new one", "utter_last_intention_leave"),
        ("no", "utter_last_intention_leave"),
    ],
)
async def test_a_changed_or_left_one_makes_room_for_another(again: ChatClient, text: str, said: str) -> None:
    assert await again.answers(Preparation(), "last_intention", text) == [said]
    assert again.slots["intention"] is None
    assert await current(again) is None


async def test_other_words_in_its_place_are_the_new_one(again: ChatClient) -> None:
    words = "to listen to what my body says before i answer anybody"
    assert await again.answers(Preparation(), "last_intention", words) == []
    assert await current(again) == words
    assert again.slots["intention"] == "given"


@pytest.mark.parametrize(
    "text",
    ["to feel better", "i just want to feel normal", "heal", "i want to be fixed", "a good trip", "anything", "change"],
)
async def test_very_wide_words_are_kept_and_asked_back_about(preparing: ChatClient, text: str) -> None:
    await preparing.answers(Preparation(), "intention", text)
    assert await current(preparing) == text
    assert preparing.slots["intention_words"] is None, "how would it look?"
    await preparing.does(AskIntentionWords(), "", "ask")
    assert (preparing.said[0]["response"], preparing.said[0]["intention"]) == ("utter_way_vague", text)


@pytest.mark.parametrize("text", ["trust", "courage", "to feel what i feel", "who am i without it?", "my father"])
async def test_a_word_of_their_own_is_enough(preparing: ChatClient, text: str) -> None:
    await preparing.answers(Preparation(), "intention", text)
    assert preparing.slots["intention_words"] == NOT_ASKED
    assert preparing.slots["intention_kept"] is None, "it is read back"


async def test_wide_words_may_stay_as_they_are(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to heal")
    assert await preparing.answers(Preparation(), "intention_words", "no", "deny") == ["utter_intention_stays"]
    assert await current(preparing) == "to heal"
    assert preparing.slots["intention_kept"] == NOT_ASKED, "it was read back once"


async def test_closer_words_take_their_place(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to heal")
    await preparing.answers(Preparation(), "intention_words", "to hum while i make breakfast")
    assert await current(preparing) == "to hum while i make breakfast"


@pytest.mark.parametrize(
    ("text", "way"),
    [("a question", "question"), ("the second", "feeling"), ("a person", "relationship"), ("4", "quality")],
)
async def test_who_knows_none_is_shown_a_way(preparing: ChatClient, text: str, way: str) -> None:
    await preparing.answers(Preparation(), "intention", "idk", "dont_know")
    assert preparing.slots["intention_route"] is None
    assert await preparing.answers(Preparation(), "intention_route", text) == []
    assert preparing.slots["intention_route"] == way
    await preparing.does(AskIntentionWords(), "", "ask")
    assert preparing.said[0]["response"] == f"utter_way_{way}"


async def test_no_way_is_a_way_too(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "idk", "dont_know")
    assert await preparing.answers(Preparation(), "intention_route", **pressed("none")) == ["utter_intention_later"]
    assert (preparing.slots["intention_words"], preparing.slots["intention_kept"]) == (NOT_ASKED, NOT_ASKED)
    assert await current(preparing) is None


async def test_what_names_no_way_is_the_intention_itself(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "idk", "dont_know")
    await preparing.answers(Preparation(), "intention_route", "maybe to stop running from the sadness of last winter")
    assert await current(preparing) == "maybe to stop running from the sadness of last winter"
    assert preparing.slots["intention_kept"] is None


async def test_a_yes_is_no_way_and_no_words(preparing: ChatClient) -> None:
    assert await preparing.answers(Preparation(), "intention_route", "yes", "affirm") == ["utter_choose_route"]
    assert await preparing.answers(Preparation(), "intention_words", "yes", "affirm") == ["utter_in_your_words"]
    assert preparing.slots["intention_words"] is None
