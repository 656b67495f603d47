"""Login throttle against brute force: counts wrong passwords by email, the same for emails that exist or do not.

The lockout itself is in the database (`bot.care.accounts.logins`). The throttle lets the page say when to try again
without telling whether there is such a coach, and makes each refusal slower than the last (exponential backoff).
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.care.accounts.logins import LONGEST_WAIT, wait_after

MAX_EMAILS = 10_000  # emails remembered; the oldest are forgotten first
MIN_DELAY, MAX_DELAY = 0.5, 2.0  # seconds until a refusal; above what checking a password takes: no timing leak


@dataclass
class _Failures:
    count: int
    last: datetime
    closed_until: datetime


class LoginThrottle:
    """Wrong passwords by email (hashed), in the memory of this process."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def closed_until(self, email: str) -> datetime | None:
        """Until when a login with this email is refused without a check; None when it is not."""
        known = self._failures.get(_key(email))
        return known.closed_until if known and known.closed_until > datetime.now(UTC) else None

    def failed(self, email: str) -> None:
        """Count one more wrong password for this email."""
        at, key = datetime.now(UTC), _key(email)
        count = self._count(key, at) + 1
        self._failures[key] = _Failures(count, at, at + wait_after(count))
        self._failures.move_to_end(key)
        while len(self._failures) > MAX_EMAILS:
            self._failures.popitem(last=False)

    def succeeded(self, email: str) -> None:
        """Forget the wrong passwords, after the right one."""
        self._failures.pop(_key(email), None)

    def delay(self, email: str) -> float:
        """Seconds from the request to its refusal; doubles with each wrong password."""
        count = self._count(_key(email), datetime.now(UTC))
        return min(MIN_DELAY * float(1 << max(0, min(count - 1, 8))), MAX_DELAY)

    def _count(self, key: str, at: datetime) -> int:
        known = self._failures.get(key)
        return known.count if known and at - known.last < LONGEST_WAIT * 4 else 0


def _key(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
