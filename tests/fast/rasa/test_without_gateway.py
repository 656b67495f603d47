"""Rasa without a gateway in front, as in `rasa shell`: sensible defaults, and no way to a client's data."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
import yaml
from rasa.core.run import create_http_input_channels
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig

from bot.dialogue import channel, tracker_rows
from bot.dialogue.action_endpoint import StrictActionEndpoint
from bot.dialogue.consent_gate import ConsentGate
from bot.dialogue.failure import TurnFailed
from bot.dialogue.listening_gate import ListeningGate
from bot.dialogue.tracker_store import SealedTrackerStore, conversation_of_a_client
from bot.dialogue.triage_gate import TriageGate
from bot.settings import PROJECT, Settings, settings


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Settings without a service token, as outside `landfall up`."""
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "")
    monkeypatch.setenv("LANDFALL_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings with a service token, as in a process of `landfall up`."""
    monkeypatch.setenv("LANDFALL_SERVICE_TOKEN", "of-this-test")
    settings.cache_clear()


def typed(text: str, intent: str) -> Message:
    return Message(data={"text": text, "intent": {"name": intent, "confidence": 0.9}})


def after(gate: Any, said: Message, tracker: DialogueStateTracker | None = None) -> str:
    gate.process([said], tracker)
    return str(said.get("intent")["name"])


def asked(slot: str) -> DialogueStateTracker:
    """The tracker of a conversation in which a form has asked for this slot."""
    form = "integration_form"
    events = [ActionExecuted(form), ActiveLoop(form), SlotSet("requested_slot", slot), ActionExecuted("action_listen")]
    return DialogueStateTracker.from_events("somebody", events, [TextSlot("requested_slot", [{}])])


def test_nobody_is_asked_for_consent_where_there_is_no_gateway() -> None:
    assert after(ConsentGate({}), typed("prepare", "start_preparation")) == "start_preparation"


@pytest.mark.usefixtures("served")
def test_a_process_with_the_token_lets_nothing_through_that_has_no_metadata() -> None:
    assert after(ConsentGate({}), typed("prepare", "start_preparation")) == "needs_consent"


def test_distress_shows_without_a_gateway_too() -> None:
    assert after(TriageGate({}), typed("i want to kill myself", "greet")).startswith("safety_")
    assert after(TriageGate({}), typed("hello there", "greet")) == "greet"


def test_the_open_question_is_read_from_the_tracker() -> None:
    gate = ListeningGate({})
    assert after(gate, typed("I wanted it to stop, all of it", "stop_for_now"), asked("hard")) == "answer"
    assert after(gate, typed("I wanted it to stop, all of it", "stop_for_now")) == "stop_for_now"


def test_a_conversation_without_a_gateway_is_kept_in_memory_and_needs_no_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_database() -> None:
        raise AssertionError("the database was opened")

    monkeypatch.setattr(tracker_rows, "opened_store", no_database)
    store = SealedTrackerStore(Domain.empty())

    async def talk(sender: str) -> DialogueStateTracker | None:
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered("hello", {"name": "greet"}))
        await store.save(tracker)
        return await store.retrieve(sender)

    for sender in ("default", str(uuid4())):  # an id that could be a client's makes no difference
        found = asyncio.run(talk(sender))
        assert found is not None
        assert found.latest_message is not None
        assert found.latest_message.text == "hello"


@pytest.mark.parametrize("sender", ["default", str(uuid4())])
def test_a_failing_database_fails_the_turn_of_a_client_and_nothing_falls_back_to_memory(
    monkeypatch: pytest.MonkeyPatch, sender: str
) -> None:
    def away() -> None:
        raise OSError

    monkeypatch.setattr(tracker_rows, "opened_store", away)
    store = SealedTrackerStore(Domain.empty())

    async def turn() -> None:
        with conversation_of_a_client():
            await store.retrieve(sender)

    with pytest.raises(TurnFailed):
        asyncio.run(turn())


def test_a_plain_rasa_run_has_no_door_but_the_gateways_and_that_is_shut_without_a_token() -> None:
    channels = create_http_input_channels(None, str(PROJECT / "credentials.yml"))
    assert [one.name() for one in channels] == ["gateway"]
    for given in ("", "Bearer ", "Bearer guessed"):
        assert not channel._is_gateway(SimpleNamespace(headers={"Authorization": given}))  # type: ignore[arg-type]


def test_the_gateways_turns_call_the_actions_that_the_settings_name_with_the_token() -> None:
    read = EndpointConfig.from_dict(yaml.safe_load((PROJECT / "endpoints.yml").read_text())["action_endpoint"])
    strict = StrictActionEndpoint.instead_of(read, Settings(actions_port=6002, service_token="t0ken"))
    assert strict.url == "http://127.0.0.1:6002/webhook"
    assert strict.combine_parameters({}) == {"token": "t0ken"}
    assert strict.kwargs == read.kwargs


def test_the_example_of_a_env_file_names_every_setting_with_its_default_and_no_other() -> None:
    lines = [line.lstrip("#") for line in (PROJECT / ".env.example").read_text().splitlines()]
    named = dict(line.split("=", 1) for line in lines if line.startswith("LANDFALL_"))
    assert sorted(named) == sorted(f"LANDFALL_{name.upper()}" for name in Settings.__fields__)
    for name, field in Settings.__fields__.items():
        if field.default not in (None, "") and name != "home":
            default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert named[f"LANDFALL_{name.upper()}"].strip('"') == default
