"""Log output of `landfall up`: one line each, with the time and the name of the process that wrote it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import TextIO

import click

OURS = "landfall"
WIDTH = 8  # the longest name
COLOURS = {"gateway": "green", "rasa": "magenta", "actions": "blue"}


class Output:
    """Writes lines to a stream. In colour only on a terminal, and never where NO_COLOR is set (no-color.org)."""

    def __init__(self, stream: TextIO | None = None, colour: bool | None = None) -> None:
        self._stream = stream or sys.stdout
        self._colour = wants_colour(self._stream) if colour is None else colour

    def line(self, name: str, text: str) -> None:
        """Write one line of the process called `name`."""
        head = f"{datetime.now():%H:%M:%S} {name:<{WIDTH}} |"
        if self._colour:
            head = click.style(head, fg=COLOURS.get(name, "cyan"))
        else:
            text = click.unstyle(text)
        self.plain(f"{head} {text}")

    def say(self, text: str) -> None:
        """Write one line of our own."""
        self.line(OURS, text)

    def plain(self, text: str) -> None:
        """Write the text as it is. A reader that closed the pipe must not end the processes that are supervised."""
        try:
            self._stream.write(f"{text}\n")
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives as long as the process

    @contextmanager
    def step(self, doing: str) -> Iterator[None]:
        """Context manager that says what is being done, and afterwards how long it took."""
        self.say(f"{doing} ...")
        begun = monotonic()
        yield
        self.say(f"{doing}: done in {monotonic() - begun:.1f} s")


def wants_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal and NO_COLOR is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def box(lines: list[str]) -> str:
    """The lines in a frame, so that they are found again among the log lines."""
    width = max(len(line) for line in lines)
    edge = f"+{'-' * (width + 4)}+"
    return "\n".join([edge, *(f"|  {line:<{width}}  |" for line in lines), edge])
