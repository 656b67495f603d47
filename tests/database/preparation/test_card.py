"""The card to look at before starting: the intention and the checklist, as far as there are any."""

import pytest

from actions.preparation.card import ShowCard
from actions.preparation.preparation import Preparation
from tests.support.chat_client import ChatClient


async def test_there_is_no_card_before_anything_is_prepared(client: ChatClient) -> None:
    assert await client.does(ShowCard(), "show my card", "show_card") == ["utter_no_card"]


async def test_a_card_has_the_intention_and_what_is_taken_care_of(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to be here")
    await preparing.answers(Preparation(), "space_ready", "all but the phone")
    assert await preparing.does(ShowCard(), "show my card", "show_card") == ["utter_card"]
    card = preparing.said[0]
    assert card["intention"] == "to be here"
    assert card["checklist"].splitlines()[:2] == [
        "✓ somewhere comfortable to lie or lean back",
        "○ not being disturbed",
    ]


@pytest.mark.parametrize("answer", ["not sure", "maybe", "nope"])
async def test_a_doubt_is_no_tick(preparing: ChatClient, answer: str) -> None:
    await preparing.answers(Preparation(), "space_gaps", answer)
    assert await preparing.does(ShowCard(), "card", "show_card") == ["utter_card_without_intention"]
    assert preparing.said[0]["checklist"].startswith("○")


async def test_a_card_can_be_looked_at_after_preparing(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to be here")
    preparing.loop, preparing.slots["preparing"] = None, None
    assert await preparing.does(ShowCard(), "card", "show_card") == ["utter_card"]


async def test_looking_at_the_card_changes_nothing(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to be here")
    await preparing.does(ShowCard(), "card", "show_card")
    assert preparing.changes == []
