"""The project as the lint reads it: domain, rules, NLU examples, responses, tables, the action server's registry."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot import flows as table_of_flows
from bot.dialogue import intents as table_of_intents
from bot.dialogue.intents import Intent, Intents
from bot.flows import Flow
from bot.settings import PROJECT

SAFETY = ("safety_imminent", "safety_high", "safety_elevated")


@dataclass(frozen=True)
class Dialogue:
    """The parsed files of the dialogue, as Rasa and the gates read them.

    `domain` has the responses of all files, `response_files` which file has which; `known` is what the action server
    says of itself (`python -m actions --list`).
    """

    domain: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]]
    examples: Mapping[str, Sequence[str]]
    sources: str
    known: Mapping[str, Any]
    table: Mapping[str, Intent]
    flows: Mapping[str, Flow]
    response_files: Mapping[str, Sequence[str]]
    content: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def intents(self) -> list[str]:
        """All intents of the domain."""
        return [next(iter(intent)) if isinstance(intent, dict) else intent for intent in self.domain["intents"]]

    @property
    def responses(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All responses, by name."""
        found: Mapping[str, Sequence[Mapping[str, Any]]] = self.domain["responses"]
        return found

    @property
    def actions(self) -> list[str]:
        """The custom actions that the domain names."""
        return list(self.domain["actions"])

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """All forms, by name."""
        found: Mapping[str, Mapping[str, Any]] = self.domain["forms"]
        return found

    @cached_property
    def steps(self) -> list[tuple[str, Mapping[str, Any]]]:
        """All steps of all rules, each with its rule's name; the parts of an `or` one by one."""
        return [
            (str(rule["rule"]), part)
            for rule in self.rules
            for step in rule["steps"]
            for part in step.get("or", [step])
        ]

    @cached_property
    def never_typed(self) -> frozenset[str]:
        """The intents that need no examples."""
        return Intents(self.table, self.flows).never_typed


def read(project: Path = PROJECT) -> Dialogue:
    """The dialogue of a project folder.

    Raises `bot.flows.BadTable`, `yaml.YAMLError`, `OSError`, `subprocess.CalledProcessError`.
    """
    listed = subprocess.run(  # its own process: what lies above the dialogue is not imported from here
        [sys.executable, "-m", "actions", "--list"], cwd=project, capture_output=True, text=True, check=True
    )
    data = project / "data"
    domain = _load(project / "domain.yml")
    files = {"domain.yml": domain} | {f"data/responses/{f.name}": _load(f) for f in _files(data / "responses")}
    responses = {name: texts for file in files.values() for name, texts in (file.get("responses") or {}).items()}
    nlu = [part for file in _files(data / "nlu") for part in _load(file)["nlu"]]
    return Dialogue(
        domain=domain | {"responses": responses},
        rules=[rule for file in _files(data / "rules") for rule in _load(file)["rules"]],
        examples={part["intent"]: str(part["examples"]).splitlines() for part in nlu if "intent" in part},
        sources="\n".join(file.read_text() for file in sorted((project / "actions").rglob("*.py"))),
        known=json.loads(listed.stdout.splitlines()[-1]),
        table=table_of_intents.read(data / "listening.yml"),
        flows=table_of_flows.read(data / "flows.yml"),
        response_files={name: list(file.get("responses") or {}) for name, file in files.items()},
        content={file.name: _load(file) for file in _files(project / "content")},
    )


def parts(rule: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The steps of a rule; the parts of an `or` one by one."""
    for step in rule["steps"]:
        yield from step.get("or", [step])


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
