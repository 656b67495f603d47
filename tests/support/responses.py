"""The responses of the dialogue, as the YAML files in data/responses/ have them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "responses"

Responses = Mapping[str, Sequence[Mapping[str, Any]]]


@cache
def responses() -> Responses:
    """All responses by name, each with its variations."""
    files = [YAML(typ="safe").load(file)["responses"] for file in sorted(FOLDER.glob("*.yml"))]
    return {name: variations for file in files for name, variations in file.items()}
