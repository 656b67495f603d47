"""A real Chromium for the tests of the chat page and the console; without one they are skipped, loudly."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.support.web.screens import QUIET, Screens, chromium_path

_skipped: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser as skipped, before anything they need is started."""
    if chromium_path():
        return
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: install Debian's chromium"))
            _skipped.append(item.name)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end, where nobody can miss it, that the pages were not tested."""
    if _skipped:
        terminalreporter.section("THE CHAT PAGE AND THE CONSOLE WERE NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(_skipped)} browser tests were skipped: no Chromium found.")
        terminalreporter.line("Install it (apt-get install chromium) or set LANDFALL_CHROMIUM to its path.")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests of this folder; they run in the session's event loop, as it does."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def screens(chromium: Browser) -> AsyncIterator[Screens]:
    """A fresh set of screens for one test, which fails if a page threw or broke its security policy."""
    screens = Screens(chromium)
    yield screens
    await screens.close()
    assert screens.complaints == []
