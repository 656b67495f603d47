"""Loads the one encoder of this process, and gives it up when it fails again and again (a circuit breaker)."""

import logging
import threading

from bot.triage.encoder.session import Encoder, EncoderUnavailable

MAX_FAILURES = 3  # in a row, after which the encoder is given up until the next start

log = logging.getLogger(__name__)
_lock = threading.Lock()


class _State:
    """The encoder that is loaded, why it is not used, and how often it failed in a row."""

    encoder: Encoder | None = None
    problem: str | None = None
    failures = 0


def encoder() -> Encoder | None:
    """The encoder, loaded on first use; None where it cannot be used: then rules alone run, which is logged once."""
    if _State.encoder is None and _State.problem is None:
        with _lock:
            if _State.encoder is None and _State.problem is None:
                try:
                    _State.encoder = Encoder()
                except EncoderUnavailable as unavailable:
                    _give_up(str(unavailable))
    return _State.encoder if _State.problem is None else None


def problem() -> str | None:
    """Why rules alone run; None when the encoder is used."""
    encoder()
    return _State.problem


def failed(why: Exception) -> None:
    """Count a failure to read a message. After `MAX_FAILURES` in a row the encoder is given up."""
    _State.failures += 1
    log.error("The triage encoder failed on a message (%s)", type(why).__name__)
    if _State.failures >= MAX_FAILURES:
        _give_up(f"{type(why).__name__} while reading messages")


def worked() -> None:
    """Reset the count of failures: the encoder read a message."""
    _State.failures = 0


def _give_up(why: str) -> None:
    _State.problem = why
    log.error("Triage runs on rules alone: %s", why)
