"""The tagger: MiniLM over question and words, a label and a boundary logit for each word; and how it is trained."""
# mypy: ignore-errors

import math
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel

from bot.listening.network import MAX_TOKENS, MODEL, WORDS_AT_ONCE
from bot.listening.parts import LABELS, words
from bot.listening.training.examples import Example
from bot.triage.encoder.preprocessing import preprocess, preprocess_asked
from bot.triage.training.export import OPSET
from bot.triage.training.network import WIDTH, base, tokenizer
from bot.triage.training.resume import weights

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
BODY = "body."
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """The hyperparameters of a training."""

    seed: int = 20261130
    batch: int = 24
    epochs: int = 8
    rate: float = 2e-4
    head_rate: float = 2e-3
    smooth: float = 0.99  # decay of the moving average of the weights
    typos: float = 0.15  # of the messages get one
    unmarked: float = 0.25  # of them are seen without marks and capitals, as a voice is written down
    joined: float = 0.15  # of them are seen together with another one at the same question
    boundary: float = 0.5  # how much a boundary counts beside a label
    softened: float = 0.05  # label smoothing


class Network(nn.Module):
    """Tokens of question and message in; out come the logits of the labels and, as the last one, of a boundary."""

    def __init__(self, start: Path | None) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(base(), attn_implementation="sdpa")
        self.body.pooler = None
        if start is not None:
            found = {name.removeprefix(BODY): one for name, one in weights(start).items() if name.startswith(BODY)}
            self.body.load_state_dict(found, strict=False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, len(LABELS) + 1)
        )
        # The table of words is half of all weights and hardly moves in so few steps.
        self.body.embeddings.word_embeddings.weight.requires_grad = False

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits (batch, tokens, labels + 1)."""
        return self.head(self.drop(self.body(input_ids, attention_mask, token_type_ids).last_hidden_state))


class Trainer:
    """Trains the network on examples."""

    def __init__(self, plan: Plan, start: Path | None, questions: Mapping[str, str], say: Say) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.say, self.questions = plan, say, questions
        self.chance = random.Random(plan.seed)  # noqa: S311  (nothing secret)
        self.tokenizer = tokenizer()
        self.tokenizer.truncation_side = "right"
        self.network = Network(start)

    def fit(self, examples: Sequence[Example], checked: Callable[[int], None] = lambda epoch: None) -> None:
        """Train; what is kept is the moving average of the weights. `checked` is called after each epoch."""
        plan = self.plan
        self.by_question: dict[str, list[Example]] = {}
        for one in examples:
            self.by_question.setdefault(one.question, []).append(one)
        steps = math.ceil(len(examples) / plan.batch) * plan.epochs
        body = [one for name, one in self.network.named_parameters() if name.startswith(BODY) and one.requires_grad]
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
        for epoch in range(plan.epochs):
            self.network.train()
            losses = []
            for batch in self._batches([self._seen(one) for one in examples]):
                inputs, goals, begins = self._tokens(batch)
                with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time where the processor has it
                    logits = self.network(*inputs)
                loss = self._loss(logits.float(), goals, begins)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                smooth.update_parameters(self.network)
                losses.append(loss.item())
            self.say(f"epoch {epoch + 1} loss {numpy.mean(losses):.3f} {time.monotonic() - clock:.0f} s")
            checked(epoch)
        self.network.load_state_dict(smooth.module.state_dict())

    def _loss(self, logits: Tensor, goals: Tensor, begins: Tensor) -> Tensor:
        labels = nn.functional.cross_entropy(
            logits[..., :-1].flatten(0, 1), goals.flatten(), ignore_index=-100, label_smoothing=self.plan.softened
        )
        known = begins >= 0
        boundary = nn.functional.binary_cross_entropy_with_logits(logits[..., -1][known], begins[known])
        return labels + self.plan.boundary * boundary

    def _seen(self, example: Example) -> Example:
        """An example as it is seen in one epoch."""
        text, parts = example.text, example.parts
        if self.chance.random() < self.plan.joined:
            other = self.chance.choice(self.by_question[example.question])
            if len(text) + len(other.text) < 300 and other is not example:
                shift = len(text) + 1
                text = f"{text} {other.text}"
                parts = (*parts, *((label, start + shift, end + shift) for label, start, end in other.parts))
        if self.chance.random() < self.plan.unmarked:
            text = re.sub(r"[.!?;:]+(?=\s|$)", lambda found: " " * len(found[0]), text.lower()).replace(",", " ")
            text = text if text.strip() else example.text
            parts = parts if len(text) == parts[-1][2] else example.parts
        if len(text) > 6 and self.chance.random() < self.plan.typos:
            place = self.chance.randrange(1, len(text) - 2)
            if text[place].isalpha() and text[place + 1].isalpha():
                text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return Example(example.question, text, parts)

    def _tokens(self, batch: Sequence[Example]) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
        asked = [preprocess_asked(self.questions[one.question]).split() or ["."] for one in batch]
        spans = [words(one.text)[:WORDS_AT_ONCE] for one in batch]
        said = [
            [preprocess(one.text[start:end]) or "." for start, end in some] or ["."]
            for one, some in zip(batch, spans, strict=True)
        ]
        packed = self.tokenizer(
            asked,
            said,
            is_split_into_words=True,
            padding=True,
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        goals = torch.full(packed["input_ids"].shape, -100)
        begins = torch.full(packed["input_ids"].shape, -1.0)
        for row, (one, some) in enumerate(zip(batch, spans, strict=True)):
            last = None
            for token, (place, side) in enumerate(
                zip(packed.word_ids(row), packed.encodings[row].sequence_ids, strict=True)
            ):
                if side != 1 or place is None or place == last or place >= len(some):
                    continue
                last = place
                which = next((i for i, part in enumerate(one.parts) if some[place][0] < part[2]), len(one.parts) - 1)
                label, start, _ = one.parts[which]
                goals[row, token] = LABELS.index(label)
                if place > 0:
                    begins[row, token] = float(some[place - 1][0] < start <= some[place][0])
        return tuple(packed[name] for name in INPUTS), goals, begins

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


def export(network: Network, folder: Path) -> None:
    """Write the network as an ONNX file with eight-bit weights, of which seven bits are used (`reduce_range`)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 9))
    kinds = torch.tensor([[0, 0, 0, 1, 1, 1, 1, 1, 1]] * 2)
    with TemporaryDirectory() as place:
        whole, ready = Path(place) / "whole.onnx", Path(place) / "ready.onnx"
        torch.onnx.export(
            network.cpu().eval(),
            (ids, torch.ones_like(ids), kinds),
            str(whole),
            input_names=list(INPUTS),
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*INPUTS, "logits")},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(folder / MODEL), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
