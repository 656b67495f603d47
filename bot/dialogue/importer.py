"""Custom training data importer: reads the project as Rasa does, and filters warnings of `rasa data validate`.

`rasa data validate` looks for a response only in rules and stories. Here custom actions say most of them, and a warning
for each would hide the one that counts. So no warning is shown for a response whose name stands in `actions/`
or with which a form asks for a slot, nor for an intent that nobody types because a button or a gate sets it. All other
warnings are shown.
"""

import re
import warnings
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

from bot.dialogue.intents import intents
from bot.settings import PROJECT


class ProjectImporter(RasaFileImporter):
    """Rasa's own file importer, without the warnings that do not apply here."""

    def __init__(self, *paths: Any, **more: Any) -> None:
        super().__init__(*paths, **more)
        _ignore(rf"The utterance '({'|'.join(said_by_actions(PROJECT))})' is not used in any story or rule")
        untyped = "|".join(intents().never_typed)
        _ignore(rf"The intent '({untyped})' is listed in the domain file, but is not found in the NLU")

    def get_domain(self) -> Domain:
        """The domain as Rasa reads it; questions of its forms count as used responses."""
        domain = super().get_domain()
        asked = [slot for form in domain.form_names for slot in domain.required_slots_for_form(form)]
        _ignore(rf"The utterance 'utter_ask_({'|'.join(asked)})' is not used in any story or rule")
        return domain


def said_by_actions(project: Path) -> set[str]:
    """Regular expressions for the responses that actions say: whole names, and prefixes that code completes."""
    sources = "\n".join(file.read_text(encoding="utf-8") for file in sorted((project / "actions").rglob("*.py")))
    names = {re.escape(name) for name in re.findall(r"\butter_\w+(?![\w{])", sources)}
    return names | {rf"{re.escape(name)}\w+" for name in re.findall(r"\b(utter_\w+)\{", sources)}


def _ignore(message: str) -> None:
    warnings.filterwarnings("ignore", message, UserWarning)
