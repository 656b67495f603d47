"""The questionnaires in the dialogue: item 9 in every way it can be answered, and what triage interrupts."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from actions import store as process
from actions.navigation.navigation import Affirm, Deny, Greet, Resume
from actions.navigation.safety import Suspend
from actions.questionnaires import ACCEPTED, BeginQuestionnaire, ClosePhq9, NotNow, Phq9, ShowScores
from bot.care import Store
from bot.care.questionnaires import questionnaires
from bot.store.models import Escalation, Measure, Message
from tests.support.chat_client import ChatClient
from tests.support.clinic import Clinic


@pytest.fixture
async def client(store: Store) -> ChatClient:
    """Somebody with a conversation, so that their messages can be alerted about."""
    process.use(store)
    clinic = await Clinic.founded(store)
    conversation = await clinic.client()
    client = ChatClient(store, await clinic.client_of(conversation))
    client.message = lambda tier="none": clinic.says(conversation, tier)  # type: ignore[attr-defined]
    return client


def pressed(points: int) -> dict[str, object]:
    return {"text": f'/answer{{"value": "{points}"}}', "entities": [{"entity": "value", "value": str(points)}]}


async def answers(client: ChatClient, place: int, points: int, **more: object) -> list[str]:
    client.loop = "phq9_form"
    return await client.answers(Phq9(), f"phq9_{place}", **pressed(points), **more)  # type: ignore[arg-type]


async def alerted(client: ChatClient) -> list[str]:
    async with client.store.read() as work:
        return [row.tier for row in await work.session.scalars(select(Escalation))]


async def items(client: ChatClient) -> list[int | None]:
    async with client.store.read() as work:
        (row,) = await work.session.scalars(select(Measure))
        return list(row.items)


@pytest.mark.parametrize(("points", "tier"), [(1, "elevated"), (2, "elevated"), (3, "high")])
async def test_item_nine_alerts_says_the_safety_words_and_pauses(client: ChatClient, points: int, tier: str) -> None:
    for place in range(1, 9):
        assert await answers(client, place, 0) == []
    message = await client.message()  # type: ignore[attr-defined]
    for _ in range(2):  # a turn may run twice
        said = await answers(client, 9, points, message_id=message)
    assert said == [], "the safety conversation speaks, and the dialogue does not"
    async with client.store.read() as work:
        words = list(await work.session.scalars(select(Message).where(Message.response == "safety_words")))
    assert words, "its first words are stored with the alert"
    assert sum(1 for each in words if each.buttons) == 1, "one direct question, once"
    assert await alerted(client) == [tier]
    assert client.slots["paused_flow"] == "phq9_form"
    client.loop = None
    assert await client.does(ClosePhq9(), "", "answer") == [], "a pause is not the end"
    assert await client.does(Resume(), "continue", "resume_flow") == []
    assert client.changes[-1]["name"] == "action_close_phq9"
    assert (await client.does(ClosePhq9(), "continue", "resume_flow"))[0] == "utter_measure_first"
    assert client.said[0]["total"] == str(points)


async def test_not_at_all_at_item_nine_alerts_nobody(client: ChatClient) -> None:
    assert await answers(client, 9, 0, message_id=await client.message()) == []  # type: ignore[attr-defined]
    assert await alerted(client) == []


@pytest.mark.parametrize("text", ["nearly every day i think of dying", 'answer{"value": "3"}'])
async def test_what_triage_interrupts_is_kept_and_raised_to_what_it_means(client: ChatClient, text: str) -> None:
    client.loop, client.slots["requested_slot"] = "phq9_form", "phq9_9"
    message = await client.message("elevated")  # type: ignore[attr-defined]
    await client.does(Suspend(), text, "safety_elevated", message_id=message, metadata={"tier": "elevated"})
    assert await items(client) == [None] * 8 + [3]
    assert await alerted(client) == ["high"]
    async with client.store.read() as work:
        words = select(Message.id).where(Message.response == "safety_words")
        assert list(await work.session.scalars(words)), "the words of the higher tier"
    assert (client.slots["phq9_9"], client.slots["paused_flow"]) == ("given", "phq9_form")


async def test_what_is_no_answer_is_not_kept_when_triage_interrupts(client: ChatClient) -> None:
    client.loop, client.slots["requested_slot"] = "phq9_form", "phq9_2"
    await client.does(Suspend(), "i cannot go on like this", "safety_high", metadata={"tier": "high"})
    assert client.slots.get("phq9_2") is None
    assert await client.count(Measure) == 0


async def test_an_unclear_answer_is_asked_again(client: ChatClient) -> None:
    client.loop = "phq9_form"
    assert await client.answers(Phq9(), "phq9_1", "idk", "dont_know") == ["utter_measure_unclear"]
    assert client.slots["phq9_1"] is None


async def test_an_answer_changed_to_a_skip_is_taken_back(client: ChatClient) -> None:
    await answers(client, 1, 3)
    await client.answers(Phq9(), "phq9_1", "skip", "skip_question")
    assert await items(client) == [None] * 9


async def test_slots_of_another_day_are_cleared_when_it_begins(client: ChatClient) -> None:
    client.loop, client.slots = "phq9_form", {"phq9_1": "given", "requested_slot": None}
    await client.does(Phq9(), "continue", "resume_flow")
    assert client.slots["phq9_1"] is None


async def test_the_second_is_offered_after_the_first_and_not_now_is_kept(client: ChatClient) -> None:
    for place in range(1, 10):
        await answers(client, place, 0)
    client.loop = None
    assert await client.does(ClosePhq9(), "", "answer") == ["utter_measure_first", "utter_measures_other"]
    offer = [{"title": "Yes, now", "payload": ACCEPTED}, {"title": "Not now", "payload": "/measures_not_now"}]
    await client.does(Greet(), "hm", "greet", buttons=offer)
    assert await client.does(Affirm(), "yes", "affirm", buttons=offer) == ["utter_begin_measures"]
    assert client.changes[-1]["name"] == "gad7_form"
    assert await client.does(Deny(), "no", "deny") == ["utter_measures_not_now"]


async def test_a_yes_to_the_menu_begins_nothing(client: ChatClient) -> None:
    await client.does(NotNow(), "/measures_not_now", buttons=[{"title": "Questionnaire", "payload": "/start_measures"}])
    assert "utter_begin_measures" not in await client.does(Affirm(), "yes", "affirm")


async def test_there_is_nothing_to_show_before_the_first(client: ChatClient) -> None:
    assert await client.does(ShowScores(), "my scores", "show_measures") == ["utter_measures_none_yet"]


async def test_the_line_names_days_and_totals_and_no_severity(client: ChatClient) -> None:
    for place in range(1, 10):
        await answers(client, place, 3 if place < 9 else 0, message_id=uuid4())
    client.loop = None
    await client.does(ClosePhq9(), "", "answer")
    assert await client.does(ShowScores(), "my scores", "show_measures") == ["utter_measures_course"]
    assert client.said[0]["lines"].startswith("Your mood: ")
    assert client.said[0]["lines"].endswith(": 24")


async def test_on_demand_both_are_done_once_a_day(client: ChatClient) -> None:
    async with client.store.begin() as work:
        for key in questionnaires.ALL:
            await questionnaires.answer(work, client.id, key, 1, 0, uuid4())
            await questionnaires.finish(work, client.id, key)
    assert await client.does(BeginQuestionnaire(), "questionnaire", "start_measures") == ["utter_measures_done_today"]
