"""Calming practices: one step a message, at the client's own pace, and nothing of them is stored."""

from typing import Any
from uuid import uuid4

import pytest

from actions import store as process
from actions.core.context import ActionContext
from actions.practices.calming import AT, AskCalmStep, AskCalmWhich, BeginCalming, Calming, CloseCalming, offer_calming
from bot.care.practices import content
from tests.support.chat_client import ChatClient

NAMES = list(content.calming())


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> ChatClient:
    """Somebody at the chat; there is no store, and no sandbox instead of it, because nothing is to be stored."""
    store: Any = None
    monkeypatch.setattr(process, "_opened", [store])
    return ChatClient(store, uuid4())


@pytest.fixture
async def breathing(chat: ChatClient) -> ChatClient:
    """The same, at the first step of the first practice."""
    await chat.does(BeginCalming(), "slow breathing", "start_calming")
    chat.loop = Calming.form
    return chat


def pressed(value: str) -> dict[str, Any]:
    return {"entities": [{"entity": "value", "value": value}]}


def steps(chat: ChatClient) -> int:
    return len(content.calming()[chat.slots["calm_which"]].steps)


@pytest.mark.parametrize(
    ("text", "name"), [("slow breathing", "breathing"), ("a body scan", "body_scan"), ("hm", None)]
)
async def test_a_practice_is_begun_by_its_name_or_else_chosen(chat: ChatClient, text: str, name: str | None) -> None:
    await chat.does(BeginCalming(), text, "start_calming")
    assert (chat.slots["calm_which"], chat.slots[AT]) == (name, 0)
    await chat.does(AskCalmWhich(), "")
    titles = [button["title"] for button in chat.said[0]["buttons"]]
    assert titles == [guide.title for guide in content.calming().values()]


async def test_beginning_one_leaves_what_was_going_on_for_later(chat: ChatClient) -> None:
    chat.loop = "preparation_form"
    await chat.does(BeginCalming(), "slow breathing", "start_calming")
    assert (chat.loop, chat.slots["paused_flow"]) == (None, "preparation_form")


@pytest.mark.parametrize(
    ("text", "intent", "more", "name"),
    [
        ("the body scan", "answer", {}, "body_scan"),
        ('/answer{"value": "body_scan"}', "answer", pressed("body_scan"), "body_scan"),
        ("yes please", "affirm", {}, NAMES[0]),
        ("rather not", "deny", {}, "skipped"),
    ],
)
async def test_which_one_is_said_pressed_or_left(
    chat: ChatClient, text: str, intent: str, more: dict[str, Any], name: str
) -> None:
    chat.loop = Calming.form
    await chat.answers(Calming(), "calm_which", text, intent, **more)
    assert chat.slots["calm_which"] == name
    assert chat.slots.get("calm_step") == ("not asked" if name == "skipped" else None)


@pytest.mark.parametrize(("text", "more"), [("purple", {}), ('/answer{"value": "juggling"}', pressed("juggling"))])
async def test_what_names_none_is_asked_again(chat: ChatClient, text: str, more: dict[str, Any]) -> None:
    chat.loop = Calming.form
    assert await chat.answers(Calming(), "calm_which", text, **more) == ["utter_calm_which_unclear"]
    assert chat.slots["calm_which"] is None


@pytest.mark.parametrize("intent", ["answer", "affirm", "deny", "skip_question"])
async def test_whatever_is_said_leads_one_step_on_and_after_the_last_it_is_over(
    breathing: ChatClient, intent: str
) -> None:
    said = []
    for number in range(steps(breathing)):
        assert breathing.slots["calm_step"] is None, f"it is over after {number} steps"
        await breathing.does(AskCalmStep(), "")
        said.append(breathing.said[0]["step"])
        await breathing.answers(Calming(), "calm_step", "ok", intent)
    assert breathing.slots["calm_step"] == "given"
    assert said == [stage.text for stage in content.calming()["breathing"].steps]


async def test_back_is_one_step_back_and_from_the_first_step_to_the_choice(breathing: ChatClient) -> None:
    await breathing.answers(Calming(), "calm_step", "ok")
    await breathing.answers(Calming(), "calm_step", "ok")
    turn = await _turn(breathing)
    assert Calming().before(turn) == [{"event": "slot", "timestamp": None, "name": AT, "value": 1}]
    breathing.slots[AT] = 0
    events = Calming().before(await _turn(breathing)) or []
    assert [(event["name"], event["value"]) for event in events] == [("calm_which", None)]


async def _turn(chat: ChatClient) -> ActionContext:
    seen: list[ActionContext] = []

    class Look(BeginCalming):
        async def handle(self, turn: ActionContext, say: object) -> list[dict[str, Any]]:
            seen.append(turn)
            return []

    await chat.does(Look(), "go back", "go_back")
    return seen[0]


async def test_in_the_middle_another_one_begins_at_its_first_step_and_its_own_name_changes_nothing(
    breathing: ChatClient,
) -> None:
    await breathing.answers(Calming(), "calm_step", "ok")
    await breathing.does(BeginCalming(), "calm me down", "start_calming")
    assert (breathing.slots["calm_which"], breathing.slots[AT]) == ("breathing", 1)
    await breathing.does(BeginCalming(), "the body scan instead", "start_calming")
    assert (breathing.slots["calm_which"], breathing.slots[AT]) == ("body_scan", 0)


async def test_who_stands_behind_the_last_step_of_a_shortened_practice_reads_the_last(breathing: ChatClient) -> None:
    breathing.slots[AT] = 99
    await breathing.does(AskCalmStep(), "")
    assert breathing.said[0]["step"] == content.calming()["breathing"].steps[-1].text


async def test_at_the_end_it_offers_to_go_on_with_what_was_paused(breathing: ChatClient) -> None:
    assert await breathing.does(CloseCalming(), "") == ["utter_calm_over", "utter_menu"]
    breathing.slots |= {"calm_which": "skipped", "paused_flow": "preparation_form"}
    assert await breathing.does(CloseCalming(), "") == ["utter_offer_to_return"], "nothing was done that could be over"
    assert (breathing.slots["calm_which"], breathing.slots[AT]) == (None, 0)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("help me settle myself", "yes"), ("no", "no"), ("body scan", "body_scan"), ("blue", None)],
)
async def test_the_offer_at_the_end_of_another_flow_is_taken_left_or_asked_again(
    chat: ChatClient, text: str, kept: str | None
) -> None:
    class Preparing(Calming):
        form = "preparation_form"
        questions = {"calming": offer_calming()}

    chat.loop = Preparing.form
    said = await chat.answers(Preparing(), "calming", text)
    assert chat.slots["calming"] == kept
    assert said == ([] if kept else ["utter_choice_unclear"])
