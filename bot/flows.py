"""The flows as data: where each form is in the conversation, and what is special about its questions.

Read from `data/flows.yml` by the dialogue, which tells answers from what else is said, and by the actions. Imports
nothing of the project.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Extra, ValidationError

FILE = Path(__file__).resolve().parent.parent / "data" / "flows.yml"

Kind = Literal["writing", "changing", "step", "body", "intention", "name", "outcome"]
Stage = Literal["day", "days", "week"]
Row = TypeVar("Row", bound=BaseModel)


class BadTable(ValueError):
    """A table of the dialogue that cannot be used; says the file, the entry and what is wrong with it."""


class Strict(BaseModel):
    """An entry of a table: nothing in it may be misspelt, and nobody changes it."""

    class Config:
        """Refuse what is not a field; hashable."""

        extra = Extra.forbid
        frozen = True


class Question(Strict):
    """What is special about one question."""

    kind: Kind | None = None
    answers_there: frozenset[str] = frozenset()
    stages: tuple[Stage, ...] = ()
    long_only: bool = False


class Flow(Strict):
    """One form: what a client reads when they come back to it, and its questions that are special."""

    where: str
    answers_there: frozenset[str] = frozenset()
    questions: Mapping[str, Question] = {}


@lru_cache(maxsize=1)
def flows() -> Mapping[str, Flow]:
    """All flows by the name of their form. Raises `BadTable`, as `read`."""
    return read(FILE)


def read(file: Path) -> Mapping[str, Flow]:
    """The flows of a file.

    Raises:
        BadTable: the file is not there, or an entry cannot be understood.
    """
    return entries(file, "flows", Flow)


def entries(file: Path, key: str, kind: type[Row]) -> Mapping[str, Row]:
    """The entries under `key` of a YAML file, each checked against its model.

    Raises:
        BadTable: as `read`.
    """
    try:
        content: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))[key]
        rows = list(content.items())
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise BadTable(f"{file} needs a list of entries by name under `{key}` ({type(problem).__name__}).") from problem
    return {str(name): _entry(file, str(name), row, kind) for name, row in rows}


def _entry(file: Path, name: str, row: Any, kind: type[Row]) -> Row:
    try:
        return kind.parse_obj(row)
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise BadTable(f"{file.name}, {name}: {wrong}.") from problem
