"""How our processes are called: the environment they share, and what keeps Rasa quiet."""

import os
import sys

from bot.settings import Settings

# Rasa's own logs hold what clients wrote from INFO on down, so it may only warn; and it reports to nobody.
RASA_VARIABLES = {
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
}


def rasa(*arguments: str) -> list[str]:
    """The command line of Rasa with these arguments."""
    return [sys.executable, "-m", "bot.operate.without_warnings", "rasa", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with every setting in it, so that all processes see the same ones."""
    values = {f"LANDFALL_{name.upper()}": _text(value) for name, value in settings.dict().items()}
    return os.environ | values | {"PYTHONUNBUFFERED": "1"}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
