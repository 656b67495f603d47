"""The two stages of training: supervised contrastive learning, then fine-tuning of the heads with the body."""

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

from bot.triage.encoder.preprocessing import preprocess, preprocess_asked
from bot.triage.model import CATEGORIES
from bot.triage.training.batches import Row, epoch
from bot.triage.training.network import MAX_TOKENS, Network, tokenizer
from bot.triage.training.resume import weights


@dataclass(frozen=True)
class Plan:
    """The hyperparameters of one training. The learning rates are the usual ones for fine-tuning small BERTs."""

    seed: int = 20261123
    batch: int = 48
    together: float = 1.0  # epochs of the contrastive stage, on our own messages
    epochs: int = 3
    rate: float = 8e-5
    head_rate: float = 5e-4
    smooth: float = 0.995  # decay of the moving average of the weights; lower for a short run
    keep_meaning: float = 1.0  # weight of staying near MiniLM's own embedding, which the intent classifier uses


Say = Callable[[str], None]

# After the first epoch only this part of the everyday background is seen again: the hardest, and any others.
HARD, ANY = 0.4, 0.2
# Of our own, those whose label the first epoch contradicts most are not seen again: riddles that only their writer can
# read, and slips of the hand. Learnt by heart they make the network see danger in any odd remark.
MISLABELLED = 0.015


class Trainer:
    """The network, its tokenizer, and what both stages share."""

    def __init__(self, plan: Plan, say: Say) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.say = plan, say
        self.chance = random.Random(plan.seed)  # noqa: S311  (nothing secret)
        self.tokenizer = tokenizer()
        self.network = Network()
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network.to(self.device)

    def autocast(self) -> torch.autocast:
        """16-bit numbers where the processor has them: a third of the time."""
        return torch.autocast(self.device.type, dtype=torch.bfloat16)

    def tokens(self, texts: Sequence[str], asked: Sequence[str] | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Token ids, mask and segments (0 what was asked, 1 the message), padded to the longest."""
        packed = self.tokenizer(
            list(asked or [""] * len(texts)),
            list(texts),
            padding=True,
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        return tuple(packed[name].to(self.device) for name in ("input_ids", "attention_mask", "token_type_ids"))

    @torch.inference_mode()
    def vectors(self, texts: Sequence[str]) -> Tensor:
        """The network's pooled vectors as they are now, of unit length, in the order of `texts`."""
        self.network.eval()
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found = torch.zeros(len(texts), 384)
        for start in range(0, len(order), 128):
            some = order[start : start + 128]
            with self.autocast():
                pooled = self.network.pooled(*self.tokens([texts[i] for i in some]))
            found[some] = nn.functional.normalize(pooled.float(), dim=-1).cpu()
        return found

    @torch.inference_mode()
    def predict(self, texts: Sequence[str], asked: Sequence[str] | None = None) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Tier logits (n, 3) and category logits (n, categories)."""
        asked = [preprocess_asked(one) for one in asked or [""] * len(texts)]
        self.network.eval()
        tiers, categories = numpy.zeros((len(texts), 3)), numpy.zeros((len(texts), len(CATEGORIES)))
        texts = [preprocess(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), 128):
            some = order[start : start + 128]
            with self.autocast():
                tier, category, _ = self.network(*self.tokens([texts[i] for i in some], [asked[i] for i in some]))
            tier, category = tier.float(), category.float()
            tiers[some], categories[some] = tier.cpu().numpy(), category.cpu().numpy()
        return tiers, categories

    def fit(
        self,
        own: Sequence[Row],
        background: Sequence[Row],
        asks: Sequence[str],
        start: Path | None = None,
        checkpoint: Path | None = None,
    ) -> None:
        """Both stages, from MiniLM or from an encoder that was exported before, `start`.

        `asks` are questions of the dialogue, one of which stands before most messages. The state after each epoch is
        kept in `checkpoint`, and a training that finds it there goes on from it.
        """
        self.asks = asks
        rows = [*own, *background]
        self.say("vectors of the untouched model")
        meaning = dict(
            zip([row.text for row in rows], self.vectors([preprocess(row.text) for row in rows]), strict=True)
        )
        if start is not None:
            self.network.load_state_dict(weights(start), strict=False)
        kept = checkpoint is not None and checkpoint.exists()
        if self.plan.together and not kept:
            self._train_contrastive(own)
        self._train_heads(own, background, meaning, checkpoint)

    def _train_contrastive(self, own: Sequence[Row]) -> None:
        """Supervised contrastive learning (Khosla et al. 2020, arXiv:2004.11362), temperature 0.1."""
        many = list(epoch(own, 96, self.chance, self.asks))
        many = many[: int(len(many) * self.plan.together)]
        optimizer = torch.optim.AdamW(self.network.body.encoder.parameters(), lr=self.plan.rate / 2, weight_decay=0.01)
        schedule = _schedule(optimizer, len(many))
        self.network.train()
        clock, losses = time.monotonic(), []
        for number, rows in enumerate(many, 1):
            with self.autocast():
                pooled = self.network.pooled(
                    *self.tokens([row.text for row in rows], [row.asked or "" for row in rows])
                )
            pooled = nn.functional.normalize(pooled.float(), dim=-1)
            loss = _contrast(pooled, torch.tensor([row.group for row in rows], device=self.device))
            losses.append(_step(loss, optimizer, schedule, self.network))
            if number % 40 == 0:
                self.say(f"together {number}/{len(many)} loss {numpy.mean(losses[-40:]):.3f} {_took(clock)}")

    def _train_heads(
        self, own: Sequence[Row], background: Sequence[Row], meaning: dict[str, Tensor], checkpoint: Path | None
    ) -> None:
        heads = [self.network.tier, self.network.category, self.network.meaning]
        optimizer = torch.optim.AdamW(
            [
                {"params": self.network.body.encoder.parameters(), "lr": self.plan.rate},
                {"params": [weight for head in heads for weight in head.parameters()], "lr": self.plan.head_rate},
            ],
            weight_decay=0.01,
        )
        later = int(len(background) * HARD) + int(len(background) * ANY)
        steps = math.ceil((len(own) + len(background)) / self.plan.batch)
        steps += math.ceil((len(own) + later) / self.plan.batch) * (self.plan.epochs - 1)
        schedule = _schedule(optimizer, steps)
        smooth = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(self.plan.smooth))
        clock, losses, number, done = time.monotonic(), [], 0, 0
        parts = {"network": self.network, "smooth": smooth, "optimizer": optimizer, "schedule": schedule}
        if checkpoint is not None and checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True)
            for name, part in parts.items():
                part.load_state_dict(state[name])
            number, done = state["number"], state["done"]
            self.say(f"going on after epoch {done}")
        for turn in range(done, self.plan.epochs):
            away = background if turn == 0 else self._hard_examples(background)
            mine = own if turn == 0 else self._without_mislabelled(own)
            self.network.train()
            for batch in epoch([*mine, *away], self.plan.batch, self.chance, self.asks):
                number += 1
                losses.append(_step(self._loss(batch, meaning), optimizer, schedule, self.network))
                smooth.update_parameters(self.network)
                if number % 100 == 0:
                    self.say(f"heads {number}/{steps} loss {numpy.mean(losses[-100:]):.4f} {_took(clock)}")
            if checkpoint is not None:
                states = {name: part.state_dict() for name, part in parts.items()}
                torch.save({**states, "number": number, "done": turn + 1}, checkpoint)

        # The mean over the last steps errs less on what it has not seen than the last step does.
        self.network.load_state_dict(smooth.module.state_dict())

    def _hard_examples(self, background: Sequence[Row]) -> list[Row]:
        """Hard negatives: the everyday messages that still look like distress, and some of the others."""
        if not background:
            return []
        some = [self.chance.choice(self.asks) if self.asks and self.chance.random() < 0.5 else "" for _ in background]
        worry = self.predict([row.text for row in background], some)[0][:, 0]
        order = numpy.argsort(-worry)
        hard = int(len(order) * HARD)
        rest = self.chance.sample(list(order[hard:]), int(len(order) * ANY))
        return [background[i] for i in (*order[:hard], *rest)]

    def _without_mislabelled(self, own: Sequence[Row]) -> list[Row]:
        """Our messages without those whose label the network contradicts most."""
        worry = self.predict([row.text for row in own], [row.asked or "" for row in own])[0][:, 0]
        against = [-w if row.rank else w for row, w in zip(own, worry, strict=True)]
        return [own[i] for i in numpy.argsort(against)[: int(len(own) * (1 - MISLABELLED))]]

    def _loss(self, rows: Sequence[Row], meaning: dict[str, Tensor]) -> Tensor:
        with self.autocast():
            tier, category, vector = self.network(
                *self.tokens([row.text for row in rows], [row.asked or "" for row in rows])
            )
        tier, category, vector = tier.float(), category.float(), vector.float()
        weight = torch.tensor([row.weight for row in rows], device=self.device)
        goal = torch.tensor([[float(row.rank > k) for k in range(3)] for row in rows], device=self.device)
        goal = goal * 0.97 + 0.01  # labels are hands' work: never quite certain
        loss = nn.functional.binary_cross_entropy_with_logits(tier, goal, reduction="none").sum(1)
        some = torch.tensor([row.rank > 0 for row in rows], device=self.device)
        if some.any():
            kinds = torch.tensor(
                [[float(c in row.categories) for c in CATEGORIES] for row in rows if row.rank > 0], device=self.device
            )
            each = nn.functional.binary_cross_entropy_with_logits(category[some], kinds, reduction="none").sum(1)
            loss[some] = loss[some] + 0.3 * each
        known = [i for i, row in enumerate(rows) if row.text in meaning]
        if known and self.plan.keep_meaning:
            goals = torch.stack([meaning[rows[i].text] for i in known]).to(self.device)
            loss[known] = loss[known] + self.plan.keep_meaning * (1 - (vector[known] * goals).sum(1))
        return (loss * weight).mean()


def _contrast(vectors: Tensor, groups: Tensor, temperature: float = 0.1) -> Tensor:
    """Supervised contrastive loss: each message should be nearer to those of its group than to all others."""
    likeness = vectors @ vectors.T / temperature
    itself = torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    likeness = likeness.masked_fill(itself, -1e4)
    same = (groups[:, None] == groups[None, :]) & ~itself
    odds = likeness - torch.logsumexp(likeness, dim=1, keepdim=True)
    counted = same.sum(1)
    loss = -(odds * same).sum(1) / counted.clamp(min=1)
    return loss[counted > 0].mean()


def _step(loss: Tensor, optimizer: torch.optim.Optimizer, schedule: object, network: nn.Module) -> float:
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()  # type: ignore[attr-defined]
    return float(loss.detach())


def _schedule(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Learning rate: linear warm-up over the first tenth of the steps, then linear decay to zero."""
    warm = max(1, steps // 10)
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )


def _took(clock: float) -> str:
    return f"{time.monotonic() - clock:.0f} s"
