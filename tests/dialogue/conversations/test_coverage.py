"""Every part of the dialogue was reached by some live conversation of this run. Nothing is left out but Rasa's own."""

from pathlib import Path

import pytest
from rasa.shared.core.constants import DEFAULT_ACTION_NAMES, DEFAULT_INTENTS
from ruamel.yaml import YAML

from tests.support.live import Live
from tests.support.responses import responses
from tests.support.walks import DOMAIN, forms


@pytest.mark.usefixtures("whole_folder")
async def test_every_intent_response_form_and_action_was_reached(live: Live) -> None:
    domain = YAML(typ="safe").load(Path(DOMAIN))
    reached = live.reached
    asking = {f"action_{name.removeprefix('utter_')}" for name in reached.asked}
    validating = {f"validate_{form}" for form in domain["forms"] if reached.settled[form] & set(forms()[form])}
    missing = {
        "intents": set(domain["intents"]) - reached.intents - set(DEFAULT_INTENTS),
        "responses": set(responses()) - reached.responses,
        "forms": set(domain["forms"]) - reached.forms,
        "actions": set(domain["actions"]) - reached.actions - asking - validating - set(DEFAULT_ACTION_NAMES),
        "answered questions": {
            question
            for form, questions in forms().items()
            for question in questions
            if question not in reached.settled[form]
        },
    }
    assert not any(missing.values()), {kind: sorted(names) for kind, names in missing.items() if names}
