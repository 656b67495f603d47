"""The rate limit: a token bucket for each key lets a burst through and then a steady rate, and forgets idle keys."""

import pytest

from bot.gateway.rate_limit import TokenBucket


def test_a_burst_passes_at_once_and_what_is_more_waits_its_turn() -> None:
    bucket = TokenBucket(burst=3, per_second=2)
    assert [bucket.delay("ann", at=100.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]


def test_tokens_come_back_with_time_and_never_more_than_a_burst() -> None:
    bucket = TokenBucket(burst=2, per_second=1)
    assert [bucket.delay("ann", at=0.0) for _ in range(3)] == [0, 0, 1]
    assert bucket.delay("ann", at=2.0) == 0  # one was owed, one came back and is spent now
    assert [bucket.delay("ann", at=1000.0) for _ in range(3)] == [0, 0, 1]


def test_nobody_waits_for_somebody_else() -> None:
    bucket = TokenBucket(burst=1, per_second=1)
    assert [bucket.delay("ann", at=0.0) for _ in range(3)] == [0, 1, 2]
    assert bucket.delay("ben", at=0.0) == 0


def test_the_key_that_was_longest_unused_is_forgotten_first() -> None:
    bucket = TokenBucket(burst=1, per_second=0.001, max_keys=2)
    bucket.delay("ann", at=0.0)
    bucket.delay("ben", at=0.0)
    assert bucket.delay("ann", at=1.0) > 0
    bucket.delay("cleo", at=1.0)  # now there are three, and ben was away longest
    assert bucket.delay("ann", at=1.0) > 0
    assert bucket.delay("ben", at=1.0) == 0


def test_without_a_given_time_the_clock_of_the_machine_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 50.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    bucket = TokenBucket(burst=1, per_second=1)
    assert [bucket.delay("ann"), bucket.delay("ann")] == [0, 1]
    now = 52.0
    assert bucket.delay("ann") == 0
