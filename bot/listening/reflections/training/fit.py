"""Training of the network: the triage encoder, fine-tuned on answers after their questions, a class each."""
# mypy: ignore-errors

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.listening.reflections.classes import CLASSES
from bot.listening.reflections.classifier import asked
from bot.listening.reflections.training.examples import Example
from bot.triage.answers.training import pairs
from bot.triage.answers.training.network import Network


@dataclass(frozen=True)
class Plan(pairs.Plan):
    """The hyperparameters of a training."""

    seed: int = 20261201
    batch: int = 24
    second: float = 0.3  # the share of the goal that the second class has, where there is one
    softened: float = 0.1  # label smoothing: what leads is often a matter of taste
    other_question: float = 0.25  # of the answers are seen after another question


class Trainer(pairs.PairTrainer):
    """Learns which class leads."""

    def __init__(self, plan: Plan, start: Path | None, questions: Mapping[str, str], say: pairs.Say) -> None:
        self._start, self._questions = start, questions
        super().__init__(plan, say)

    def new_network(self) -> Network:
        return Network(self._start, len(CLASSES))

    def asked(self, example: Example) -> str:
        return asked(self._questions.get(example.question or "", ""))

    def loss(self, logits: Tensor, batch: Sequence[Example]) -> Tensor:
        goals = torch.full(logits.shape, self.plan.softened / len(CLASSES))
        for row, one in zip(goals, batch, strict=True):
            shares = (1 - self.plan.second, self.plan.second) if len(one.classes) > 1 else (1.0,)
            for name, share in zip(one.classes, shares, strict=False):
                row[CLASSES.index(name)] += share * (1 - self.plan.softened)
        return nn.functional.cross_entropy(logits, goals)

    def seen(self, example: Example, examples: Sequence[Example]) -> Example:
        question = example.question
        if self.chance.random() < self.plan.no_question:
            question = None
        elif self.chance.random() < self.plan.other_question:
            question = self.chance.choice(examples).question
        return replace(example, question=question, text=self.mistyped(example.text))
