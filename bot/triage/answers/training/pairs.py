"""Training of a network on pairs of a question in a few words and what was written: what all of them share."""
# mypy: ignore-errors

import math
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from bot.triage.answers.answer import words_of
from bot.triage.answers.network import MAX_TOKENS
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.training.network import tokenizer


@dataclass(frozen=True)
class Plan:
    """The hyperparameters that each training has."""

    seed: int
    batch: int = 32
    epochs: int = 6
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    smooth: float = 0.99  # decay of the moving average of the weights
    typos: float = 0.15  # of what was written gets one
    no_question: float = 0.08  # of it is seen without its question


Say = Callable[[str], None]
Example = Any  # with `text` and `question`


class PairTrainer(ABC):
    """The network with its tokenizer and its chance. What is learnt, and what changes an example, is the subclass's."""

    def __init__(self, plan: Plan, say: Say) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.say = plan, say
        self.chance = random.Random(plan.seed)  # noqa: S311  (nothing secret)
        self.tokenizer = tokenizer()
        self.network = self.new_network()

    @abstractmethod
    def new_network(self) -> nn.Module:
        """The network to train, with a `body` and a `head`."""

    @abstractmethod
    def loss(self, logits: Tensor, goals: Any) -> Tensor:
        """How wrong the logits (batch, outputs) are; the goals are those of `prepared`."""

    @abstractmethod
    def seen(self, example: Example, examples: Sequence[Example]) -> Example:
        """An example as it is seen in one epoch."""

    def fit(self, examples: Sequence[Example]) -> None:
        """Train on `examples`; what is kept is the moving average of the weights."""
        plan = self.plan
        steps = math.ceil(len(examples) / plan.batch) * plan.epochs
        body = [one for name, one in self.network.named_parameters() if name.startswith("body.") and one.requires_grad]
        groups = [
            {"params": body, "lr": plan.rate},
            {"params": list(self.network.head.parameters()), "lr": plan.head_rate},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
        )
        smooth = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(plan.smooth))
        clock = time.monotonic()
        for turn in range(plan.epochs):
            self.network.train()
            losses = []
            for batch in self._batches([self.seen(one, examples) for one in examples]):
                inputs, goals = self.prepared(batch)
                with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time where the processor has it
                    logits = self.network(*inputs)
                loss = self.loss(logits.float(), goals)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                smooth.update_parameters(self.network)
                losses.append(loss.item())
            self.say(f"epoch {turn + 1} loss {numpy.mean(losses):.3f} {time.monotonic() - clock:.0f} s")
        self.network.load_state_dict(smooth.module.state_dict())

    def asked(self, example: Example) -> str:
        """The words of the question in front of an example, as the network reads them."""
        return words_of(example.question)

    def prepared(self, batch: Sequence[Example]) -> tuple[tuple[Tensor, ...], Any]:
        """The inputs of the network, and what the loss compares its logits with: the examples themselves."""
        return self._tokens(batch), batch

    @torch.inference_mode()
    def predict(self, examples: Sequence[Example]) -> numpy.ndarray:
        """Logits (n, outputs)."""
        self.network.eval()
        found = numpy.zeros((len(examples), self.network.head.out_features), dtype=numpy.float32)
        order = sorted(range(len(examples)), key=lambda place: len(examples[place].text))
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            found[some] = self.network(*self._tokens([examples[place] for place in some])).numpy()
        return found

    def mistyped(self, text: str) -> str:
        """`text` as another thumb might have typed it: now and then without its marks, or with a typo."""
        if self.chance.random() < 0.3:
            text = text.rstrip(".!?") or text
        if len(text) < 4 or self.chance.random() >= self.plan.typos:
            return text
        place = self.chance.randrange(1, len(text) - 1)
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return self.chance.choice(
            (text[:place] + text[place + 1 :], swapped, text[:place] + text[place] + text[place:])
        )

    def _tokens(self, batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
        packed = self.tokenizer(
            [self.asked(one) for one in batch],
            [preprocess(one.text) for one in batch],
            padding=True,
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        return packed["input_ids"], packed["attention_mask"], packed["token_type_ids"]

    def _batches(self, examples: Sequence[Example]) -> list[list[Example]]:
        """Shuffled, each of texts of like length, which halves the time."""
        mixed = self.chance.sample(list(examples), len(examples))
        size = self.plan.batch
        batches: list[list[Example]] = []
        for start in range(0, len(mixed), size * 16):
            some = sorted(mixed[start : start + size * 16], key=lambda one: len(one.text))
            batches += [some[at : at + size] for at in range(0, len(some), size)]
        self.chance.shuffle(batches)
        return batches
