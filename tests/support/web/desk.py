"""The console as the coach in front of it knows it."""

from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Locator, Page, expect

from bot.care.accounts import coaches
from tests.support.client import Client
from tests.support.live import Live
from tests.support.web.screens import DESKTOP, WAIT_MS, Screens

expect.set_options(timeout=WAIT_MS)

CHOSEN = "lanterns over the lake"


class Desk:
    """The console as the coach in front of it knows it."""

    def __init__(self, page: Page, live: Live, name: str = "Coach") -> None:
        self.page, self.live, self.name = page, live, name
        self.alerts = page.locator(".alert")
        self.lines = page.locator("#messages > li")
        self.said = page.locator("main > .line")

    async def log_in(self, email: str, password: str) -> None:
        """Log in, and choose a password if that was a one-time one."""
        await self.page.goto(f"{self.live.url}/coach/")
        await self.page.get_by_label("Email").fill(email)
        await self.page.get_by_label("Password").fill(password)
        await self.page.get_by_role("button", name="Log in").click()
        await expect(self.page.get_by_role("heading", level=1)).not_to_contain_text("Landfall for coaches")
        if "/coach/password" in self.page.url:
            await self.page.get_by_label("One-time password").fill(password)
            await self.page.get_by_label("New password", exact=True).fill(CHOSEN)
            await self.page.get_by_label("The new password again").fill(CHOSEN)
            await self.page.get_by_role("button", name="Save password").click()
        await expect(self.page.get_by_role("heading", name="Alerts", exact=True)).to_be_visible()

    async def open(self, client: Client) -> None:
        """The transcript of a client."""
        await self.read(client.conversation_id)

    async def read(self, conversation_id: UUID) -> None:
        """The transcript of this conversation."""
        await self.go(f"conversations/{conversation_id}")

    async def go(self, path: str) -> None:
        """A page of the console."""
        await self.page.goto(f"{self.live.url}/coach/{path}")

    async def opens_everything(self) -> None:
        """Everything that can be opened on this page, the menu apart, is open."""
        await self.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")

    def message(self, text: str) -> Locator:
        """The client's message with this text."""
        return self.page.locator(".from-client", has_text=text)

    async def acknowledge(self) -> None:
        """Take the alert on this page."""
        await self.page.get_by_role("button", name="Acknowledge").click()

    async def resolve(self, note: str, *, clear: bool = False) -> None:
        """Close the alert on this page."""
        await self.page.get_by_text("Resolve…").click()
        await self.page.get_by_label("What came of it").fill(note)
        if clear:
            await self.page.get_by_label("Clear it").check()
        await self.page.get_by_role("button", name="Resolve", exact=True).click()


async def sit_down(screens: Screens, live: Live, **how: Any) -> Desk:
    """A coach who has just logged in."""
    desk = Desk(await screens.open(**(how or DESKTOP)), live)
    await desk.log_in(live.coach_email, live.coach_password)
    return desk


async def new_coach(screens: Screens, live: Live, name: str = "Noor Haddad", **how: Any) -> Desk:
    """A coach who is new here, and has just logged in. Nobody else has quite the same name."""
    code = uuid4().hex
    email = f"{code}@example.org"
    desk = Desk(await screens.open(**(how or DESKTOP)), live, f"{name} {code[:4]}")
    async with live.store.begin() as work:
        one_time = await coaches.add(work, desk.name, email)
    await desk.log_in(email, one_time)
    return desk
