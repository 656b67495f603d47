"""The scripted conversations of `scripts/`: each one is talked through with the running system."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.crowd import Crowd
from tests.support.live import Live
from tests.support.people import Person
from tests.support.scripts import Script, play, scripts

SCRIPTS = list(scripts(Path(__file__).parent / "scripts"))


@pytest.fixture(scope="module")
async def crowd(live: Live, request: pytest.FixtureRequest) -> AsyncIterator[Crowd[Person]]:
    chosen = [item.callspec.params["script"] for item in Crowd.selected(request, "test_conversation")]
    async with Crowd({script.name: play(live, script) for script in chosen}) as crowd:
        yield crowd


def test_there_are_at_least_forty() -> None:
    assert len(SCRIPTS) >= 40


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
async def test_conversation(crowd: Crowd[Person], script: Script) -> None:
    await crowd.result(script.name)
