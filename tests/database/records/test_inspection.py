"""`landfall inspect`: what was decided about each message, without anybody's words, and on record."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result

from bot.care import Store, audit
from bot.care.records import erasure, inspection
from bot.care.records.inspection import Inspected
from bot.cli import main
from bot.settings import Settings
from bot.store.models import TrackerTurn, new_id
from tests.support.clinic import Clinic
from tests.support.episodes import alarm, damage, hear

Outcome = TypeVar("Outcome")
FIELDS = ["seq", "author", "at", "tier", "check", "categories", "asking", "alert"]


async def inspected(clinic: Clinic, conversation: UUID) -> list[Inspected]:
    async with clinic.store.begin() as work:
        return await inspection.inspect(work, conversation)


async def turn(clinic: Clinic, conversation: UUID, message: str | None, asking: str | None, number: int = 1) -> None:
    """A turn of the dialogue, as its tracker store keeps it."""
    async with clinic.store.begin() as work:
        work.session.add(
            TrackerTurn(
                id=new_id(),
                conversation_id=conversation,
                number=number,
                message_id=message,
                asking=asking,
                sealed=b"-",
            )
        )


async def test_every_message_is_a_line_with_its_triage_and_oldest_first(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await hear(clinic, conversation, "slept well")
    await hear(clinic, conversation, "a song about dying", check=True)
    lines = await inspected(clinic, conversation)
    assert [line.seq for line in lines] == sorted(line.seq for line in lines)
    said = [(line.tier, line.check) for line in lines if line.author == "client"]
    assert said == [("none", False), ("none", True)]
    bot = [line for line in lines if line.author == "bot"]
    assert bot and {(line.tier, line.check, tuple(line.categories)) for line in bot} == {(None, False, ())}


async def test_a_message_names_the_alert_that_it_joined_as_it_is_by_now(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    await hear(clinic, conversation, "thanks")
    one, other = [line for line in await inspected(clinic, conversation) if line.author == "client"]
    assert (one.alert, other.alert) == (("high", "raised"), None)
    assert one.categories == ["suicide"]
    await clinic.resolve(await clinic.only(), clinic.maria)
    assert [line.alert for line in await inspected(clinic, conversation) if line.alert] == [("high", "resolved")]


async def test_what_was_asked_is_of_the_message_s_turn_or_of_the_safety_conversation(clinic: Clinic) -> None:
    conversation = await clinic.client()
    first = await hear(clinic, conversation, "prepare me")
    await turn(clinic, conversation, str(first), "preparation_form.steadies")
    await turn(clinic, conversation, "not one of ours", "a_form.a_slot", 2)
    await turn(clinic, conversation, None, None, 3)
    await alarm(clinic, conversation)
    asked = [line.asking for line in await inspected(clinic, conversation) if line.author == "client"]
    assert asked == ["preparation_form.steadies", "safety.safe_tonight"]
    await hear(clinic, conversation, "no", "no")
    asked = [line.asking for line in await inspected(clinic, conversation) if line.author == "client"]
    assert asked == ["preparation_form.steadies", None, "safety.call"], "what was asked before is not known any more"
    await damage(clinic)
    assert [line.asking for line in await inspected(clinic, conversation)].count("safety.call") == 0


async def test_of_an_erased_client_the_rest_can_still_be_inspected(clinic: Clinic) -> None:
    conversation = await clinic.client()
    await alarm(clinic, conversation)
    client = await clinic.client_of(conversation)
    async with clinic.store.begin() as work:
        await erasure.erase(work, client)
    assert [line.tier for line in await inspected(clinic, conversation) if line.author == "client"] == ["high"]


# ---- the command


@pytest.fixture
def clinic_home(store_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The command works on this database, once of each kind."""
    monkeypatch.setenv("LANDFALL_HOME", str(store_settings.home))
    monkeypatch.setenv("LANDFALL_DATABASE_URL", store_settings.database_url)
    return store_settings


def in_store(settings: Settings, act: Callable[[Store], Awaitable[Outcome]]) -> Outcome:
    async def happen() -> Outcome:
        async with Store.open(settings) as store:
            return await act(store)

    return asyncio.run(happen())


def inspect(conversation: object) -> Result:
    return CliRunner().invoke(main, ["inspect", str(conversation)])


def test_the_command_prints_json_lines_without_a_word_and_an_operator_s_look_is_on_record(
    clinic_home: Settings,
) -> None:
    async def an_evening(store: Store) -> UUID:
        clinic = await Clinic.founded(store)
        conversation = await clinic.client("Sam")
        await alarm(clinic, conversation, "zebra crossing")
        return conversation

    conversation = in_store(clinic_home, an_evening)
    result = inspect(conversation)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(list(line) == FIELDS for line in lines)
    said = [line for line in lines if line["author"] == "client"]
    assert said[0]["alert"] == {"tier": "high", "status": "raised"}
    assert said[0]["asking"] == "safety.safe_tonight"
    assert "zebra" not in result.stdout and "Sam" not in result.stdout

    async def latest(store: Store) -> audit.Entry:
        async with store.read() as work:
            return (await audit.latest(work))[0]

    entry = in_store(clinic_home, latest)
    assert (entry.actor, entry.act) == ("operator", "conversation.inspected")
    assert (entry.subject, entry.detail) == (f"conversation:{conversation}", {"messages": str(len(lines))})


def test_an_id_that_is_none_or_of_no_conversation_is_a_sentence_and_exit_code_2(clinic_home: Settings) -> None:
    result = inspect("zebra")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'zebra' is not a valid UUID" in result.stderr
    unknown = uuid4()
    result = inspect(unknown)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no conversation {unknown}." in result.stderr

    async def looks(store: Store) -> int:
        async with store.read() as work:
            return len(await audit.latest(work))

    assert in_store(clinic_home, looks) == 0
