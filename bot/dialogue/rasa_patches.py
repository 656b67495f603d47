"""Monkey patches for speed: Rasa repeats the same work with every event and every action; here it is cached.

Measured on one turn in a form: checking the schema of an action's result took more time than the action itself.
"""

from functools import lru_cache
from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event


def apply() -> None:
    """Patch this Rasa process: cache the compiled JSON schema of action results, and the class of each event name."""
    RemoteAction._validate_action_result = _validate_action_result
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


@lru_cache(maxsize=1)
def _results() -> Any:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _validate_action_result(self: Any, result: Any) -> bool:
    """As Rasa's, on the compiled schema. Raises `jsonschema.ValidationError`, without the result it was about."""
    _results().validate(result)
    return True
