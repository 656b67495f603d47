"""Rate limits by token bucket: they delay and never drop, so that no message is lost to them."""

import time
from collections import OrderedDict


class TokenBucket:
    """A token bucket rate limiter for each key: `burst` requests at once, then `per_second`.

    Above `max_keys`, the key that was not used for longest is forgotten.
    """

    def __init__(self, burst: float, per_second: float, max_keys: int = 10_000) -> None:
        self.burst = burst
        self.per_second = per_second
        self.max_keys = max_keys
        self._levels: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def delay(self, key: object, at: float | None = None) -> float:
        """Take one token for `key` and return how many seconds it should wait; 0 within the limit."""
        at = time.monotonic() if at is None else at
        level, before = self._levels.pop(key, (self.burst, at))
        level = min(self.burst, level + (at - before) * self.per_second) - 1
        self._levels[key] = (level, at)
        if len(self._levels) > self.max_keys:
            self._levels.popitem(last=False)
        return 0.0 if level >= 0 else -level / self.per_second
