"""Errors that an operator can put right: the CLI prints one sentence for each, and no traceback."""

from pydantic import ValidationError

from bot.settings import Settings


class OperatorError(Exception):
    """Something is wrong with the machine or the settings; the message says what it is and what to do."""


def read_settings() -> Settings:
    """The settings of the environment. Raises `OperatorError` naming each variable that cannot be understood."""
    try:
        return Settings()
    except ValidationError as error:
        raise OperatorError(" ".join(_sentence(item["loc"][0], item["msg"]) for item in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"The file .env cannot be read ({type(error).__name__}): put it right.") from None


def _sentence(field: object, message: str) -> str:
    # the value itself is not shown: some settings are secrets
    return f"The variable LANDFALL_{str(field).upper()} cannot be used: {message}. Set it again, or unset it."
