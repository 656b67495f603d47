"""The scripted conversations of `scripts/`: each one is talked through with the running system.

Those that are marked with `shown` are also what clinicians read in docs/conversations.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support import pages
from tests.support.crowd import Crowd
from tests.support.live import Live
from tests.support.scripts import Script, play, scripts
from tests.support.transcripts import Recording

SCRIPTS = list(scripts(Path(__file__).parent / "scripts"))


@pytest.fixture(scope="module")
async def crowd(live: Live, request: pytest.FixtureRequest) -> AsyncIterator[Crowd[Recording]]:
    chosen = [item.callspec.params["script"] for item in Crowd.selected(request, "test_conversation")]
    async with Crowd({script.name: play(live, script) for script in chosen}) as crowd:
        yield crowd


def test_there_are_at_least_forty() -> None:
    assert len(SCRIPTS) >= 40


@pytest.mark.parametrize(
    "script",
    [pytest.param(script, id=script.name, marks=[pytest.mark.shown] if script.shown else []) for script in SCRIPTS],
)
async def test_conversation(crowd: Crowd[Recording], script: Script, write_conversations: bool) -> None:
    recording = await crowd.result(script.name)
    if script.shown is None:
        return
    text = await recording.text()
    if write_conversations:
        pages.put(script, text, SCRIPTS)
    changed = pages.differences(script, text)
    assert not changed, (
        f"docs/conversations/{script.shown}.md does not show what is said now.\n"
        f"Run `{pages.COMMAND}`, and read what it changed.\n{changed}"
    )
