"""The pager: sends the pages that are due through Apprise, to whatever addresses the operator set."""

import asyncio
import contextlib
from collections.abc import Sequence

import apprise
import structlog

from bot.care import Store, StoreError, now
from bot.care.safety import notifications
from bot.care.safety.notifications import Due
from bot.gateway.metrics import Metrics

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0
TITLES = {
    "imminent": "Landfall: IMMINENT, look now",
    "high": "Landfall: high, look within 30 minutes",
    "elevated": "Landfall: elevated, look today",
}


class Pager:
    """Pages people in the operator's order: the first at once, the next when nobody acknowledges in time."""

    def __init__(self, store: Store, metrics: Metrics, addresses: Sequence[str], console_url: str) -> None:
        self._store = store
        self._metrics = metrics
        self._addresses = list(addresses)
        self._console_url = console_url
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look for due pages now rather than at the next round."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is due, for ever."""
        while True:
            try:
                await self._send_due()
            except StoreError as problem:
                log.warning("pager.store", problem=str(problem))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_SECONDS)
            self._wake.clear()

    async def page_now(self, tier: str, round_number: int = 0) -> bool:
        """Page without the outbox, for when the database is away. True if someone could be told."""
        body = f"An alert was raised while the database is away. Console: {self._console_url}"
        return await self._notify(tier, body, round_number)

    async def _send_due(self) -> None:
        async with self._store.read() as work:  # most looks find nothing, and a look alone must not block writers
            if not await notifications.any_due(work, now()):
                return
        async with self._store.begin() as work:
            due = await notifications.claim(work, now())
        await asyncio.gather(*(self._send(page) for page in due))

    async def _send(self, due: Due) -> None:
        body = (
            f"Raised {due.raised_at:%H:%M} UTC{f' ({due.category})' if due.category else ''}. "
            f"Open the console to read and acknowledge: {self._console_url}/alerts/{due.escalation_id}"
        )
        told = await self._notify(due.tier, body, due.round)
        async with self._store.begin() as work:
            if told:
                await notifications.sent(work, due, now())
            else:
                await notifications.failed(work, due, now(), len(self._addresses))

    async def _notify(self, tier: str, body: str, round_number: int) -> bool:
        """Tell one person. The log is always told: it is what an operator without addresses has."""
        log.warning("ALERT", tier=tier, round=round_number, page=body)
        if not self._addresses:
            self._metrics.pages.labels("logged").inc()
            return True
        sender = apprise.Apprise()
        sender.add(self._addresses[round_number % len(self._addresses)])
        try:
            told = bool(await asyncio.to_thread(sender.notify, body=body, title=TITLES[tier]))
        except Exception as problem:  # a plugin's own failure must not stop the pages after it
            log.error("page.failed", kind=type(problem).__name__)
            told = False
        self._metrics.pages.labels("sent" if told else "failed").inc()
        if not told:
            log.error("page.failed", round=round_number)
        return told
