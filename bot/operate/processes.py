"""The processes that make up Landfall: what each is called, how it is run, and in which environment."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.operate.environment import RASA_VARIABLES, environment, rasa
from bot.operate.errors import OperatorError
from bot.operate.training import MODEL
from bot.settings import PROJECT, Settings


@dataclass(frozen=True)
class Process:
    """One process: its name in the log, its command line, and its whole environment. It runs in `cwd`."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    cwd: Path = PROJECT


def commands(settings: Settings) -> list[Process]:
    """The processes in the order in which they start; they stop in the opposite order, the public door first.

    Raises `OperatorError` when the settings hold no service token: without one, anybody on the machine could speak
    as a client.
    """
    if not settings.service_token:
        raise OperatorError("The three processes share a secret: set LANDFALL_SERVICE_TOKEN to a long random text.")
    shared = environment(settings)
    return [
        Process("actions", _python("actions"), shared),
        Process("rasa", _rasa(settings), shared | RASA_VARIABLES),
        Process("gateway", _python("bot.app"), shared),
    ]


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def _rasa(settings: Settings) -> list[str]:
    options = {
        "--port": str(settings.rasa_port),
        "-i": "127.0.0.1",
        "--endpoints": "endpoints.yml",
        "--credentials": "credentials.yml",
        "--model": str(MODEL.relative_to(PROJECT)),
    }
    return rasa("run", "--quiet", *(part for option in options.items() for part in option))
