"""The preparation form: each answer is stored at once, idempotent, under its question, and nothing else is stored."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from actions.preparation.card import ShowCard
from actions.preparation.preparation import Preparation
from bot.care.sessions import intentions
from bot.store.models import Measure, TreatmentSession
from tests.support.chat_client import ChatClient


async def test_an_answer_is_stored_at_once_and_the_slot_holds_no_words(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to sleep again")
    assert await preparing.written() == {"hope": "to sleep again"}
    assert preparing.slots["hope"] == "given"


async def test_an_action_that_runs_twice_for_one_message_stores_once(preparing: ChatClient) -> None:
    message = uuid4()
    for _ in range(2):
        await preparing.answers(Preparation(), "hope", "to sleep again", message_id=message)
        await preparing.answers(Preparation(), "intention", "to be here", message_id=message)
    assert await preparing.written() == {"hope": "to sleep again", "intention": "to be here"}


@pytest.mark.parametrize("intent", ["safety_high", "ask_library", "stop_for_now", "nlu_fallback", "greet"])
async def test_what_is_no_answer_is_not_filed(preparing: ChatClient, intent: str) -> None:
    await preparing.answers(Preparation(), "hope", "I cannot go on", intent)
    assert preparing.changes == []
    assert await preparing.written() == {}


async def test_a_number_out_of_range_is_asked_for_again(preparing: ChatClient) -> None:
    assert await preparing.answers(Preparation(), "feeling_before", "11") == ["utter_number_outside"]
    assert preparing.slots["feeling_before"] is None
    assert await preparing.answers(Preparation(), "feeling_before", "about a six") == []
    async with preparing.store.read() as work:
        (measure,) = await work.session.scalars(select(Measure))
        assert (measure.total, measure.moment) == (6, "before")


async def test_a_day_is_kept_as_a_moment_and_in_their_words(preparing: ChatClient) -> None:
    assert await preparing.answers(Preparation(), "treatment_when", "tomorrow at 3pm") == ["utter_when_noted"]
    async with preparing.store.read() as work:
        (session,) = await work.session.scalars(select(TreatmentSession))
        vault = await work.vault(preparing.id)
        assert session.when is not None
        assert session.when_text is not None
        assert vault.open("treatment_session.when_text", session.id, session.when_text) == "tomorrow at 3pm"


async def test_new_words_instead_of_a_yes_are_a_new_intention(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to win")
    await preparing.answers(Preparation(), "intention_kept", "rather: to be here")
    assert preparing.slots["intention_kept"] is None, "it is read back again"
    async with preparing.store.read() as work:
        session = UUID(preparing.slots["preparing"])
        assert await intentions.current(work, preparing.id, session) == "rather: to be here"
    await preparing.answers(Preparation(), "intention_kept", "yes", "affirm")
    assert preparing.slots["intention_kept"] == "given"


async def test_changing_the_intention_asks_for_it_again(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "to win")
    await preparing.answers(
        Preparation(), "intention_kept", '/answer{"value": "no"}', entities=[{"entity": "value", "value": "no"}]
    )
    assert preparing.slots["intention"] is None


async def test_a_skipped_intention_is_not_read_back(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "intention", "skip", "skip_question")
    assert (preparing.slots["intention"], preparing.slots["intention_kept"]) == ("skipped", "not asked")


async def test_what_is_still_open_in_the_space_is_named_with_what_helps(preparing: ChatClient) -> None:
    said = await preparing.answers(Preparation(), "space_ready", "all but the phone and a ride home")
    assert said == ["utter_open_space_undisturbed", "utter_open_space_company"]
    assert preparing.slots["space_gaps"] == "not asked"


async def test_which_are_open_is_asked_where_it_was_not_said_and_nothing_is_ticked_by_accident(
    preparing: ChatClient,
) -> None:
    assert await preparing.answers(Preparation(), "space_ready", "hm") == []
    assert preparing.slots["space_gaps"] is None
    assert await preparing.answers(Preparation(), "space_gaps", "what a list") == ["utter_space_all_open"]
    await preparing.does(ShowCard(), "card", "show_card")
    assert "✓" not in preparing.said[0]["checklist"]


@pytest.mark.parametrize(
    ("answer", "kept"), [("no thanks", "no"), ("the body scan please", "body_scan"), ("yes i'd like that", "yes")]
)
async def test_the_calming_practice_at_the_end_is_chosen_or_left(preparing: ChatClient, answer: str, kept: str) -> None:
    await preparing.answers(Preparation(), "calming", answer)
    assert preparing.slots["calming"] == kept
