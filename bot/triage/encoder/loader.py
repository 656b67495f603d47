"""The one encoder of this process, and what is wrong with it."""

import logging
import threading

from bot.triage.encoder.session import Encoder, Missing

TRIES = 3  # failures one after another, after which the encoder is given up until the next start

log = logging.getLogger(__name__)
_lock = threading.Lock()


class _Ears:
    """What is loaded, and why it is not used."""

    loaded: Encoder | None = None
    problem: str | None = None
    failures = 0


def encoder() -> Encoder | None:
    """The encoder, loaded on first use; None where it cannot be used: then rules alone run, which is logged once."""
    if _Ears.loaded is None and _Ears.problem is None:
        with _lock:
            if _Ears.loaded is None and _Ears.problem is None:
                try:
                    _Ears.loaded = Encoder()
                except Missing as missing:
                    _give_up(str(missing))
    return _Ears.loaded if _Ears.problem is None else None


def problem() -> str | None:
    """Why rules alone run; None when the encoder is used."""
    encoder()
    return _Ears.problem


def failed(why: Exception) -> None:
    """The encoder could not read a message. After `TRIES` in a row it is given up."""
    _Ears.failures += 1
    log.error("The triage encoder failed on a message (%s)", type(why).__name__)
    if _Ears.failures >= TRIES:
        _give_up(f"{type(why).__name__} while reading messages")


def worked() -> None:
    """The encoder read a message."""
    _Ears.failures = 0


def _give_up(why: str) -> None:
    _Ears.problem = why
    log.error("Triage runs on rules alone: %s", why)
