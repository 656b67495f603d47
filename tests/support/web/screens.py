"""What the browser tests share: the Chromium of this machine, the sizes of screens, and opening pages on it."""

import os
import shutil
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, WebSocketRoute

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1200, "height": 800}}
WAIT_MS = 20_000  # how long a page may take on a busy machine before a test gives up on it


def chromium_path() -> str | None:
    """Where this machine's Chromium is (LANDFALL_CHROMIUM, or on the PATH), or None."""
    named = os.environ.get("LANDFALL_CHROMIUM")
    candidates = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in candidates if (path := shutil.which(name))), None)


class Screens:
    """Opens browser contexts that are strangers to each other, and notes what goes wrong inside them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def open(self, **how: Any) -> Page:
        """A blank page in a context of its own; `how` goes to Playwright's `new_context`."""
        context = await self._browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", **how)
        context.set_default_timeout(WAIT_MS)
        self._contexts.append(context)
        page = await context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        """Note every script error and every breach of the content security policy on `page`."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda entry: (
                self.complaints.append(entry.text)
                if entry.type == "error" and "Content Security Policy" in entry.text
                else None
            ),
        )

    async def close(self) -> None:
        """Close every context that was opened."""
        for context in self._contexts:
            await context.close()


async def sockets_of(page: Page) -> list[WebSocketRoute]:
    """The WebSockets that a page opens from now on, in a list that grows: so that a test can close one."""
    opened: list[WebSocketRoute] = []

    async def passing_through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        opened.append(socket)

    await page.route_web_socket("**/v1/socket", passing_through)
    return opened
