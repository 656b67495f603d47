"""What the gateway pushes besides answers: the help bar, and the line that nobody has opened the alert in time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from bot.care import now
from bot.care.safety import crisis_lines
from bot.care.safety.episodes import rows
from bot.gateway import tokens
from bot.store.models import Escalation
from tests.support.clinic import Clinic
from tests.support.door import Door
from tests.support.episodes import damage

NUMBERS = {"emergency": "911", "call": "988", "text": "988", "quiet": False}


async def help_of(door: Door, headers: dict[str, str]) -> Any:
    """The help bar as the next request tells it."""
    async with door.http.get("/v1/messages", headers=headers) as response:
        return (await response.json())["help"]


async def test_the_bar_comes_with_an_alarm_and_goes_when_a_coach_has_closed_it(door: Door) -> None:
    headers = await door.enter()
    assert await help_of(door, headers) is None
    await door.send(headers, "hello")
    assert await help_of(door, headers) is None
    await door.send(headers, "i want to kill myself tonight")
    assert await help_of(door, headers) == NUMBERS
    client = tokens.verify(door.store.keyring.tokens, headers["Authorization"][7:]).client_id
    clinic = await Clinic.founded(door.store)
    async with door.store.begin() as work:
        await rows.close(work, client, clinic.maria, now())
    assert await help_of(door, headers) is None


async def test_a_socket_hears_of_it_before_the_words_and_also_that_there_is_none(door: Door) -> None:
    headers = await door.enter()
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": headers["Authorization"][7:], "after": 0})
        assert await next_of(socket, "help") == {"type": "help", "help": None}
        await door.send(headers, "i want to kill myself tonight")
        told = [(await socket.receive_json(timeout=10))["type"]]
        while told[-1] != "message":
            told.append((await socket.receive_json(timeout=10))["type"])
    assert "help" in told


async def test_an_episode_that_cannot_be_opened_has_a_quiet_bar_and_keeps_no_message_back(door: Door) -> None:
    headers = await door.enter()
    await door.send(headers, "i want to kill myself tonight")
    await damage(await Clinic.founded(door.store))
    assert (await help_of(door, headers))["quiet"]
    assert len(await door.messages(headers)) > 1


async def test_another_client_s_alarm_brings_none(door: Door) -> None:
    headers, other = await door.enter(), await door.enter()
    await door.send(headers, "i want to kill myself tonight")
    assert await help_of(door, other) is None


def test_every_country_has_an_emergency_number_that_can_be_tapped_and_a_line_with_one_or_none() -> None:
    for entry in crisis_lines.verified():
        assert any(char.isdigit() for char in crisis_lines.numbers(entry.code)["default"][0]), entry.code
        for kind in (crisis_lines.CRISIS, "violence"):
            line = crisis_lines.with_a_number(entry.code, kind)
            assert line is None or line.call or line.text, entry.code
    assert crisis_lines.with_a_number("DE", "violence") != crisis_lines.with_a_number("DE")
    assert crisis_lines.with_a_number(None) is None


async def test_a_line_that_nobody_opened_the_alert_reaches_an_open_page_like_every_other_message(door: Door) -> None:
    headers = await door.enter()
    await door.send(headers, "i want to kill myself tonight")
    seen = max(message["seq"] for message in await door.messages(headers))
    async with door.http.ws_connect("/v1/socket") as socket:
        await socket.send_json({"token": headers["Authorization"][7:], "after": seen})
        async with door.store.begin() as work:
            await work.session.execute(update(Escalation).values(due_at=now() - timedelta(seconds=1)))
        frame = await next_of(socket, "message")
    assert frame["message"]["author"] == "bot"
    assert "988" in frame["message"]["text"]


async def next_of(socket: Any, kind: str) -> Any:
    """The next frame of this kind."""
    while (frame := await socket.receive_json(timeout=10))["type"] != kind:
        pass
    return frame
