"""The one encoder of this process, and what is wrong with it."""

import logging
import threading

from bot.triage.encoder.session import Encoder, Missing

TRIES = 3  # failures one after another, after which the encoder is given up until the next start

log = logging.getLogger(__name__)
_lock = threading.Lock()


class _Loader:
    """What is loaded, and why it is not used."""

    loaded: Encoder | None = None
    problem: str | None = None
    failures = 0


def encoder() -> Encoder | None:
    """The encoder, loaded on first use; None where it cannot be used: then rules alone run, which is logged once."""
    if _Loader.loaded is None and _Loader.problem is None:
        with _lock:
            if _Loader.loaded is None and _Loader.problem is None:
                try:
                    _Loader.loaded = Encoder()
                except Missing as missing:
                    _give_up(str(missing))
    return _Loader.loaded if _Loader.problem is None else None


def problem() -> str | None:
    """Why rules alone run; None when the encoder is used."""
    encoder()
    return _Loader.problem


def failed(why: Exception) -> None:
    """The encoder could not read a message. After `TRIES` in a row it is given up."""
    _Loader.failures += 1
    log.error("The triage encoder failed on a message (%s)", type(why).__name__)
    if _Loader.failures >= TRIES:
        _give_up(f"{type(why).__name__} while reading messages")


def worked() -> None:
    """The encoder read a message."""
    _Loader.failures = 0


def _give_up(why: str) -> None:
    _Loader.problem = why
    log.error("Triage runs on rules alone: %s", why)
