"""Training of the network: fine-tuning on labelled messages, with typos and two messages joined to one."""
# mypy: ignore-errors

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from bot.triage.answers.answer import words_of
from bot.triage.answers.training.network import Network
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.mentions.network import MAX_TOKENS
from bot.triage.mentions.training.examples import Example
from bot.triage.training.network import tokenizer


@dataclass(frozen=True)
class Plan:
    """The hyperparameters of one training."""

    seed: int = 20261130
    batch: int = 32
    epochs: int = 10
    rate: float = 3e-4
    head_rate: float = 5e-3
    smooth: float = 0.98  # decay of the moving average of the weights
    present: float = 3.0  # how much more a label counts that is there than one that is not
    typos: float = 0.12  # of the messages get one
    no_question: float = 0.15  # of the messages are seen without their question
    joined: float = 0.2  # of the messages are seen together with another one
    rare: float = -3.0  # the offset of each label before it has learnt: most messages do not have it


Say = Callable[[str], None]


class Trainer:
    """The network with its tokenizer and its chance."""

    def __init__(self, plan: Plan, start: Path | None, labels: Sequence[str], say: Say) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.say, self.labels = plan, say, list(labels)
        self.chance = random.Random(plan.seed)  # noqa: S311  (nothing secret)
        self.tokenizer = tokenizer()
        self.network = Network(start, len(labels))
        nn.init.constant_(self.network.head.bias, plan.rare)

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
            for batch in self._batches([self._seen(one, examples) for one in examples]):
                with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time where the processor has it
                    logits = self.network(*self._tokens(batch))
                loss = self._loss(logits.float(), self._goals(batch))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                smooth.update_parameters(self.network)
                losses.append(loss.item())
            self.say(f"epoch {turn + 1} loss {numpy.mean(losses):.3f} {time.monotonic() - clock:.0f} s")
        self.network.load_state_dict(smooth.module.state_dict())

    def _loss(self, logits: Tensor, goals: Tensor) -> Tensor:
        """Each label on its own, and beside it which of them, or none, is the likeliest: with few messages of a label
        the second is learnt many times faster."""
        weight = torch.full((len(self.labels),), self.plan.present)
        alone = nn.functional.binary_cross_entropy_with_logits(logits, goals, pos_weight=weight) * len(self.labels) / 20
        none = (goals.sum(1, keepdim=True) == 0).float()
        shares = torch.cat([goals, none], dim=1)
        shares = shares / shares.sum(1, keepdim=True)
        compared = torch.cat([logits, torch.zeros(len(logits), 1)], dim=1).log_softmax(1)
        return alone - (shares * compared).sum(1).mean()

    @torch.inference_mode()
    def predict(self, examples: Sequence[Example]) -> numpy.ndarray:
        """Likelihoods (n, labels)."""
        self.network.eval()
        found = numpy.zeros((len(examples), len(self.labels)), dtype=numpy.float32)
        order = sorted(range(len(examples)), key=lambda place: len(examples[place].text))
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            found[some] = torch.sigmoid(self.network(*self._tokens([examples[place] for place in some]))).numpy()
        return found

    def _seen(self, one: Example, examples: Sequence[Example]) -> Example:
        """A message as it is seen in one epoch."""
        text, has = one.text, one.has
        if self.chance.random() < self.plan.joined:
            other = self.chance.choice(examples)
            first, second = (text, other.text) if self.chance.random() < 0.5 else (other.text, text)
            text, has = (
                f"{first}{self.chance.choice(['. ', ' ', ', ', ' and ', '... ', chr(10)])}{second}",
                has | other.has,
            )
        if self.chance.random() < self.plan.typos:
            text = self._mistyped(text)
        question = None if self.chance.random() < self.plan.no_question else one.question
        return Example(one.voice, question, text, has)

    def _mistyped(self, text: str) -> str:
        if len(text) < 4:
            return text
        place = self.chance.randrange(1, len(text) - 1)
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return self.chance.choice((text.lower(), text[:place] + text[place + 1 :], swapped, text.replace("'", "")))

    def _goals(self, batch: Sequence[Example]) -> Tensor:
        return torch.tensor([[float(label in one.has) for label in self.labels] for one in batch])

    def _tokens(self, batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
        found = self.tokenizer(
            [words_of(one.question) for one in batch],
            [preprocess(one.text) for one in batch],
            padding=True,
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        return found["input_ids"], found["attention_mask"], found["token_type_ids"]

    def _batches(self, examples: Sequence[Example]) -> list[list[Example]]:
        """Shuffled, each of messages of like length, which halves the time."""
        mixed = self.chance.sample(list(examples), len(examples))
        size = self.plan.batch
        batches: list[list[Example]] = []
        for start in range(0, len(mixed), size * 16):
            some = sorted(mixed[start : start + size * 16], key=lambda one: len(one.text))
            batches += [some[at : at + size] for at in range(0, len(some), size)]
        self.chance.shuffle(batches)
        return batches
