"""`landfall doctor`: diagnostics. It asks every check and prints what was found, with what to do."""

from collections.abc import Sequence

import click

from bot.operate.checks import CHECKS, Check, Concern
from bot.operate.errors import OperatorError, read_settings
from bot.settings import Settings

MARKS = {"ok": "green", "warning": "yellow", "problem": "red"}


def examine(more: Sequence[Check] = ()) -> bool:
    """Print one line for each check, those of `more` last. True if nothing is wrong; warnings do not count."""
    try:
        settings = read_settings()
    except OperatorError as error:
        _print("problem", "settings", str(error))
        return False
    levels = [_ask(settings, one) for one in (*CHECKS, *more)]
    return "problem" not in levels


def _ask(settings: Settings, one: Check) -> str:
    try:
        found = one.ask(settings)
    except OperatorError as error:
        return _print("problem", one.name, str(error))
    if isinstance(found, Concern):
        return _print("warning", one.name, found.text)
    return _print("ok", one.name, found)


def _print(level: str, name: str, text: str) -> str:
    click.echo(f"{click.style(f'{level:<8}', fg=MARKS[level])} {name:<15} {text}")
    return level
