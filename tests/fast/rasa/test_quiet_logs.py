"""Rasa's logs: no word of a client gets into them, whatever fails; the kind and place of a failure does."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.dialogue.quiet_logs import PlainFormatter, kind_and_place, redact_logs

WORDS = "the letter in the copper drawer"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Rasa's own processors come back after the test."""
    processors = structlog.get_config()["processors"]
    before = list(processors)
    handlers = [(handler, handler.formatter) for handler in logging.getLogger().handlers]
    redact_logs()
    yield
    processors[:] = before
    for handler, formatter in handlers:
        handler.setFormatter(formatter)


def failure() -> BaseException:
    def inner(said: str) -> None:
        raise ValueError(f"cannot read {said}")

    try:
        inner(WORDS)
    except ValueError as problem:
        return problem
    raise AssertionError


def logged(**event: object) -> str:
    """The line that an event with these values becomes."""
    line: object = {"event": "processor.message.parse", **event}
    for processor in structlog.get_config()["processors"][1:]:  # without the filter by level
        line = processor(logging.getLogger("rasa"), "error", line)
    return str(line)


def test_a_failure_is_its_kind_and_the_line_it_comes_from_without_its_text() -> None:
    line = kind_and_place(failure())
    assert line.startswith("ValueError at ") and "test_quiet_logs.py:" in line
    assert WORDS not in line
    assert kind_and_place(None) == ""


def test_what_an_event_carries_is_left_out_unless_it_is_known_to_be_harmless() -> None:
    line = logged(part="actions", text=WORDS, slots={"hope": WORDS}, message={"text": WORDS})
    assert "processor.message.parse" in line and "part=actions" in line
    assert WORDS not in line


def test_an_exception_of_an_event_is_one_line() -> None:
    problem = failure()
    for given in (problem, (type(problem), problem, problem.__traceback__)):
        line = logged(exc_info=given)
        assert "ValueError at " in line
        assert WORDS not in line and "\n" not in line


def test_the_exception_that_is_being_handled_shows_no_word_either() -> None:
    try:
        raise failure()
    except ValueError:
        line = logged(exc_info=True)
    assert WORDS not in line and "\n" not in line


def test_a_logger_of_the_standard_library_shows_no_traceback_either() -> None:
    problem = failure()
    record = logging.LogRecord(
        "rasa", logging.ERROR, "x.py", 1, "failed", None, (type(problem), problem, problem.__traceback__)
    )
    line = PlainFormatter("%(levelname)s %(message)s").format(record)
    assert line.splitlines()[0] == "ERROR failed"
    assert "ValueError at " in line and WORDS not in line


def test_loggers_that_were_made_before_are_quiet_too() -> None:
    processors = structlog.get_config()["processors"]
    redact_logs()
    assert structlog.get_config()["processors"] is processors, "a used logger keeps this very list"
