"""The tagger: MiniLM over question and words, a label and a boundary logit for each word; and how it is trained."""
# mypy: ignore-errors

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.listening.network import MAX_TOKENS, WORDS_AT_ONCE
from bot.listening.parts import LABELS, words
from bot.listening.training.examples import Example
from bot.triage.answers.training import pairs
from bot.triage.answers.training.export import INPUTS
from bot.triage.answers.training.network import body
from bot.triage.encoder.preprocessing import preprocess, preprocess_asked
from bot.triage.training.network import WIDTH

NO_GOAL = -100  # of a token that begins no word of the message: cross-entropy leaves it out


@dataclass(frozen=True)
class Plan(pairs.Plan):
    """The hyperparameters of a training."""

    seed: int = 20261130
    batch: int = 24
    rate: float = 2e-4
    head_rate: float = 2e-3
    unmarked: float = 0.25  # of the messages are seen without marks and capitals, as a voice is written down
    joined: float = 0.15  # of them are seen together with another one at the same question
    boundary: float = 0.5  # how much a boundary counts beside a label
    softened: float = 0.05  # label smoothing


class Network(nn.Module):
    """Tokens of question and message in; out come the logits of the labels and, as the last one, of a boundary."""

    def __init__(self, start: Path | None) -> None:
        super().__init__()
        self.body = body(start)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, len(LABELS) + 1)
        )

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits (batch, tokens, labels + 1)."""
        return self.head(self.drop(self.body(input_ids, attention_mask, token_type_ids).last_hidden_state))


class Trainer(pairs.PairTrainer):
    """Learns a label and a boundary for each word."""

    def __init__(self, plan: Plan, start: Path | None, questions: Mapping[str, str], say: pairs.Say) -> None:
        self._start, self._questions = start, questions
        super().__init__(plan, say)
        self.tokenizer.truncation_side = "right"

    def new_network(self) -> Network:
        return Network(self._start)

    def fit(self, examples: Sequence[Example]) -> None:
        self._at: dict[str, list[Example]] = {}
        for one in examples:
            self._at.setdefault(one.question, []).append(one)
        super().fit(examples)

    def loss(self, logits: Tensor, goals: tuple[Tensor, Tensor]) -> Tensor:
        labels, begins = goals
        wrong = nn.functional.cross_entropy(
            logits[..., :-1].flatten(0, 1), labels.flatten(), ignore_index=NO_GOAL, label_smoothing=self.plan.softened
        )
        known = begins >= 0
        boundary = nn.functional.binary_cross_entropy_with_logits(logits[..., -1][known], begins[known])
        return wrong + self.plan.boundary * boundary

    def seen(self, example: Example, examples: Sequence[Example]) -> Example:
        text, parts = example.text, example.parts
        if self.chance.random() < self.plan.joined:
            other = self.chance.choice(self._at[example.question])
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

    def prepared(self, batch: Sequence[Example]) -> tuple[tuple[Tensor, ...], tuple[Tensor, Tensor]]:
        """The inputs, and for each token its label and whether a part begins there; neither where no word begins."""
        asked = [preprocess_asked(self._questions[one.question]).split() or ["."] for one in batch]
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
        goals = torch.full(packed["input_ids"].shape, NO_GOAL)
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
        return tuple(packed[name] for name in INPUTS), (goals, begins)
