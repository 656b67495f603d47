"""`landfall doctor`: ask every check and print what was found, with what to do."""

from collections.abc import Sequence

import click

from bot.operate.checks import CHECKS, Check, Concern
from bot.operate.errors import OperatorError, read_settings
from bot.settings import Settings

MARKS = {"ok": "green", "warning": "yellow", "problem": "red"}


def examine(more: Sequence[Check] = ()) -> bool:
    """Print one line for each check, those of `more` last; whether there was no problem."""
    try:
        settings = read_settings()
    except OperatorError as problem:
        _print("problem", "settings", str(problem))
        return False
    levels = [_ask(settings, one) for one in (*CHECKS, *more)]
    return "problem" not in levels


def _ask(settings: Settings, one: Check) -> str:
    try:
        found = one.ask(settings)
    except OperatorError as problem:
        return _print("problem", one.name, str(problem))
    if isinstance(found, Concern):
        return _print("warning", one.name, found.text)
    return _print("ok", one.name, found)


def _print(level: str, name: str, text: str) -> str:
    click.echo(f"{click.style(f'{level:<8}', fg=MARKS[level])} {name:<15} {text}")
    return level
