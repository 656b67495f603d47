"""What the flows do with one answer: stored at once, once, under the right question, and nothing else stored."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from actions import store as process
from actions.integration.integration import CloseIntegration, Integration
from actions.journal.browse import Delete, DeleteNow, OpenEntry, ShowJournal
from actions.journal.write import Writing
from actions.navigation.navigation import Affirm, GoBack, Lost, StartOver, WelcomeBack
from actions.navigation.session import SessionStart
from actions.onboarding import Agree, NeedsConsent, UnderAge, Welcome
from actions.preparation.preparation import Preparation
from bot.care import Store
from bot.care.accounts import clients
from bot.care.sessions import intentions
from bot.store.models import JournalEntry, Measure, Practice, TreatmentSession
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


async def test_what_is_still_open_in_the_space_is_named(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "space_comfortable", "yes", "affirm")
    await preparing.answers(Preparation(), "space_undisturbed", "not yet", "deny")
    said = await preparing.answers(Preparation(), "space_company", "no", "deny")
    assert said == ["utter_space_open"]
    assert preparing.said[0]["open"] == "not being disturbed, someone with you, as your clinic asks"


@pytest.mark.parametrize(
    ("answer", "kept"), [("no thanks", "no"), ("the body scan please", "body_scan"), ("yes i'd like that", "yes")]
)
async def test_the_calming_practice_at_the_end_is_chosen_or_left(preparing: ChatClient, answer: str, kept: str) -> None:
    await preparing.answers(Preparation(), "calming", answer)
    assert preparing.slots["calming"] == kept


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


async def test_going_back_opens_the_question_before_and_passes_over_what_was_not_asked(
    looking_back: ChatClient,
) -> None:
    looking_back.slots |= {
        "safe_now": "yes",
        "someone_there": "yes",
        "fragments": "not asked",
        "requested_slot": "images",
    }
    await looking_back.does(GoBack(), "go back", "go_back")
    assert looking_back.slots["someone_there"] is None
    assert looking_back.slots["fragments"] == "not asked"


async def test_starting_over_opens_every_question(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    await preparing.does(StartOver(), "start over", "start_over")
    assert preparing.slots["hope"] is None


async def test_the_journal_takes_lines_until_they_are_done(client: ChatClient) -> None:
    client.loop = "journal_form"
    await client.answers(Writing(), "journal_first", "one line")
    await client.answers(Writing(), "journal_more", "stop hating myself")
    assert client.slots["journal_more"] is None
    await client.answers(Writing(), "journal_more", "done", "done_writing")
    assert client.slots["journal_more"] == "done"
    assert await client.written() == {"free": "one line\nstop hating myself"}


async def test_the_list_is_empty_before_anything_is_written(client: ChatClient) -> None:
    assert await client.does(ShowJournal(), "what i wrote", "show_journal") == ["utter_nothing_written"]


async def test_one_entry_is_opened_confirmed_and_deleted(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    await preparing.does(OpenEntry(), "open 1", "open_entry")
    assert "to rest" in preparing.said[0]["text"]
    yes = [{"title": "Yes, delete it", "payload": "/delete_now"}]
    assert await preparing.does(Delete(), "delete the last one", "delete_something", buttons=yes) == [
        "utter_confirm_delete"
    ]
    assert await preparing.does(DeleteNow(), "/delete_now", "delete_now") == ["utter_deleted"]
    assert await preparing.count(JournalEntry) == 0


async def test_a_confirmation_that_was_not_just_offered_deletes_nothing(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    await preparing.does(Delete(), "delete everything", "delete_something")
    await preparing.does(Lost(), "hm", "nlu_fallback")
    assert await preparing.does(DeleteNow(), "/delete_now", "delete_now") == ["utter_nothing_to_delete"]
    assert await preparing.count(JournalEntry) == 1


async def test_a_typed_yes_means_the_button_that_was_just_offered(preparing: ChatClient) -> None:
    await preparing.answers(Preparation(), "hope", "to rest")
    yes = [{"title": "Yes, delete it all", "payload": "/delete_now"}]
    await preparing.does(Delete(), "delete everything", "delete_something", buttons=yes)
    assert await preparing.does(Affirm(), "yes", "affirm") == ["utter_deleted_all"]
    assert await preparing.does(Affirm(), "yes", "affirm") == ["utter_lost_paused"], "nothing is offered any more"


async def test_the_second_time_it_does_not_understand_it_offers_a_person(client: ChatClient) -> None:
    assert await client.does(Lost(), "florb", "nlu_fallback") == ["utter_lost"]
    assert await client.does(Lost(), "florb", "nlu_fallback") == ["utter_lost_again"]


async def test_a_new_visit_remembers_what_was_going_on(preparing: ChatClient) -> None:
    preparing.slots |= {"hope": "given", "requested_slot": "kindness"}
    preparing.loop = "preparation_form"
    await preparing.does(SessionStart(), "hi", "greet")
    carried = {event["name"]: event["value"] for event in preparing.changes if event["event"] == "slot"}
    assert carried["paused_flow"] == "preparation_form"
    assert carried["returning"] is True
    assert carried["hope"] == "given"
    assert "requested_slot" not in carried
    said = await preparing.does(WelcomeBack(), "it was about my mother", "answer")
    assert said == ["utter_welcome_back", "utter_not_filed"]


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
