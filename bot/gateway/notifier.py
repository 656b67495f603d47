"""Notifier: sends the notifications to coaches that are due in the outbox, through Apprise."""

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


class Notifier:
    """Notifies coaches in the operator's order: the first at once, the next when nobody acknowledges in time.

    Delivery is at least once: a notification that was sent before a crash but not recorded is sent again.
    """

    def __init__(self, store: Store, metrics: Metrics, addresses: Sequence[str], console_url: str) -> None:
        self._store = store
        self._metrics = metrics
        self._addresses = list(addresses)
        self._console_url = console_url
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look into the outbox now rather than at the next round."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is due in the outbox, once a second or when woken, until cancelled."""
        while True:
            try:
                await self._send_due()
            except StoreError as error:
                log.warning("pager.store", problem=str(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_SECONDS)
            self._wake.clear()

    async def notify_now(self, tier: str, round_number: int = 0) -> bool:
        """Notify a coach without the outbox, for when the database is unavailable. True if it was delivered."""
        body = f"An alert was raised while the database is away. Console: {self._console_url}"
        return await self._deliver(tier, body, round_number)

    async def _send_due(self) -> None:
        async with self._store.read() as work:  # most looks find nothing, and a look alone must not block writers
            if not await notifications.any_due(work, now()):
                return
        async with self._store.begin() as work:
            due = await notifications.claim(work, now())
        for error in await asyncio.gather(*(self._send(notification) for notification in due), return_exceptions=True):
            if isinstance(error, Exception):  # one that fails must not keep back the others; it is due again later
                log.error("page.failed", kind=type(error).__name__)

    async def _send(self, due: Due) -> None:
        body = (
            f"Raised {due.raised_at:%H:%M} UTC{f' ({due.category})' if due.category else ''}. "
            f"Open the console to read and acknowledge: {self._console_url}/alerts/{due.escalation_id}"
        )
        delivered = await self._deliver(due.tier, body, due.round)
        async with self._store.begin() as work:
            if delivered:
                await notifications.sent(work, due, now(), to_a_person=bool(self._addresses))
            else:
                await notifications.failed(work, due, now(), len(self._addresses))

    async def _deliver(self, tier: str, body: str, round_number: int) -> bool:
        """Notify one coach. It is always logged too: the log is what an operator without addresses has."""
        log.warning("ALERT", tier=tier, round=round_number, page=body)
        if not self._addresses:
            self._metrics.notifications.labels("logged").inc()
            return True
        sender = apprise.Apprise()
        sender.add(self._addresses[round_number % len(self._addresses)])
        try:
            delivered = bool(await asyncio.to_thread(sender.notify, body=body, title=TITLES[tier]))
        except Exception as error:  # a plugin's own failure must not stop the notifications after it
            log.error("page.failed", kind=type(error).__name__)
            delivered = False
        self._metrics.notifications.labels("sent" if delivered else "failed").inc()
        if not delivered:
            log.error("page.failed", round=round_number)
        return delivered
