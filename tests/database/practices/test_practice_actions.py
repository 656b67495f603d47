"""Between treatment sessions, the practice form: one small thing is chosen in their words, read back, and kept once."""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from actions.practices.practices import (
    CHOSEN,
    SUGGESTED,
    AskAside,
    AskKept,
    AskKind,
    BeginPractice,
    ClosePractice,
    Practising,
)
from bot.care import now
from bot.care.practices import content, practices
from bot.store.models import Practice
from tests.support.chat_client import ChatClient

REST = ("practice_now", "practice_words", "practice_kept")


def pressed(value: str) -> dict[str, Any]:
    return {"entities": [{"entity": "value", "value": value}]}


async def begins(client: ChatClient, kind: str = "sleep") -> list[str]:
    said = await client.does(BeginPractice(), f'/start_practice{{"value": "{kind}"}}', "start", **pressed(kind))
    client.loop = Practising.form
    return said


async def chooses(client: ChatClient, text: str, **more: Any) -> list[str]:
    return await client.answers(Practising(), "practice_words", text, **more)


async def running(client: ChatClient) -> str | None:
    async with client.store.read() as work:
        one = await practices.running(work, client.id)
    return one.text if one else None


async def test_a_named_practice_is_not_asked_for_and_nothing_is_put_aside_where_nothing_runs(
    client: ChatClient,
) -> None:
    assert await begins(client) == ["utter_begin_practice"]
    assert (client.slots["practice_kind"], client.slots["practice_aside"]) == ("sleep", "not asked")


async def test_the_seven_are_offered_with_those_that_were_hinted_at_first(client: ChatClient) -> None:
    names = list(content.between())
    hinted = content.between()[names[-1]].title
    await client.does(AskKind(), f"something with {hinted}")
    values = [button["payload"] for button in client.said[0]["buttons"]]
    assert len(values) == len(names) == 7
    assert values[0] == f'/answer{{"value": "{names[-1]}"}}'


@pytest.mark.parametrize(("text", "more"), [("no idea what", {}), ('/answer{"value": "golf"}', pressed("golf"))])
async def test_a_practice_that_is_none_of_them_is_asked_for_again(
    client: ChatClient, text: str, more: dict[str, Any]
) -> None:
    client.loop = Practising.form
    assert await client.answers(Practising(), "practice_kind", text, **more) == ["utter_practice_kind_unclear"]
    assert client.slots["practice_kind"] is None


async def test_who_wants_none_is_asked_nothing_more(client: ChatClient) -> None:
    client.loop = Practising.form
    await client.answers(Practising(), "practice_kind", "none of them", "deny")
    assert client.slots["practice_kind"] == "skipped"
    assert {client.slots[name] for name in REST} == {"not asked"}


async def test_what_is_there_already_goes_to_the_journal_under_the_practice(client: ChatClient) -> None:
    await begins(client)
    await client.answers(Practising(), "practice_now", "i read until two")
    assert await client.written() == {"sleep": "i read until two"}
    assert client.slots["practice_now"] == "given"


@pytest.mark.parametrize("name", ["practice_now", "practice_words"])
async def test_a_mere_yes_is_asked_to_be_put_in_words_and_a_no_is_accepted(client: ChatClient, name: str) -> None:
    await begins(client)
    assert await client.answers(Practising(), name, "yes", "affirm") == ["utter_in_your_words"]
    assert client.slots[name] is None
    await client.answers(Practising(), name, "nothing", "deny")
    assert client.slots[name] == "skipped"
    assert await client.count(Practice) == 0
    assert await client.written() == {}


async def test_a_turn_that_runs_twice_keeps_one_practice(client: ChatClient) -> None:
    await begins(client)
    message = uuid4()
    for _ in range(2):
        await chooses(client, "tea at nine", message_id=message)
    assert (await running(client), await client.count(Practice)) == ("tea at nine", 1)
    assert client.slots["practice_kept"] is None, "it is read back next"


@pytest.mark.parametrize(
    ("text", "intent", "more"),
    [("yes", "affirm", {}), ("yes that's it", "answer", {}), ('/answer{"value": "yes"}', "answer", pressed("yes"))],
)
async def test_what_is_read_back_is_kept_with_a_yes(
    client: ChatClient, text: str, intent: str, more: dict[str, Any]
) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    assert await client.does(AskKept(), "") == ["utter_ask_practice_kept"]
    assert client.said[0]["action"] == "tea at nine"
    await client.answers(Practising(), "practice_kept", text, intent, **more)
    assert (client.slots["practice_kept"], await running(client)) == ("given", "tea at nine")


@pytest.mark.parametrize(("text", "intent"), [("no", "deny"), ("no not that", "answer"), ("hm", "dont_know")])
async def test_a_no_asks_for_the_words_again(client: ChatClient, text: str, intent: str) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    await client.answers(Practising(), "practice_kept", text, intent)
    assert (client.slots["practice_words"], client.slots["practice_kept"]) == (None, None)


async def test_new_words_take_the_place_of_the_old_ones_also_when_they_begin_with_a_no(client: ChatClient) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    await client.answers(Practising(), "practice_kept", "no coffee after four in the afternoon")
    assert client.slots["practice_kept"] is None, "the new words are read back again"
    assert await running(client) == "no coffee after four in the afternoon"
    assert await client.count(Practice) == 1


async def test_while_one_runs_a_new_one_is_asked_about_first_and_a_no_leaves_it(client: ChatClient) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    await client.does(ClosePractice(), "")
    client.loop = None
    await begins(client, "food")
    assert client.slots["practice_aside"] is None
    assert await client.does(AskAside(), "") == ["utter_ask_practice_aside"]
    assert client.said[0]["action"] == "tea at nine"
    assert await client.answers(Practising(), "practice_aside", "purple") == ["utter_choice_unclear"]
    assert await client.answers(Practising(), "practice_aside", "no", "deny") == ["utter_practice_stays"]
    assert {client.slots[name] for name in ("practice_kind", *REST)} == {"not asked"}
    assert await running(client) == "tea at nine"


async def test_a_yes_to_putting_it_aside_goes_on_and_the_new_one_takes_its_place(client: ChatClient) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    await client.does(ClosePractice(), "")
    client.loop = None
    await begins(client, "food")
    assert await client.answers(Practising(), "practice_aside", "yes", "affirm") == []
    await chooses(client, "soup on sunday")
    assert (await running(client), await client.count(Practice)) == ("soup on sunday", 2)


async def test_a_practice_that_was_deleted_meanwhile_is_said_to_be_gone(client: ChatClient) -> None:
    client.slots[CHOSEN] = str(uuid4())
    assert await client.does(AskKept(), "") == ["utter_practice_gone"]
    assert await client.does(ClosePractice(), "") == ["utter_menu"]


async def test_at_the_end_the_day_on_which_it_is_looked_back_at_is_named(client: ChatClient) -> None:
    await begins(client)
    await chooses(client, "tea at nine")
    client.slots["paused_flow"] = "preparation_form"
    due = (now() + practices.REVIEW_AFTER).astimezone(ZoneInfo("Europe/Berlin"))
    assert await client.does(ClosePractice(), "") == ["utter_practice_chosen", "utter_offer_to_return"]
    assert client.said[0]["day"].startswith(f"{due:%A}")
    assert client.slots[CHOSEN] is None
    assert {client.slots[name] for name in Practising.questions} == {None}


async def test_beginning_again_in_the_middle_keeps_what_was_answered(client: ChatClient) -> None:
    await begins(client)
    await client.answers(Practising(), "practice_now", "i read until two")
    assert await client.does(BeginPractice(), "practices", "start_practice") == []
    client.loop = None
    assert await client.does(BeginPractice(), "practices", "start_practice") == ["utter_pick_up"]
    assert client.slots["practice_now"] == "given"
    await begins(client, "food")
    assert (client.slots["practice_kind"], client.slots["practice_now"]) == ("food", None), "another one begins anew"


async def test_a_yes_to_what_was_suggested_begins_that(client: ChatClient) -> None:
    client.slots[SUGGESTED] = "food"
    await client.does(BeginPractice(), "yes", "affirm")
    assert (client.slots["practice_kind"], client.slots[SUGGESTED]) == ("food", None)
