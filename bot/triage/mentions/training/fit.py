"""Training of the network: fine-tuning on labelled messages, with typos and two messages joined to one."""
# mypy: ignore-errors

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy
import torch
from torch import Tensor, nn

from bot.triage.answers.training import pairs
from bot.triage.answers.training.network import Network
from bot.triage.mentions.training.examples import Example

BETWEEN = (". ", " ", ", ", " and ", "... ", "\n")  # two messages that are joined


@dataclass(frozen=True)
class Plan(pairs.Plan):
    """The hyperparameters of one training."""

    seed: int = 20261130
    epochs: int = 9
    rate: float = 3e-4
    head_rate: float = 5e-3
    smooth: float = 0.98
    no_question: float = 0.15
    present: float = 3.0  # how much more a label counts that is there than one that is not
    joined: float = 0.2  # of the messages are seen together with another one
    rare: float = -3.0  # the offset of each label before it has learnt: most messages do not have it


class Trainer(pairs.PairTrainer):
    """Learns any number of labels a message."""

    def __init__(self, plan: Plan, labels: Sequence[str], say: pairs.Say) -> None:
        self.labels = list(labels)
        super().__init__(plan, say)
        nn.init.constant_(self.network.head.bias, plan.rare)

    def new_network(self) -> Network:
        return Network(None, len(self.labels))  # from MiniLM as it is: the README says why

    def loss(self, logits: Tensor, batch: Sequence[Example]) -> Tensor:
        """Each label on its own, and beside it which of them, or none, is the likeliest.

        With few messages of a label the second is learnt many times faster.
        """
        goals = torch.tensor([[float(label in one.has) for label in self.labels] for one in batch])
        weight = torch.full((len(self.labels),), self.plan.present)
        alone = nn.functional.binary_cross_entropy_with_logits(logits, goals, pos_weight=weight) * len(self.labels) / 20
        none = (goals.sum(1, keepdim=True) == 0).float()
        shares = torch.cat([goals, none], dim=1)
        shares = shares / shares.sum(1, keepdim=True)
        compared = torch.cat([logits, torch.zeros(len(logits), 1)], dim=1).log_softmax(1)
        return alone - (shares * compared).sum(1).mean()

    def seen(self, example: Example, examples: Sequence[Example]) -> Example:
        text, has = example.text, example.has
        if self.chance.random() < self.plan.joined:
            other = self.chance.choice(examples)
            parts = self.chance.sample([text, other.text], 2)
            text, has = self.chance.choice(BETWEEN).join(parts), has | other.has
        question = None if self.chance.random() < self.plan.no_question else example.question
        return replace(example, question=question, text=self.mistyped(text), has=has)

    def likely(self, examples: Sequence[Example]) -> numpy.ndarray:
        """Likelihoods (n, labels)."""
        return torch.sigmoid(torch.from_numpy(self.predict(examples))).numpy()
