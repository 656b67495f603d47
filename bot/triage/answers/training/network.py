"""The network: MiniLM as the triage encoder has it, on a question and its answer; one logit a class."""
# mypy: ignore-errors

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from bot.triage.answers.answer import CLASSES
from bot.triage.training.network import WIDTH, base
from bot.triage.training.resume import weights

BODY = "body."


def body(start: Path | None) -> nn.Module:
    """The layers of MiniLM, as it is or as in the triage encoder's model.onnx `start`; its table of words stays.

    That table is half of all weights and hardly moves in so few steps.
    """
    layers = AutoModel.from_pretrained(base(), attn_implementation="sdpa")
    layers.pooler = None
    if start is not None:
        found = {name.removeprefix(BODY): one for name, one in weights(start).items() if name.startswith(BODY)}
        layers.load_state_dict(found, strict=False)
    layers.embeddings.word_embeddings.weight.requires_grad = False
    return layers


class Network(nn.Module):
    """Tokens of the question and of the answer in; out comes one logit a class.

    Every layer sees both, but what is pooled are the answer's tokens only: pooled together the question drowns it.
    """

    def __init__(self, start: Path | None, classes: int = len(CLASSES)) -> None:
        """`start`: the triage encoder's model.onnx to go on from; None for MiniLM as it is."""
        super().__init__()
        self.body = body(start)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * WIDTH, classes)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits (batch, classes)."""
        hidden = self.body(input_ids, attention_mask, token_type_ids).last_hidden_state
        answer = (attention_mask * token_type_ids).unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * answer).sum(1) / answer.sum(1).clamp(min=1)
        return self.head(self.drop(torch.cat([hidden[:, 0], pooled], dim=1)))
