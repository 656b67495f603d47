"""Training of the network: fine-tuning on the labelled answers, with typos and exchanged questions."""
# mypy: ignore-errors

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.triage.answers.answer import ASKED, CLASSES
from bot.triage.answers.training import pairs
from bot.triage.answers.training.examples import Example
from bot.triage.answers.training.network import Network


@dataclass(frozen=True)
class Plan(pairs.Plan):
    """The hyperparameters of one training."""

    seed: int = 20261129
    labels: float = 0.05  # label smoothing: labels are hands' work
    other_question: float = 0.15  # of those whose class does not hang on the question are seen after another one


# These are what they are only after their question.
_HANG_ON_QUESTION = frozenset({"yes", "no", "partly", "unsure", "time", "person_here", "wont_call", "will_step"})


class Trainer(pairs.PairTrainer):
    """Learns one class an answer."""

    def __init__(self, plan: Plan, start: Path | None, say: pairs.Say) -> None:
        self._start = start
        super().__init__(plan, say)
        self._loss_of = nn.CrossEntropyLoss(label_smoothing=plan.labels)

    def new_network(self) -> Network:
        return Network(self._start, len(CLASSES))

    def loss(self, logits: Tensor, batch: Sequence[Example]) -> Tensor:
        return self._loss_of(logits, torch.tensor([one.goal for one in batch]))

    def seen(self, example: Example, examples: Sequence[Example]) -> Example:
        return replace(example, question=self._asked(example), text=self.mistyped(example.text))

    def _asked(self, example: Example) -> str | None:
        if self.chance.random() < self.plan.no_question:
            return None
        if example.cls not in _HANG_ON_QUESTION and self.chance.random() < self.plan.other_question:
            return self.chance.choice(list(ASKED))
        return example.question
