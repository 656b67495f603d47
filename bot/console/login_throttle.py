"""How often an email was tried with a wrong password lately: the same for emails that exist and that do not.

The lock itself is in the database (`bot.care.accounts.logins`). This is what lets the page say when to try again
without saying whether there is such a coach, and what makes every refusal slower than the last.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.care.accounts.logins import LONGEST_WAIT, wait_after

MOST = 10_000  # emails remembered; the oldest are forgotten first
QUICKEST, SLOWEST = 0.5, 2.0  # seconds until a refusal; above what checking a password takes, so it tells nothing


@dataclass
class _Tried:
    times: int
    last: datetime
    closed_until: datetime


class LoginThrottle:
    """Wrong passwords by email, in the memory of this process."""

    def __init__(self) -> None:
        self._tried: OrderedDict[str, _Tried] = OrderedDict()

    def closed_until(self, email: str) -> datetime | None:
        """Until when this email need not be tried at all; None when it may be."""
        tried = self._tried.get(_key(email))
        return tried.closed_until if tried and tried.closed_until > datetime.now(UTC) else None

    def failed(self, email: str) -> None:
        """One more wrong password for this email."""
        at, key = datetime.now(UTC), _key(email)
        times = self._times(key, at) + 1
        self._tried[key] = _Tried(times, at, at + wait_after(times))
        self._tried.move_to_end(key)
        while len(self._tried) > MOST:
            self._tried.popitem(last=False)

    def succeeded(self, email: str) -> None:
        """The right password: forget the wrong ones."""
        self._tried.pop(_key(email), None)

    def delay(self, email: str) -> float:
        """Seconds from the asking to the refusing; doubles with every try."""
        times = self._times(_key(email), datetime.now(UTC))
        return min(QUICKEST * float(1 << max(0, min(times - 1, 8))), SLOWEST)

    def _times(self, key: str, at: datetime) -> int:
        tried = self._tried.get(key)
        return tried.times if tried and at - tried.last < LONGEST_WAIT * 4 else 0


def _key(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
