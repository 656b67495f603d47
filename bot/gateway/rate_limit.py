"""Limits that slow down and never swallow."""

import time
from collections import OrderedDict


class TokenBucket:
    """A token bucket for each key: up to `burst` at once, then `per_second`. Forgets the longest unused keys."""

    def __init__(self, burst: float, per_second: float, most_keys: int = 10_000) -> None:
        self.burst = burst
        self.per_second = per_second
        self.most_keys = most_keys
        self._levels: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def delay(self, key: object, at: float | None = None) -> float:
        """Count one more for `key` and return for how many seconds it should wait; 0 within the pace."""
        at = time.monotonic() if at is None else at
        level, before = self._levels.pop(key, (self.burst, at))
        level = min(self.burst, level + (at - before) * self.per_second) - 1
        self._levels[key] = (level, at)
        if len(self._levels) > self.most_keys:
            self._levels.popitem(last=False)
        return 0.0 if level >= 0 else -level / self.per_second
