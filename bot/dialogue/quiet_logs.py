"""Log redaction: clients' words never get into Rasa's logs, whatever goes wrong.

Rasa's log events carry messages, slots and, with an exception, the local variables of every frame. Only fields of an
allow-list are logged, and of an exception its type and place.
"""

import logging
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

HARMLESS = {"event", "level", "part", "cause", "kind", "where", "exc_info"}


class PlainFormatter(logging.Formatter):
    """Log formatter that writes the type and place of an exception instead of a traceback."""

    def formatException(self, ei: Any) -> str:
        """One line for an exception."""
        return kind_and_place(ei[1])


def redact_logs() -> None:
    """Redact all loggers of this process, those that exist already included."""
    processors = structlog.get_config()["processors"]
    # in place, because loggers that were used once keep this very list
    processors[:] = [
        structlog.stdlib.filter_by_level,
        structlog.processors.add_log_level,
        structlog.dev.set_exc_info,
        _plain,
        structlog.dev.ConsoleRenderer(colors=False, pad_event=24),
    ]
    for handler in logging.getLogger().handlers:
        handler.setFormatter(PlainFormatter("%(levelname)s %(name)s %(message)s"))


def kind_and_place(problem: BaseException | None) -> str:
    """An exception in one line: its type and where it was raised, but not its text, which may quote a client."""
    if problem is None:
        return ""
    trace: TracebackType | None = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(problem).__name__}{place}"


def _plain(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    kept = {key: value for key, value in event.items() if key in HARMLESS}
    problem = kept.pop("exc_info", None)
    if isinstance(problem, tuple):
        problem = problem[1]
    if isinstance(problem, BaseException):
        kept["failure"] = kind_and_place(problem)
    return kept
