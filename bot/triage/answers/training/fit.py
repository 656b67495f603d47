"""Training of the network: fine-tuning on the labelled answers, with typos and exchanged questions."""
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

from bot.triage.answers.answer import ASKED, CLASSES, words_of
from bot.triage.answers.network import MAX_TOKENS
from bot.triage.answers.training.examples import Example
from bot.triage.answers.training.network import Network
from bot.triage.encoder.preprocessing import preprocess
from bot.triage.training.network import tokenizer


@dataclass(frozen=True)
class Plan:
    """The hyperparameters of one training."""

    seed: int = 20261129
    batch: int = 32
    epochs: int = 6
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    smooth: float = 0.99  # decay of the moving average of the weights
    labels: float = 0.05  # label smoothing: labels are hands' work
    typos: float = 0.15  # of the answers get one
    no_question: float = 0.08  # of the answers are seen without their question
    other_question: float = 0.15  # of those whose class does not hang on the question are seen after another one


# These are what they are only after their question.
_HANG_ON_QUESTION = frozenset({"yes", "no", "partly", "unsure", "time", "person_here", "wont_call", "will_step"})

Say = Callable[[str], None]


class Trainer:
    """The network with its tokenizer and its chance."""

    def __init__(self, plan: Plan, start: Path | None, say: Say) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.say = plan, say
        self.chance = random.Random(plan.seed)  # noqa: S311  (nothing secret)
        self.tokenizer = tokenizer()
        self.network = Network(start)

    def fit(self, examples: Sequence[Example]) -> None:
        """Train on `examples`; what is kept is the moving average of the weights."""
        plan = self.plan
        steps = math.ceil(len(examples) / plan.batch) * plan.epochs
        body = [
            weight
            for name, weight in self.network.named_parameters()
            if name.startswith("body.") and weight.requires_grad
        ]
        fresh = list(self.network.head.parameters())
        optimizer = torch.optim.AdamW(
            [{"params": body, "lr": plan.rate}, {"params": fresh, "lr": plan.head_rate}], weight_decay=0.01
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
        )
        smooth = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(plan.smooth))
        loss_of = nn.CrossEntropyLoss(label_smoothing=plan.labels)
        clock = time.monotonic()
        for turn in range(plan.epochs):
            self.network.train()
            losses = []
            for batch in self._batches(examples):
                with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time where the processor has it
                    logits = self.network(*self._tokens(batch, True))
                loss = loss_of(logits.float(), torch.tensor([one.goal for one in batch]))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                smooth.update_parameters(self.network)
                losses.append(loss.item())
            self.say(f"epoch {turn + 1} loss {numpy.mean(losses):.3f} {time.monotonic() - clock:.0f} s")
        self.network.load_state_dict(smooth.module.state_dict())

    @torch.inference_mode()
    def predict(self, examples: Sequence[Example]) -> numpy.ndarray:
        """Logits (n, classes)."""
        self.network.eval()
        found = numpy.zeros((len(examples), len(CLASSES)), dtype=numpy.float32)
        order = sorted(range(len(examples)), key=lambda place: len(examples[place].text))
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            found[some] = self.network(*self._tokens([examples[place] for place in some], False)).numpy()
        return found

    def _batches(self, examples: Sequence[Example]) -> list[list[Example]]:
        """Shuffled, each of answers of like length, which halves the time."""
        mixed = self.chance.sample(list(examples), len(examples))
        size = self.plan.batch
        batches: list[list[Example]] = []
        for start in range(0, len(mixed), size * 16):
            some = sorted(mixed[start : start + size * 16], key=lambda one: len(one.text))
            batches += [some[at : at + size] for at in range(0, len(some), size)]
        self.chance.shuffle(batches)
        return batches

    def _tokens(self, examples: Sequence[Example], training: bool) -> tuple[Tensor, Tensor, Tensor]:
        texts = [preprocess(one.text) for one in examples]
        asked = [words_of(one.question) for one in examples]
        if training:
            texts = [self._typed(text) for text in texts]
            asked = [words_of(self._asked(one)) for one in examples]
        packed = self.tokenizer(
            asked, texts, padding=True, truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt"
        )
        return packed["input_ids"], packed["attention_mask"], packed["token_type_ids"]

    def _asked(self, example: Example) -> str | None:
        if self.chance.random() < self.plan.no_question:
            return None
        if example.cls not in _HANG_ON_QUESTION and self.chance.random() < self.plan.other_question:
            return self.chance.choice(list(ASKED))
        return example.question

    def _typed(self, text: str) -> str:
        """`text` as another thumb might have typed it."""
        if self.chance.random() < 0.3:
            text = text.rstrip(".!?") or text
        if len(text) < 4 or self.chance.random() >= self.plan.typos:
            return text
        place = self.chance.randrange(1, len(text) - 1)
        kind = self.chance.randrange(3)
        if kind == 0:
            return text[:place] + text[place + 1 :]
        if kind == 1:
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + text[place] + text[place:]
