"""Navigation between questions: go back, start over, a typed yes, the fallback, and the start of a new session."""

from actions.journal.browse import Delete
from actions.navigation.navigation import Affirm, GoBack, Lost, StartOver, WelcomeBack
from actions.navigation.session import SessionStart
from actions.preparation.preparation import Preparation
from tests.support.chat_client import ChatClient


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
