"""The login throttle: waits that grow with every wrong password, the same for emails that exist and that do not."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.care.accounts.logins import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, wait_after
from bot.console import login_throttle
from bot.console.login_throttle import LoginThrottle

EMAIL = "ann@clinic.example"


class Clock(datetime):
    """A clock that a test turns on."""

    at = datetime(2026, 5, 4, 12, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return cls.at


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(login_throttle, "datetime", Clock)
    monkeypatch.setattr(Clock, "at", Clock.at)
    return Clock


def failed(times: int, throttle: LoginThrottle | None = None, email: str = EMAIL) -> LoginThrottle:
    throttle = throttle or LoginThrottle()
    for _ in range(times):
        throttle.failed(email)
    return throttle


def test_the_first_tries_are_free_and_then_the_wait_doubles_up_to_a_longest() -> None:
    assert wait_after(FREE_TRIES - 1) == timedelta(0)
    waits = [wait_after(FREE_TRIES + more) for more in range(6)]
    assert waits[:4] == [FIRST_WAIT * 2**more for more in range(4)]
    assert waits[-1] == wait_after(10_000) == LONGEST_WAIT


def test_an_email_is_closed_after_the_free_tries_and_open_again_when_the_wait_is_over(clock: type[Clock]) -> None:
    throttle = failed(FREE_TRIES - 1)
    assert throttle.closed_until(EMAIL) is None
    throttle.failed(EMAIL)
    assert throttle.closed_until(EMAIL) == clock.at + FIRST_WAIT
    clock.at += FIRST_WAIT
    assert throttle.closed_until(EMAIL) is None
    throttle.failed(EMAIL)
    assert throttle.closed_until(EMAIL) == clock.at + FIRST_WAIT * 2, "the tries before the wait still count"


def test_an_email_is_the_same_however_it_is_written_and_no_other_is_closed_with_it() -> None:
    throttle = failed(FREE_TRIES)
    assert throttle.closed_until(" Ann@Clinic.Example ") is not None
    assert throttle.closed_until("ben@clinic.example") is None


def test_the_right_password_forgets_the_wrong_ones() -> None:
    throttle = failed(FREE_TRIES)
    throttle.succeeded(EMAIL)
    assert throttle.closed_until(EMAIL) is None
    assert throttle.delay(EMAIL) == login_throttle.MIN_DELAY


def test_tries_of_long_ago_do_not_count(clock: type[Clock]) -> None:
    throttle = failed(FREE_TRIES)
    clock.at += LONGEST_WAIT * 4
    throttle.failed(EMAIL)
    assert throttle.closed_until(EMAIL) is None


def test_every_refusal_is_slower_than_the_one_before_up_to_a_slowest() -> None:
    throttle, delays = LoginThrottle(), []
    for _ in range(12):
        throttle.failed(EMAIL)
        delays.append(throttle.delay(EMAIL))
    assert delays[:3] == [0.5, 1.0, 2.0]
    assert set(delays[2:]) == {login_throttle.MAX_DELAY}
    assert throttle.delay("nobody@clinic.example") == login_throttle.MIN_DELAY


def test_when_too_many_emails_are_tried_those_tried_longest_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_throttle, "MAX_EMAILS", 2)
    throttle = failed(FREE_TRIES)
    failed(FREE_TRIES, throttle, "ben@clinic.example")
    throttle.failed(EMAIL)  # ann was tried after ben now
    throttle.failed("cleo@clinic.example")
    assert throttle.closed_until(EMAIL) is not None
    assert throttle.closed_until("ben@clinic.example") is None


def test_no_email_is_kept_in_memory() -> None:
    assert EMAIL not in repr(vars(failed(1)))
