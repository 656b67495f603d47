"""`landfall shell`: a chat in the terminal through the real gateway."""

import asyncio
import io

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.operate.shell import listed, pressed, talk
from tests.support.live import Live
from tests.support.ports import free_ports


def test_the_sign_of_a_button_presses_it_and_a_number_alone_is_an_answer() -> None:
    offered = [{"id": "3.0", "title": "Skip"}, {"id": "3.1", "title": "No"}]
    assert listed(offered) == ["#1 Skip", "#2 No"]
    assert pressed("#2", offered) == offered[1]
    for text in ("1", "#0", "#3", "#", "#sleep", "yes", "#2 of them"):
        assert pressed(text, offered) is None


def test_where_nothing_runs_it_says_so_and_what_to_do() -> None:
    (port,) = free_ports(1)
    result = CliRunner().invoke(main, ["shell", "--url", f"http://127.0.0.1:{port}"])
    assert result.exit_code == 1
    assert f"No Landfall answers at http://127.0.0.1:{port}" in result.output
    assert "landfall up" in result.output


async def test_a_client_talks_in_the_terminal_presses_a_button_and_is_heard_in_distress(live: Live) -> None:
    out = io.StringIO()
    await asyncio.to_thread(talk, live.url, io.StringIO("#1\nI want to kill myself\n"), out)
    opening, after_button, after_distress = out.getvalue().split("> ")[:3]
    first = next(line.strip()[3:] for line in opening.splitlines() if line.strip().startswith("#1 "))
    assert first, opening
    assert after_button.strip(), out.getvalue()
    assert "988" in after_distress, out.getvalue()


@pytest.mark.parametrize("url", ["no-address", "http://"])
def test_an_address_that_is_none_is_refused_in_a_sentence(url: str) -> None:
    result = CliRunner().invoke(main, ["shell", "--url", url])
    assert result.exit_code == 1
    assert "No Landfall answers" in result.output
